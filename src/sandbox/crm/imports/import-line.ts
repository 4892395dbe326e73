import type {CrmContext} from '../call/context.js'
import {CrmRefusal} from '../call/crm-refusal.js'
import type {OldestByValue} from './oldest-by-value.js'
import {runPart} from './run-import.js'

/** Does the work once nothing else is to be done. False: it never will, since the clock stands. */
export type WhenIdle = (work: () => void) => boolean

/**
 * The imports of a portal, one part after the other. Each request lets one part happen before it is answered, so that
 * the same requests find the same rows; while the clock runs, the others happen between requests.
 */
export class ImportLine {
  readonly #context: CrmContext
  readonly #whenIdle: WhenIdle
  readonly #known = new Map<string, OldestByValue>()
  #isAwaited = false
  #isClosed = false

  constructor(context: CrmContext, whenIdle: WhenIdle) {
    this.#context = context
    this.#whenIdle = whenIdle
  }

  /** One part of the import that is due. False: none is. */
  step(): boolean {
    const {imports, now, onImportRun} = this.#context
    const started = this.#isClosed ? undefined : imports.due(now())
    if (started === undefined) return false
    onImportRun(started, () => {
      try {
        // Switches are read once a part: each row asks for them.
        const context = {...this.#context, switches: this.#context.switches}
        if (!runPart({context, kept: started, known: this.#known})) imports.end(started, 'DONE', now())
      } catch (error) {
        imports.end(started, 'FAILED', now())
        // A kind of records that was deleted meanwhile; anything else is a bug.
        if (!(error instanceof CrmRefusal)) throw error
      }
    })
    if (started.state !== 'PROCESSING') this.#known.clear()
    return true
  }

  /** Has the rest done between requests. */
  goOn(): void {
    const {imports, now} = this.#context
    if (this.#isAwaited || this.#isClosed || imports.due(now()) === undefined) return
    this.#isAwaited = this.#whenIdle(() => {
      this.#isAwaited = false
      this.step()
      this.goOn()
    })
  }

  close(): void {
    this.#isClosed = true
  }
}
