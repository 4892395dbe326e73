import type {RateStatus} from '../hubspot/call-types.js'
import {withoutWritten} from '../push/links/link-rejects.js'
import type {LinkTotals, ListTotals} from '../rows/part-totals.js'
import {NO_ROWS, type Reject, type Settled, type Totals} from '../rows/rows.js'
import {Tally} from '../runs/journal/tally.js'
import {defined} from '../shared/defined.js'
import type {DryRunDetail, RecordChange, RejectsOfCode, RequestsNeeded} from './dry-run-types.js'
import type {BatchPrediction} from './predict-batch.js'

/** As many as people read. */
const SAMPLES = 5
const EXAMPLES = 3

/** Gathers what a dry run says: counts of everything, and the first few of each kind. */
export class DryRunReport {
  readonly #tally = new Tally({row: 0, totals: NO_ROWS, byCode: {}})
  readonly #rejects = new Map<
    string,
    {readonly code: RejectsOfCode['code']; count: number; examples: RejectsOfCode['examples'][number][]}
  >()
  readonly #changes = new Map<string, number>()
  readonly #samples: RecordChange[] = []
  #unchanged = 0
  #upserts = 0
  #reads = 0
  #associations = 0
  #memberships = 0

  add({settled, changes, unchanged, upserts, reads}: BatchPrediction): void {
    for (const row of settled) this.#addRow(row)
    this.#unchanged += unchanged
    this.#upserts += upserts
    this.#reads += reads
    for (const change of changes) {
      if (this.#samples.length < SAMPLES) this.#samples.push(change)
      for (const {property} of change.changes) this.#changes.set(property, (this.#changes.get(property) ?? 0) + 1)
    }
  }

  /** Requests that belong to no batch. */
  needs({upserts = 0, reads = 0, associations = 0, memberships = 0}: Partial<NeededCounts>): void {
    this.#upserts += upserts
    this.#reads += reads
    this.#associations += associations
    this.#memberships += memberships
  }

  get totals(): Totals {
    return this.#tally.totals
  }

  /** By property; undefined when there are none. */
  get notStored(): Readonly<Record<string, number>> | undefined {
    return this.#tally.notStored
  }

  /** Undefined where no row has links. */
  get links(): LinkTotals | undefined {
    return this.#tally.links
  }

  /** Undefined where rows join no list. */
  get list(): ListTotals | undefined {
    return this.#tally.list
  }

  get byCode(): Readonly<Record<string, number>> {
    return this.#tally.byCode
  }

  detail(uses: Pick<DryRunDetail, 'columns' | 'constants'>, rate: RateStatus): DryRunDetail {
    const changes = [...this.#changes]
      .map(([property, records]) => ({property, records}))
      .sort((a, b) => b.records - a.records)
    const rejects = [...this.#rejects.values()].sort((a, b) => b.count - a.count)
    return {
      ...uses,
      unchanged: this.#unchanged,
      changes,
      samples: this.#samples,
      rejects,
      requests: requestsNeeded(this.#needed(), rate),
    }
  }

  #needed(): NeededCounts {
    return {
      ...{upserts: this.#upserts, reads: this.#reads},
      ...{associations: this.#associations, memberships: this.#memberships},
    }
  }

  #addRow(settled: Settled): void {
    this.#tally.add(settled)
    if (settled.kind === 'reject') this.#addReject(settled)
    else for (const reject of settled.links?.rejects ?? []) this.#addReject(reject)
  }

  #addReject({row, line, key, code, property, value, link, message: said}: Reject): void {
    const message = link === undefined ? said : withoutWritten(said)

    const same = this.#rejects.get(code) ?? {code, count: 0, examples: []}
    this.#rejects.set(code, same)
    same.count += 1
    const named = defined({key, property, value})
    if (same.examples.length < EXAMPLES) same.examples.push({row, line, ...named, message})
  }
}

type NeededCounts = Pick<RequestsNeeded, 'upserts' | 'reads' | 'associations' | 'memberships'>

function requestsNeeded(needed: NeededCounts, {daily, dailyRemaining}: RateStatus): RequestsNeeded {
  const all = needed.upserts + needed.reads + needed.associations + needed.memberships
  const shareOfDay = daily === undefined || daily === 0 ? null : all / daily
  return {...needed, daily: daily ?? null, dailyRemaining: dailyRemaining ?? null, shareOfDay}
}
