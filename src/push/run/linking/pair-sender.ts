import type {DoubtfulRows} from '../../../runs/journal/journal-line.js'
import {DoubtBook} from '../../late-commits/doubt-book.js'
import {EarlierDoubts} from '../../late-commits/inherited-doubts.js'
import type {Batch, BatchOutcome, BatchRow} from '../../line/batch.js'
import type {AfterPorts} from '../../line/push-loop.js'
import {openLinkDoubts} from '../../links/ordered/open-link-doubts.js'
import type {ChangeBook} from '../../only-changed/change-book.js'
import {PairStage} from '../../pairs/pair-stage.js'
import type {RunPlan, RunPorts} from '../run-plan.js'
import type {RowSender} from '../run-sender.js'
import {requestPorts, waitForLate} from './request-ports.js'

/**
 * The sending half of `associate`: no row is written, so a batch goes straight on to the links (push/pairs). Links may
 * be made, and removed, twice: what may come late is in the way only of what is written since.
 */
export class PairSender implements RowSender {
  readonly book = new DoubtBook(() => false)
  readonly earlier = new EarlierDoubts([], 0)
  readonly unique: readonly string[] = []
  readonly after: AfterPorts
  readonly #stage: PairStage
  /** What --only-changed remembers of the links of a key is true no more once some are removed. Absent otherwise. */
  readonly #forgetful: ChangeBook | undefined

  constructor({mapping, object, directory, resumed, options}: RunPlan, ports: RunPorts, lateCommitMs: number) {
    const doubts = openLinkDoubts(resumed, {...ports, lateCommitMs, wait: delayMs => waitForLate(delayMs, ports)})
    const stage = new PairStage({mapping, object, directory, doubts, ...requestPorts(ports)})
    this.#stage = stage
    this.#forgetful = mapping.pairs?.mode === 'unlink' ? options?.changes?.book : undefined
    this.after = {finish: outcome => stage.link(outcome), ended: () => stage.ended()}
  }

  async send(batch: Batch): Promise<BatchOutcome> {
    const rows = batch.rows.flatMap(row => (row.kind === 'mapped' ? [{...row, properties: {}}] : []))
    await this.#forgetful?.forgetRecords(rows)
    return {batch, settled: []}
  }

  doubts(): DoubtfulRows[] {
    return [...this.#stage.doubts()]
  }

  screen(row: BatchRow): BatchRow {
    return row
  }

  warnNotStored(): string[] {
    return []
  }

  warnings(): readonly string[] {
    return this.#stage.warnings()
  }

  async resolveDoubts(): Promise<boolean> {
    return true
  }

  close(): Promise<void> {
    return this.#stage.close()
  }
}
