import {ASSOCIATION_DEFINITIONS, type AssociationCategory, type TypeDefinition} from './association-table.js'

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
  /** The plain type of a pair that had none. */
  readonly isPlain?: true
  /** Absent: the same name. */
  readonly inverseName?: string
}

const MOST_LINKS = 50_000
const MAX_LABELS = 50

/** The types of a portal's associations, by direction; labels can be made, renamed and removed. */
export class AssociationTypes {
  readonly #byDirection = new Map<string, AssociationType[]>()
  readonly #made: NewLabelWithIds[] = []
  readonly #removed: Pick<NewLabelWithIds, 'from' | 'to' | 'id'>[] = []

  constructor(definitions: readonly TypeDefinition[] = ASSOCIATION_DEFINITIONS) {
    for (const definition of definitions) this.#add(definition)
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
    return {made: [...this.#made], removed: [...this.#removed]}
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
    const plain = {label: null, inverseLabel: null, kind: 'plain'} as const
    const kind = label.isPlain ? plain : ({kind: 'label'} as const)
    this.#add({inverseName: label.name, ...label, ...kind, category: 'USER_DEFINED'})
  }

  /** False where there is no such label of the portal's own. */
  removeLabel(from: string, to: string, id: number): boolean {
    const label = this.between(from, to).find(type => type.key === `U${id}`)
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

  #add(definition: TypeDefinition): void {
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
