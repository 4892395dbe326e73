import {AppError} from '../errors/app-error.js'
import {ours} from '../errors/next-step.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {listOwners} from '../hubspot/portal/owners.js'
import type {Owner} from '../hubspot/portal/portal-types.js'

/** An owner, in the keys of `objects owners --json`. */
export interface OwnerSummary {
  readonly id: string
  /** '' where HubSpot has none. */
  readonly email: string
  readonly name: string
  /** Whether the user is still active in the portal. */
  readonly state: 'active' | 'left'
}

/** The portal's owners, those whom the text names. @throws AppError SCOPE_MISSING */
export async function readOwnersOf(hubspot: HubSpot, search?: string): Promise<OwnerSummary[]> {
  const owners = await listOwners(hubspot)
  if (owners !== undefined) return describeOwners(owners, search)
  throw new AppError('SCOPE_MISSING', 'This login lacks the scope crm.objects.owners.read.', {
    next: [ours(['login']), ours(['whoami'])],
  })
}

/** The active ones first, each kind by e-mail; `search`: only those whose id, e-mail or name holds the text. */
export function describeOwners(owners: readonly Owner[], search = ''): OwnerSummary[] {
  const wanted = search.trim().toLowerCase()
  return owners
    .filter(({id, email, name}) => [id, email, name].some(text => text.toLowerCase().includes(wanted)))
    .map(({id, email, name, hasLeft}) => ({id, email, name, state: hasLeft === true ? 'left' : 'active'}) as const)
    .sort((one, other) => rank(one) - rank(other) || one.email.localeCompare(other.email))
}

function rank({state}: OwnerSummary): number {
  return state === 'active' ? 0 : 1
}
