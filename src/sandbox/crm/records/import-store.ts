/** One cell or row that was not imported, as replies tell it; what is shown on request is here in full. */
export interface ImportError {
  readonly id: string
  readonly errorType: string
  readonly errorMessage: string
  readonly objectTypeId: string
  readonly invalidValue: string | undefined
  readonly column: number | undefined
  readonly line: number
  readonly cells: readonly string[]
  readonly fileId: string
  readonly atMs: number
}

/** Where the next row of an import begins: which of its files, an index of its text, and the line from 1. */
export interface ImportPlace {
  readonly file: number
  readonly at: number
  readonly line: number
}

export interface StartedImport {
  readonly id: string
  readonly name: string
  /** As it was sent. */
  readonly request: Readonly<Record<string, unknown>>
  /** The version of the API that it came by, by which its values are checked. */
  readonly version: string
  readonly typeIds: readonly string[]
  readonly fileIds: readonly string[]
  readonly createdAtMs: number
  readonly dueAtMs: number
  updatedAtMs: number
  state: 'PROCESSING' | 'DONE' | 'CANCELED' | 'FAILED'
  readonly counters: Map<string, number>
  readonly errors: ImportError[]
  /** Of its files, in the request's order; none once it has ended. */
  texts: readonly string[]
  place: ImportPlace
}

/** The imports of a portal, the oldest first. */
export class ImportStore {
  readonly #byId = new Map<string, StartedImport>()
  #waiting: StartedImport[] = []

  /** As one that was started, or as it was kept. */
  put(started: StartedImport): void {
    this.#byId.set(started.id, started)
    this.#waiting = this.#waiting.filter(({id}) => id !== started.id)
    if (started.state === 'PROCESSING') this.#waiting.push(started)
  }

  all(): readonly StartedImport[] {
    return [...this.#byId.values()]
  }

  get(id: string): StartedImport | undefined {
    return this.#byId.get(id)
  }

  /** It has rows left that it may write by now: the one that was started first. */
  due(nowMs: number): StartedImport | undefined {
    if (this.#waiting.length === 0) return undefined
    return this.#waiting.find(({dueAtMs}) => dueAtMs <= nowMs)
  }

  /** Nothing more of it will be written. */
  end(started: StartedImport, state: Exclude<StartedImport['state'], 'PROCESSING'>, nowMs: number): void {
    Object.assign(started, {state, texts: [], updatedAtMs: nowMs})
    this.#waiting = this.#waiting.filter(each => each !== started)
  }
}
