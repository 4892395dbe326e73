import type {MappedRow, Settled} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import type {AfterPorts} from '../line/push-loop.js'
import type {LinkStage} from '../links/link-stage.js'
import type {WrittenFacts} from '../links/rows-to-link.js'
import type {WrittenLog} from '../links/written-log.js'
import type {ListStage} from '../lists/list-stage.js'
import type {ChangeKeeper} from '../only-changed/change-keeper.js'
import {type LaterWork, outcomeWithLaterState, withLaterState} from '../only-changed/later-state.js'

/** What is done with the records of written rows; at least one of both. */
export interface LaterStages {
  readonly links?: Pick<LinkStage, 'link' | 'policy' | 'doubts'>
  readonly list?: Pick<ListStage, 'join' | 'policy'>
}

export interface AfterWritingPorts extends LaterWork {
  readonly stages: LaterStages
  readonly written: WrittenLog
  /** Absent if it was never asked for. */
  readonly changes: ChangeKeeper | undefined
  /** Record ids by key, as the portal has them now. */
  readonly recordIds: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** A row is not written again: it counts as written now. */
  readonly onWritten: (row: MappedRow) => void
}

/**
 * What links and lists add to sending: rows are compared with them, written once only, and settled when their records
 * are linked and in the list.
 */
export class AfterWriting implements AfterPorts {
  readonly #ports: AfterWritingPorts
  /** The row that is being compared, without what it says of links and lists. */
  #compared: MappedRow | undefined
  /** Key → newest batch that has sent it, until that is remembered. */
  readonly #sentBy = new Map<string, number>()
  /** Batches are linked in any order, and remembered in that of the file. */
  #remembered: Promise<void> = Promise.resolve()

  constructor(ports: AfterWritingPorts) {
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
    const compared = withLaterState(row, this.#ports)
    const screened = changes.screen(compared)
    this.#compared = undefined
    return screened === compared ? row : screened
  }

  async forget(batch: Batch): Promise<void> {
    const {changes} = this.#ports
    if (changes === undefined) return
    for (const row of batch.rows) if (row.kind === 'mapped') this.#sentBy.set(row.orderKey, batch.seq)
    const rows = batch.rows.map(row => (row.kind === 'mapped' ? withLaterState(row, this.#ports) : row))
    await changes.forget({...batch, rows})
  }

  /** Without rows that the process before has written: of those the links and the membership alone are left. */
  async sendUnwritten(batch: Batch, send: (batch: Batch) => Promise<BatchOutcome>): Promise<BatchOutcome> {
    const {written} = this.#ports
    const done = this.#policies().map(policy => policy.writing())
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
      for (const end of done) end()
    }
  }

  async finish(outcome: BatchOutcome): Promise<BatchOutcome> {
    const {written, changes} = this.#ports
    const linking = this.#linkAndJoin(outcome)
    const remembered = changes && this.#remember(linking, changes)
    const finished = await linking
    written.forget(finished.settled)
    await remembered
    return finished
  }

  /**
   * The next batch of a key is sent as soon as this one is written, though it may be linked much later: what the record
   * holds is what that one leaves.
   */
  #remember(linking: Promise<BatchOutcome>, changes: ChangeKeeper): Promise<void> {
    const before = this.#remembered
    const remembered = linking.then(async finished => {
      await before
      const {rows, seq} = finished.batch
      const isOvertaken = (orderKey: string): boolean => this.#sentBy.get(orderKey) !== seq
      await changes.remember(outcomeWithLaterState(finished, this.#ports), isOvertaken)
      for (const row of rows) if (row.kind === 'mapped' && !isOvertaken(row.orderKey)) this.#sentBy.delete(row.orderKey)
    })
    remembered.catch(() => {}) // whoever awaits the batch learns of it
    this.#remembered = remembered
    return remembered
  }

  /** At the same time: a batch waits for both only as long as for the slower. */
  async #linkAndJoin(outcome: BatchOutcome): Promise<BatchOutcome> {
    const {stages, written, recordIds} = this.#ports
    const facts: WrittenFacts = {recordIds, isWrittenNow: row => written.taken(row) === undefined}
    const {links, list} = stages
    if (list === undefined) return links === undefined ? outcome : links.link(outcome, facts)
    if (links === undefined) return list.join(outcome, facts)
    const [linked, joined] = await Promise.all([links.link(outcome, facts), list.join(outcome, facts)])
    return {...linked, settled: linked.settled.map((row, at) => withMembership(row, joined.settled[at]))}
  }

  /** For the journal: how long requests about links may still take effect. */
  doubts(): readonly DoubtfulRows[] {
    return this.#ports.stages.links?.doubts() ?? []
  }

  ended(): void {
    for (const policy of this.#policies()) policy.ended()
  }

  #policies() {
    const {links, list} = this.#ports.stages
    return [links?.policy, list?.policy].filter(policy => policy !== undefined)
  }
}

/** The row as it was linked, and as it joined. */
function withMembership(linked: Settled, joined: Settled | undefined): Settled {
  if (linked.kind === 'reject' || joined === undefined || joined.kind === 'reject') return linked
  if (linked.kind === 'linked' || joined.kind === 'linked') return linked // no rows of a list
  if (joined.list === undefined) return linked
  return linked.kind !== 'ack' && linked.toJoin !== undefined ? joined : {...linked, list: joined.list}
}
