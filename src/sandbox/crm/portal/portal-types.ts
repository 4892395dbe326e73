import type {MadeSchema, ObjectType} from './object-type.js'

/** A custom object can be archived, and then be gone for good. */
export type SchemaState = 'live' | 'archived' | 'gone'

/** The kinds of records of a portal: custom ones are made, changed and archived over the API. */
export class PortalTypes {
  readonly live: ObjectType[]
  readonly archived: ObjectType[] = []
  readonly #make: (schema: MadeSchema) => ObjectType
  readonly #onNew: (type: ObjectType) => void
  readonly #changed = new Map<string, SchemaState>()

  /** `onNew` is called for each type that is put here later on. */
  constructor(
    types: readonly ObjectType[],
    {make, onNew}: {readonly make: (schema: MadeSchema) => ObjectType; readonly onNew: (type: ObjectType) => void},
  ) {
    this.live = [...types]
    this.#make = make
    this.#onNew = onNew
  }

  byId(id: string): ObjectType | undefined {
    return [...this.live, ...this.archived].find(type => type.id === id)
  }

  /** Whether the id is one of a type, or was one of it. */
  isKnown(id: string): boolean {
    return this.#changed.has(id) || this.byId(id) !== undefined
  }

  /** Makes the type, or changes the one of its id. */
  put(schema: MadeSchema): ObjectType {
    this.#changed.set(schema.id, 'live')
    const known = this.live.find(({id}) => id === schema.id)
    if (known) return Object.assign(known, schema)
    const type = {...this.#make(schema), ...schema}
    this.live.push(type)
    this.#onNew(type)
    return type
  }

  archive(id: string): void {
    this.#changed.set(id, 'archived')
    const [type] = take(this.live, id)
    if (type) this.archived.push(type)
  }

  /** For good: its name is free again. */
  forget(id: string): void {
    this.#changed.set(id, 'gone')
    take(this.live, id)
    take(this.archived, id)
  }

  /** What a restart needs to know. */
  changes(): Iterable<readonly [id: string, state: SchemaState]> {
    return this.#changed
  }

  /** As it was kept. */
  restore(id: string, state: SchemaState, schema: MadeSchema | null): void {
    if (schema !== null) this.put(schema)
    if (state === 'archived') this.archive(id)
    if (state === 'gone') this.forget(id)
  }
}

/** What a restart needs of a type. */
export function schemaOf(type: ObjectType): MadeSchema {
  const {id, name, labels, required, primaryDisplayProperty, secondaryDisplayProperties, searchableProperties} = type
  const {description, createdAtMs, updatedAtMs} = type
  return {
    ...{id, name, labels, required, primaryDisplayProperty, secondaryDisplayProperties, searchableProperties},
    ...(description !== undefined && {description}),
    ...(createdAtMs !== undefined && {createdAtMs}),
    ...(updatedAtMs !== undefined && {updatedAtMs}),
  }
}

function take(types: ObjectType[], id: string): ObjectType[] {
  const at = types.findIndex(type => type.id === id)
  return at < 0 ? [] : types.splice(at, 1)
}
