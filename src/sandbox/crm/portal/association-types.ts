/** Who made a type; ids are unique within one category and direction only. */
export type AssociationCategory = 'HUBSPOT_DEFINED' | 'USER_DEFINED'

/** One direction of an association between two kinds of records. */
export interface AssociationType {
  readonly category: AssociationCategory
  readonly id: number
  /** Type ids of the two kinds: `0-1`. */
  readonly from: string
  readonly to: string
  /** Null on the plain type, which every linked pair carries. */
  readonly label: string | null
  /** As version 3 writes it: `contact_to_company_unlabeled`. */
  readonly name: string
  readonly kind: 'plain' | 'primary' | 'label'
  /** Category and id in one, as links are kept: `H279`, `U37`. */
  readonly key: string
  /** The key of the same type seen from the other side. */
  readonly inverseKey: string
  /** How many records one can be linked to by this type. */
  readonly maxLinks: number
}

/** A custom label: both directions of it. */
export interface NewLabel {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly inverseLabel: string
  readonly name: string
}

/** One line of the table below: `id` and `label` from the first kind to the second, `inverse…` back. */
interface Definition {
  readonly from: string
  readonly to: string
  readonly category: AssociationCategory
  readonly id: number
  readonly inverseId: number
  readonly label: string | null
  readonly inverseLabel: string | null
  readonly name: string
  readonly inverseName: string
  readonly kind: AssociationType['kind']
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
  [CAR, 'car'],
  [PLAN, 'subscription_plan'],
])
const MOST_LINKS = 50_000

/** Ids of docs/hubspot-api.md#associations; those of cars, plans and labels are the default portal's own. */
const DEFINITIONS: readonly Definition[] = [
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

function plain(from: string, to: string, id: number, inverseId: number, ending = ''): Definition {
  return {
    ...{from, to, id, inverseId, category: 'HUBSPOT_DEFINED', kind: 'plain', label: null, inverseLabel: null},
    name: `${SHORT.get(from)}_to_${SHORT.get(to)}${ending}`,
    inverseName: `${SHORT.get(to)}_to_${SHORT.get(from)}${ending}`,
  }
}

function primary(from: string, to: string, id: number, inverseId: number): Definition {
  return {...plain(from, to, id, inverseId), kind: 'primary', label: 'Primary', inverseLabel: 'Primary'}
}

function hubspotLabel(from: string, to: string, id: number, inverseId: number, label: string): Definition {
  return {...userLabel(from, to, id, inverseId, label), category: 'HUBSPOT_DEFINED'}
}

function userLabel(from: string, to: string, id: number, inverseId: number, label: string): Definition {
  const name = `${label.toLowerCase().replaceAll(' ', '_')}_${SHORT.get(from)}_${SHORT.get(to)}`
  const both = {from, to, id, inverseId, label, inverseLabel: label, name, inverseName: name}
  return {...both, category: 'USER_DEFINED', kind: 'label'}
}

const MAX_LABELS = 50

/** The types of a portal's associations, by direction; labels can be made, renamed and removed. */
export class AssociationTypes {
  readonly #byDirection = new Map<string, AssociationType[]>()
  readonly #made: NewLabelWithIds[] = []
  readonly #removed: Pick<NewLabelWithIds, 'from' | 'to' | 'id'>[] = []

  constructor() {
    for (const definition of DEFINITIONS) this.#add(definition)
  }

  /** HubSpot's own first, in the order of the table; empty where the two kinds cannot be linked. */
  between(from: string, to: string): readonly AssociationType[] {
    return this.#byDirection.get(`${from}>${to}`) ?? []
  }

  /** From any kind to any. */
  all(): Iterable<AssociationType> {
    return [...this.#byDirection.values()].flat()
  }

  plain(from: string, to: string): AssociationType | undefined {
    return this.between(from, to).find(type => type.kind === 'plain')
  }

  byKey(from: string, to: string, key: string): AssociationType | undefined {
    return this.between(from, to).find(type => type.key === key)
  }

  isFull(from: string, to: string): boolean {
    return this.between(from, to).filter(type => type.category === 'USER_DEFINED').length >= MAX_LABELS
  }

  /** What a restart needs to know. */
  changes(): LabelChanges {
    return {made: this.#made, removed: this.#removed}
  }

  restore({made, removed}: LabelChanges): void {
    for (const {from, to, id} of removed) this.removeLabel(from, to, id)
    for (const label of made) this.keepLabel(label)
  }

  /** `firstId`: ids are the lowest free ones from there on, and so may equal HubSpot's. */
  makeLabel(label: NewLabel, firstId: number): NewLabelWithIds {
    const taken = new Set([...this.all()].filter(type => type.category === 'USER_DEFINED').map(type => type.id))
    const free = (from: number): number => (taken.has(from) ? free(from + 1) : from)
    const id = free(firstId)
    const made = {...label, id, inverseId: free(id + 1)}
    this.keepLabel(made)
    return made
  }

  keepLabel(label: NewLabelWithIds): void {
    this.removeLabel(label.from, label.to, label.id)
    this.#made.push(label)
    this.#add({...label, inverseName: label.name, category: 'USER_DEFINED', kind: 'label'})
  }

  /** False where there is no such label of the portal's own. */
  removeLabel(from: string, to: string, id: number): boolean {
    const label = this.between(from, to).find(type => type.key === `U${id}` && type.kind === 'label')
    if (label === undefined) return false
    this.#drop(from, to, label.key)
    this.#drop(to, from, label.inverseKey)
    const at = this.#made.findIndex(each => isLabel(each, from, to, id))
    if (at >= 0) this.#made.splice(at, 1)
    else this.#removed.push({from, to, id})
    return true
  }

  #drop(from: string, to: string, key: string): void {
    this.#byDirection.set(
      `${from}>${to}`,
      this.between(from, to).filter(type => type.key !== key),
    )
  }

  #add(definition: Definition): void {
    const letter = definition.category === 'HUBSPOT_DEFINED' ? 'H' : 'U'
    const {id, inverseId, label, inverseLabel, name, inverseName} = definition
    const [key, inverseKey] = [`${letter}${id}`, `${letter}${inverseId}`]
    const {from, to, category, kind, maxLinks = MOST_LINKS, maxInverseLinks = MOST_LINKS} = definition
    this.#put({category, kind, from, to, id, label, name, key, inverseKey, maxLinks})
    if (from === to && id === inverseId) return
    const back = {from: to, to: from, id: inverseId, label: inverseLabel, name: inverseName}
    this.#put({category, kind, ...back, key: inverseKey, inverseKey: key, maxLinks: maxInverseLinks})
  }

  #put(type: AssociationType): void {
    this.#byDirection.set(`${type.from}>${type.to}`, [...this.between(type.from, type.to), type])
  }
}

export interface NewLabelWithIds extends NewLabel {
  readonly id: number
  readonly inverseId: number
}

/** How a portal's labels differ from the default portal's. */
export interface LabelChanges {
  readonly made: readonly NewLabelWithIds[]
  readonly removed: readonly Pick<NewLabelWithIds, 'from' | 'to' | 'id'>[]
}

function isLabel(label: NewLabelWithIds, from: string, to: string, id: number): boolean {
  return (
    (label.from === from && label.to === to && label.id === id) ||
    (label.from === to && label.to === from && label.inverseId === id)
  )
}
