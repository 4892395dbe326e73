/** An owner as the owners API sends it. */
export interface PortalOwner {
  readonly id: string
  readonly email: string
  readonly type: 'PERSON'
  readonly firstName: string
  readonly lastName: string
  readonly userId: number
  readonly userIdIncludingInactive: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly archived: boolean
}

/** `archived`: a user who is no longer active in the portal. */
const owner = (
  id: string,
  userId: number,
  [firstName, lastName]: readonly [string, string],
  archived = false,
): PortalOwner => ({
  id,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
  type: 'PERSON',
  firstName,
  lastName,
  userId,
  userIdIncludingInactive: userId,
  createdAt: '2025-09-01T08:12:44.901Z',
  updatedAt: '2026-02-10T14:03:27.118Z',
  archived,
})

export const OWNERS: readonly PortalOwner[] = [
  owner('81540217', 61200431, ['Ada', 'Okafor']),
  owner('81540302', 61200518, ['Bruno', 'Keller']),
  owner('415673290', 61544807, ['Carla', 'Reyes']),
  owner('690127744', 63170025, ['Dmitri', 'Vance']),
  owner('702381156', 63990187, ['Elin', 'Holm'], true),
]
