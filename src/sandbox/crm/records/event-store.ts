import type {PropertyBody} from '../portal/object-type.js'

export interface EventDefinition {
  readonly id: string
  readonly name: string
  /** `pe123_bought`. */
  readonly fullyQualifiedName: string
  readonly label: string
  readonly description: string
  readonly primaryObjectId: string
  readonly createdAtMs: number
  readonly properties: ReadonlyMap<string, PropertyBody>
}

/** What happened to a record. */
export interface SentEvent {
  readonly id: string
  readonly eventType: string
  readonly objectType: string
  readonly objectId: string
  readonly occurredAt: string
  readonly properties: Readonly<Record<string, string>>
}

/** The events of a portal and their definitions. */
export class EventStore {
  /** By full name. */
  readonly #definitions = new Map<string, EventDefinition>()
  readonly #sent: SentEvent[] = []
  #lastId = 0

  /** An id for a new definition. */
  nextId(): string {
    return String(this.#lastId + 1)
  }

  /** Made, changed, or as it was kept. */
  put(definition: EventDefinition): void {
    this.#definitions.set(definition.fullyQualifiedName, definition)
    this.#lastId = Math.max(this.#lastId, Number(definition.id))
  }

  /** What was sent of it stays. */
  delete(fullyQualifiedName: string): void {
    this.#definitions.delete(fullyQualifiedName)
  }

  get(fullyQualifiedName: string): EventDefinition | undefined {
    return this.#definitions.get(fullyQualifiedName)
  }

  definitions(): readonly EventDefinition[] {
    return [...this.#definitions.values()]
  }

  note(event: SentEvent): void {
    this.#sent.push(event)
  }

  sent(): readonly SentEvent[] {
    return this.#sent
  }

  /** By either name, whatever its case. */
  find(name: string): EventDefinition | undefined {
    const wanted = name.toLowerCase()
    return this.definitions().find(each =>
      [each.name, each.fullyQualifiedName].some(own => own.toLowerCase() === wanted),
    )
  }
}
