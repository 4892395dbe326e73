import type {PushSummary} from '../../push/run/push-summary.js'
import {NO_ROWS, type Totals} from '../../rows/rows.js'
import type {StreamOutcome} from './engine.js'
import type {StreamTarget} from './plan-stream.js'
import type {StreamPlan} from './stream.js'
import type {StreamRun} from './stream-run.js'

/** A stream as it is open, and what became of its records so far. */
export class OpenStream {
  readonly name: string
  plan: StreamPlan
  planned: StreamTarget
  run: StreamRun | undefined
  #rows: Totals = NO_ROWS
  readonly #byCode = new Map<string, number>()
  readonly #rejectsIn: string[] = []
  /** A run had rejects, or numbers that may be wrong. */
  #hasRejects = false

  constructor(plan: StreamPlan, planned: StreamTarget) {
    this.name = plan.stream
    this.plan = plan
    this.planned = planned
  }

  /** Records that runs which have ended took. */
  get earlier(): number {
    return this.#rows.read
  }

  get hasRejects(): boolean {
    return this.#hasRejects
  }

  isPlanned({settings, fields, keyFields}: StreamPlan): boolean {
    const nameOf = (plan: Pick<StreamPlan, 'settings' | 'fields' | 'keyFields'>): string =>
      JSON.stringify([plan.settings, plan.fields.toSorted(), plan.keyFields])
    return nameOf(this.plan) === nameOf({settings, fields, keyFields})
  }

  /** One of its runs has ended. */
  add({run, rows, rejects, exitCode, status}: PushSummary): void {
    this.#rows = sumOf(this.#rows, rows)
    for (const [code, count] of Object.entries(rejects.byCode))
      this.#byCode.set(code, (this.#byCode.get(code) ?? 0) + count)
    if (rejects.count > 0) this.#rejectsIn.push(run)
    this.#hasRejects ||= rejects.count > 0 || (status === 'finished' && exitCode !== 0)
  }

  outcome(): StreamOutcome {
    const {read, written, created, updated, deleted, unchanged, rejected, skipped} = this.#rows
    return {
      stream: this.name,
      object: this.planned.object.name,
      ...{records: read, written, created, updated, archived: deleted, unchanged, rejected, leftOut: skipped},
      byCode: Object.fromEntries(this.#byCode),
      rejectsIn: this.#rejectsIn,
    }
  }
}

function sumOf(one: Totals, other: Totals): Totals {
  return {
    read: one.read + other.read,
    written: one.written + other.written,
    created: one.created + other.created,
    updated: one.updated + other.updated,
    deleted: one.deleted + other.deleted,
    unchanged: one.unchanged + other.unchanged,
    skipped: one.skipped + other.skipped,
    rejected: one.rejected + other.rejected,
  }
}
