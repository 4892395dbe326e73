import type {Mapping} from '../../mapping/mapping-types.js'
import type {MappedRow} from '../../rows/rows.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import type {LinkPorts} from '../line/push-loop.js'
import type {LinkStage} from '../links/link-stage.js'
import type {WrittenLog} from '../links/written-log.js'
import type {ChangeKeeper} from '../only-changed/change-keeper.js'
import {outcomeWithLinkState, withLinkState} from '../only-changed/link-state.js'

export interface LinkPhasePorts {
  readonly stage: LinkStage
  readonly written: WrittenLog
  readonly mapping: Pick<Mapping, 'links' | 'replacesLinks'>
  /** Absent if it was never asked for. */
  readonly changes: ChangeKeeper | undefined
  /** Record ids by key, as the portal has them now. */
  readonly recordIds: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** A row is not written again: it counts as written now. */
  readonly onWritten: (row: MappedRow) => void
}

/** What links add to sending: rows are compared with them, written once only, and settled when they are linked. */
export class LinkPhase implements LinkPorts {
  readonly #ports: LinkPhasePorts
  /** The row that is being compared, without what it says of links. */
  #compared: MappedRow | undefined

  constructor(ports: LinkPhasePorts) {
    this.#ports = ports
  }

  /** A row that is compared, as it came. */
  original(row: MappedRow): MappedRow {
    return this.#compared ?? row
  }

  screen(row: BatchRow): BatchRow {
    const {changes, written, onWritten} = this.#ports
    if (row.kind !== 'mapped') return changes?.screen(row) ?? row
    const screened = changes === undefined ? row : this.#compare(row, changes)
    if (screened.kind === 'mapped' && written.screen(row)) onWritten(row)
    return screened
  }

  #compare(row: MappedRow, changes: ChangeKeeper): BatchRow {
    this.#compared = row
    const compared = withLinkState(row, this.#ports.mapping)
    const screened = changes.screen(compared)
    this.#compared = undefined
    return screened === compared ? row : screened
  }

  async forget(batch: Batch): Promise<void> {
    const {changes, mapping} = this.#ports
    if (changes === undefined) return
    const rows = batch.rows.map(row => (row.kind === 'mapped' ? withLinkState(row, mapping) : row))
    await changes.forget({...batch, rows})
  }

  /** Without rows that the process before has written: of those the links alone are left. */
  async sendUnwritten(batch: Batch, send: (batch: Batch) => Promise<BatchOutcome>): Promise<BatchOutcome> {
    const {written, stage} = this.#ports
    const done = stage.policy.writing()
    try {
      if (!written.hasTaken) {
        const outcome = await send(batch)
        await written.note(outcome.settled)
        return outcome
      }
      const taken = batch.rows.map(row => written.taken(row.row))
      const sent = await send({...batch, rows: batch.rows.filter((_, at) => taken[at] === undefined)})
      await written.note(sent.settled)
      const outcomes = sent.settled.values()
      return {batch, settled: taken.flatMap(ack => ack ?? outcomes.next().value ?? [])}
    } finally {
      done()
    }
  }

  async link(outcome: BatchOutcome): Promise<BatchOutcome> {
    const {stage, written, recordIds, changes, mapping} = this.#ports
    const linked = await stage.link(outcome, {recordIds, isWrittenNow: row => written.taken(row) === undefined})
    written.forget(linked.settled)
    if (changes !== undefined) await changes.remember(outcomeWithLinkState(linked, mapping))
    return linked
  }

  ended(): void {
    this.#ports.stage.policy.ended()
  }
}
