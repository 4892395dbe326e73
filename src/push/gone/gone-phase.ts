import type {AppError} from '../../errors/app-error.js'
import type {PlainStep} from '../../errors/next-step.js'
import type {GoneCounts} from '../../rows/gone.js'
import type {MappedRow} from '../../rows/rows.js'
import {type DoubtfulRows, NO_ROW} from '../../runs/journal/journal-line.js'
import type {GoneLine} from '../../runs/journal/written-writer.js'
import type {MemberLog} from '../../runs/members/member-log.js'
import {gonePaths} from '../../runs/members/member-paths.js'
import {monotonicNow} from '../../shared/clock.js'
import {ownOf} from '../../shared/named.js'
import {ArchiveDoubts} from '../archive/archive-doubts.js'
import type {BatchRow} from '../line/batch.js'
import {type RunFacts, tooManyGone} from './gone-limit.js'
import type {GonePhaseOptions, GoneRequest} from './gone-request.js'
import {settleList} from './settle-list.js'
import {type GoneResult, readTargets} from './target-file.js'

export interface GoneEnd {
  /** False: it was stopped on the way, and must be resumed. */
  readonly isDone: boolean
  /** Records that HubSpot did not let be archived or marked. */
  readonly refused: number
  /** More than --max-deletes would have gone. */
  readonly tooMany?: AppError<PlainStep>
}

/**
 * `--gone`: what comes after the last row. The keys of the run are compared with the list of the run before, the
 * records of those that have left are archived or marked, and then the list is replaced.
 */
export class GonePhase {
  readonly log: MemberLog
  readonly #options: GonePhaseOptions
  readonly #own: OwnMarks
  readonly #doubts: ArchiveDoubts
  #counts: GoneCounts

  constructor(options: GonePhaseOptions, own: OwnMarks) {
    const {list, log, inherited} = options
    this.log = log
    this.#options = options
    this.#own = own
    this.#doubts = new ArchiveDoubts(inherited)
    const {source, members} = list.state
    this.#counts = {source, members, left: 0, archived: 0, marked: 0, returned: 0, spared: 0, withheld: 0}
  }

  get counts(): GoneCounts {
    return this.#counts
  }

  /** Sees each mapped row before it is screened. */
  note(row: BatchRow): BatchRow {
    if (row.kind === 'mapped') this.#own.note(row)
    return row
  }

  doubts(): readonly DoubtfulRows[] {
    return this.#doubts.left(monotonicNow(this.#options.clock))
  }

  /** All rows are settled and beyond doubt. `tell`: for each record that was archived or marked. */
  async finish(facts: RunFacts, tell: (line: GoneLine) => Promise<void>): Promise<GoneEnd> {
    const {stop} = this.#options
    try {
      stop.throwIfAborted()
      return await this.#finish(facts, tell)
    } catch (error) {
      if (stop.aborted) return {isDone: false, refused: 0}
      throw error
    }
  }

  async #finish(facts: RunFacts, tell: (line: GoneLine) => Promise<void>): Promise<GoneEnd> {
    const {list, run, directory, clock, lateCommitMs} = this.#options
    const onFateUnknown = (): void => this.#doubts.note([{row: NO_ROW}], monotonicNow(clock) + lateCommitMs)
    if (list.state.last?.run !== run) await settleList(facts, {...this.#options, onFateUnknown})
    const {last} = list.state
    if (last?.run !== run) throw new Error('The member list was not replaced: this is a bug in hubspot-push.')
    this.#counts = last.counts
    for await (const results of readTargets<GoneResult>(gonePaths(directory).results, 500))
      for (const {key, recordId, outcome} of results) if (outcome !== 'refused') await tell({key, recordId, outcome})
    const {counts, refused, tooMany} = last
    return {
      isDone: true,
      refused,
      ...(tooMany && {tooMany: tooManyGone(tooMany.most, {...counts, members: tooMany.of})}),
    }
  }
}

/** Rows that set the value of a mark themselves: what the file says is not undone when their key comes back. */
export class OwnMarks {
  readonly #marks: readonly {readonly property: string; readonly value: string}[]
  readonly #rows = new Set<number>()

  constructor({list, action}: Pick<GoneRequest, 'list' | 'action'>) {
    this.#marks = action.kind === 'mark' ? [...list.state.marks, action] : list.state.marks
  }

  note({row, properties}: MappedRow): void {
    if (this.#marks.some(({property, value}) => ownOf(properties, property) === value)) this.#rows.add(row)
  }

  /** Once for each row. */
  take(row: number): boolean {
    return this.#rows.size > 0 && this.#rows.delete(row)
  }
}
