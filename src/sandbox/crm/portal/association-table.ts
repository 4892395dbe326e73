/** Who made a type; ids are unique within one category and direction only. */
export type AssociationCategory = 'HUBSPOT_DEFINED' | 'USER_DEFINED'

/** One line of the table: `id` and `label` from the first kind to the second, `inverse…` back. */
export interface TypeDefinition {
  readonly from: string
  readonly to: string
  readonly category: AssociationCategory
  readonly id: number
  readonly inverseId: number
  readonly label: string | null
  readonly inverseLabel: string | null
  readonly name: string
  readonly inverseName: string
  readonly kind: 'plain' | 'primary' | 'label'
  readonly maxLinks?: number
  readonly maxInverseLinks?: number
}

const CAR = '2-40118201'
const PLAN = '2-40118344'
const SHORT: ReadonlyMap<string, string> = new Map([
  ['0-1', 'contact'],
  ['0-2', 'company'],
  ['0-3', 'deal'],
  ['0-5', 'ticket'],
  ['0-8', 'line_item'],
  ['0-14', 'quote'],
  ['0-18', 'communication'],
  ['0-27', 'task'],
  ['0-46', 'note'],
  ['0-47', 'meeting'],
  ['0-48', 'call'],
  ['0-49', 'email'],
  ['0-53', 'invoice'],
  ['0-123', 'order'],
  ['0-136', 'lead'],
  [CAR, 'car'],
  [PLAN, 'subscription_plan'],
])

/** Ids of docs/hubspot-api.md#associations; those of cars, plans and labels are the default portal's own. */
export const ASSOCIATION_DEFINITIONS: readonly TypeDefinition[] = [
  {...plain('0-1', '0-2', 279, 280, '_unlabeled'), maxLinks: 10_000, maxInverseLinks: 10_000},
  primary('0-1', '0-2', 1, 2),
  {...hubspotLabel('0-1', '0-2', 931, 930, 'Billing contact'), maxInverseLinks: 1},
  {...plain('0-1', '0-3', 4, 3), maxLinks: 10_000, maxInverseLinks: 1000},
  plain('0-1', '0-5', 15, 16),
  plain('0-3', '0-2', 341, 342, '_unlabeled'),
  primary('0-3', '0-2', 5, 6),
  plain('0-5', '0-2', 339, 340, '_unlabeled'),
  primary('0-5', '0-2', 26, 25),
  plain('0-3', '0-5', 27, 28),
  plain('0-3', '0-8', 19, 20),
  plain('0-1', '0-1', 449, 449),
  plain('0-2', '0-2', 450, 450),
  {...hubspotLabel('0-2', '0-2', 13, 14, 'Child Company'), inverseLabel: 'Parent Company'},
  plain('0-3', '0-3', 451, 451),
  plain('0-5', '0-5', 452, 452),
  ...activity('0-46', {contact: 202, company: 190, deal: 214, ticket: 228}),
  ...activity('0-27', {contact: 204, company: 192, deal: 216, ticket: 230}),
  ...activity('0-48', {contact: 194, company: 182, deal: 206, ticket: 220}),
  ...activity('0-47', {contact: 200, company: 188, deal: 212, ticket: 226}),
  ...activity('0-49', {contact: 198, company: 186, deal: 210, ticket: 224}),
  ...activity('0-18', {contact: 81, company: 87, deal: 85, ticket: 83}),
  plain('0-14', '0-1', 69, 70),
  plain('0-14', '0-2', 71, 72),
  plain('0-14', '0-3', 64, 63),
  plain('0-14', '0-8', 67, 68),
  plain('0-136', '0-1', 608, 609, '_unlabeled'),
  primary('0-136', '0-1', 578, 577),
  plain('0-136', '0-2', 610, 611, '_unlabeled'),
  primary('0-136', '0-2', 580, 579),
  plain('0-123', '0-1', 507, 508),
  plain('0-123', '0-2', 934, 935, '_unlabeled'),
  primary('0-123', '0-2', 509, 510),
  plain('0-123', '0-3', 512, 511),
  plain('0-123', '0-8', 513, 514),
  plain('0-53', '0-1', 177, 178),
  plain('0-53', '0-2', 179, 180),
  plain('0-53', '0-3', 175, 176),
  plain('0-53', '0-8', 409, 410),
  userLabel('0-1', '0-2', 37, 38, 'Decision maker'),
  userLabel('0-1', '0-2', 28, 29, 'Billing contact'),
  {...userLabel('0-1', '0-1', 45, 46, 'Manager'), inverseLabel: 'Employee'},
  userLabel('0-3', '0-1', 41, 42, 'Buyer'),
  userLabel('0-3', '0-1', 43, 44, 'Champion'),
  {...plain(CAR, '0-1', 51, 52), category: 'USER_DEFINED'},
  userLabel(CAR, '0-1', 53, 54, 'Driver'),
  {...plain(CAR, '0-2', 55, 56), category: 'USER_DEFINED'},
  // Somebody made a label here and no plain association: such a pair cannot be linked by default.
  userLabel(PLAN, '0-2', 61, 62, 'Subscriber'),
]

function plain(from: string, to: string, id: number, inverseId: number, ending = ''): TypeDefinition {
  return {
    ...{from, to, id, inverseId, category: 'HUBSPOT_DEFINED', kind: 'plain', label: null, inverseLabel: null},
    name: `${SHORT.get(from)}_to_${SHORT.get(to)}${ending}`,
    inverseName: `${SHORT.get(to)}_to_${SHORT.get(from)}${ending}`,
  }
}

interface ActivityIds {
  readonly contact: number
  readonly company: number
  readonly deal: number
  readonly ticket: number
}

/** An activity and what it is about; ids of the other direction are next to these. */
function activity(from: string, {contact, company, deal, ticket}: ActivityIds): readonly TypeDefinition[] {
  const back = contact < 100 ? 1 : -1
  return [
    plain(from, '0-1', contact, contact + back),
    plain(from, '0-2', company, company + back),
    plain(from, '0-3', deal, deal + back),
    plain(from, '0-5', ticket, ticket + back),
  ]
}

function primary(from: string, to: string, id: number, inverseId: number): TypeDefinition {
  return {...plain(from, to, id, inverseId), kind: 'primary', label: 'Primary', inverseLabel: 'Primary'}
}

function hubspotLabel(from: string, to: string, id: number, inverseId: number, label: string): TypeDefinition {
  return {...userLabel(from, to, id, inverseId, label), category: 'HUBSPOT_DEFINED'}
}

function userLabel(from: string, to: string, id: number, inverseId: number, label: string): TypeDefinition {
  const name = `${label.toLowerCase().replaceAll(' ', '_')}_${SHORT.get(from)}_${SHORT.get(to)}`
  const both = {from, to, id, inverseId, label, inverseLabel: label, name, inverseName: name}
  return {...both, category: 'USER_DEFINED', kind: 'label'}
}
