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

export interface StartedImport {
  readonly id: string
  readonly name: string
  /** As it was sent. */
  readonly request: unknown
  readonly typeIds: readonly string[]
  readonly fileIds: readonly string[]
  readonly createdAtMs: number
  readonly dueAtMs: number
  updatedAtMs: number
  state: 'PROCESSING' | 'DONE' | 'CANCELED'
  readonly counters: Map<string, number>
  readonly errors: ImportError[]
  /** Writes its rows. */
  readonly run: (started: StartedImport) => void
}

/** The imports of a portal since it was opened, the oldest first. */
export class ImportStore {
  readonly #all: StartedImport[] = []
  #waiting: StartedImport[] = []

  add(started: StartedImport): void {
    this.#all.push(started)
    this.#waiting.push(started)
  }

  all(): readonly StartedImport[] {
    return this.#all
  }

  get(id: string): StartedImport | undefined {
    return this.#all.find(each => each.id === id)
  }

  /** Runs those whose time has come, once each, as long as they were not cancelled. */
  runDue(nowMs: number): void {
    if (this.#waiting.length === 0) return
    const due = this.#waiting.filter(({dueAtMs}) => dueAtMs <= nowMs)
    this.#waiting = this.#waiting.filter(({dueAtMs}) => dueAtMs > nowMs)
    for (const started of due) if (started.state === 'PROCESSING') started.run(started)
  }
}
