/** A property of an event, as replies carry it. */
export interface EventProperty {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly description: string
  readonly options: readonly unknown[]
  readonly archived: boolean
  readonly createdAt: string
}

export interface EventDefinition {
  readonly id: string
  readonly name: string
  /** `pe123_bought`. */
  readonly fullyQualifiedName: string
  readonly label: string
  readonly description: string
  readonly primaryObjectId: string
  readonly createdAtMs: number
  readonly properties: Map<string, EventProperty>
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

/** Events and their definitions since the portal was opened. */
export class EventStore {
  readonly definitions = new Map<string, EventDefinition>()
  readonly sent: SentEvent[] = []

  /** By either name, whatever its case. */
  find(name: string): EventDefinition | undefined {
    const wanted = name.toLowerCase()
    return [...this.definitions.values()].find(each =>
      [each.name, each.fullyQualifiedName].some(own => own.toLowerCase() === wanted),
    )
  }
}
