import type {MappedRow} from '../../rows/rows.js'
import type {BatchOutcome} from '../line/batch.js'
import type {BlamedRow} from './attribute-refusal.js'
import type {PendingInput} from './fold.js'
import type {InputOutcome} from './outcomes.js'
import {givesAnother, type Wanted, WriteLog} from './write-log.js'

/** What is still to be sent, by order key. */
type Queues = ReadonlyMap<string, readonly PendingInput[]>

interface Parked extends BlamedRow {
  readonly wanted: readonly Wanted[]
}

/** What became of the earlier batches that were in flight when this one was; waits for them. */
export type EarlierOutcomes = () => Promise<readonly BatchOutcome[]>

/**
 * The rows of a batch that were refused with CONFLICT and wait at the head of their key's queue: the value may have
 * moved, since a row in front of them, of this batch or of one that is in flight, gives it up only now. They are sent
 * again once that has happened.
 */
export class ParkedRows {
  readonly #idProperty: string
  readonly #parked = new Map<number, Parked>()
  readonly #log = new WriteLog()
  #earlier: EarlierOutcomes | undefined
  #wave = 0
  /**
   * Rows that are sent again only since a row in front of them is: at most so many more the next time, and how many
   * this time.
   */
  readonly #hopeful = {most: 1, rows: new Set<number>()}

  constructor({idProperty, earlier}: {readonly idProperty: string; readonly earlier?: EarlierOutcomes | undefined}) {
    this.#idProperty = idProperty
    this.#earlier = earlier
  }

  has({rows: [row, ...others]}: PendingInput): boolean {
    return row !== undefined && others.length === 0 && this.#parked.has(row.row)
  }

  park(conflict: BlamedRow): void {
    const {row, outcome, problems} = conflict
    const {existingId} = outcome.refusal // of the first problem
    const wanted = problems.map(({property}, index) => ({
      row,
      wave: this.#wave,
      property,
      holder: index === 0 ? existingId : undefined,
    }))
    this.#parked.set(row.row, {...conflict, wanted})
  }

  /** These are sent now. */
  sending(wave: readonly PendingInput[]): void {
    this.#wave += 1
    if (this.#parked.size > 0) for (const {rows} of wave) for (const {row} of rows) this.#parked.delete(row)
  }

  /** What became of them; refused ones have been parked again. */
  sent(outcomes: readonly InputOutcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind !== 'written') continue
      for (const row of outcome.input.rows) this.#log.add({row, recordId: outcome.recordId, wave: this.#wave})
    }
    const hopeful = this.#hopeful
    if (hopeful.rows.size === 0) return
    hopeful.most = [...hopeful.rows].some(row => this.#parked.has(row)) ? 0 : hopeful.most * 2
    hopeful.rows.clear()
  }

  /**
   * The parked heads whose values may be free now, once nothing else is left to send and all earlier batches have
   * settled; none where no value is. Those that wait for one of them come along, more and more of them while that lets
   * them in: a chain takes few requests.
   */
  async sendable(heads: readonly PendingInput[]): Promise<PendingInput[]> {
    await this.#hearOfEarlier()
    const again: PendingInput[] = []
    const hopeful = this.#hopeful
    for (const {head, parked} of this.#inFileOrder(heads)) {
      const isFree = parked.wanted.every(wanted => this.#mayBeFree(wanted))
      if (
        !isFree &&
        (hopeful.rows.size >= hopeful.most || !parked.wanted.every(wanted => this.#isFreedBy(wanted, again)))
      )
        continue
      if (!isFree) hopeful.rows.add(parked.row.row)
      again.push(head)
    }
    return again
  }

  /**
   * Takes out the heads that no row of the batch is left to free the value for, in file order; never none where all
   * heads are parked.
   */
  takeHopeless(heads: readonly PendingInput[], queues: Queues): BlamedRow[] {
    const hopeless = this.#inFileOrder(heads)
      .map(({parked}) => parked)
      .filter(({wanted}) => !wanted.every(each => this.#mayBeFree(each) || this.#mayBeFreed(each, queues)))
    for (const {row} of hopeless) this.#parked.delete(row.row)
    return hopeless
  }

  async #hearOfEarlier(): Promise<void> {
    const outcomes = (await this.#earlier?.()) ?? []
    this.#earlier = undefined
    for (const {batch, settled} of outcomes) {
      for (const [index, row] of batch.rows.entries()) {
        const ack = settled[index]
        if (row.kind === 'mapped' && ack?.kind === 'ack') this.#log.add({row, recordId: ack.recordId, wave: this.#wave})
      }
    }
  }

  #inFileOrder(heads: readonly PendingInput[]) {
    const found = heads.flatMap(head => {
      const parked = this.has(head) ? this.#parked.get(head.rows[0]?.row ?? 0) : undefined
      return parked === undefined ? [] : [{head, parked}]
    })
    return found.sort((a, b) => a.parked.row.row - b.parked.row.row)
  }

  /** A key never changes hands: each row names that of its own record. */
  #mayBeFree(wanted: Wanted): boolean {
    return wanted.property !== this.#idProperty && this.#log.mayHaveFreed(wanted)
  }

  /** Whether one of these inputs, which are sent in front of it, gives the value up. */
  #isFreedBy(wanted: Wanted, inputs: readonly PendingInput[]): boolean {
    const key = this.#keyOf(wanted.holder)
    const candidates = inputs.filter(({orderKey}) => key === undefined || key === orderKey)
    return this.#mayBeFree(wanted) || candidates.some(({rows}) => rows.some(row => this.#canFree(row, wanted)))
  }

  /** Whether a row of the holder that is still to be sent is in front of it and gives the value up. */
  #mayBeFreed(wanted: Wanted, queues: Queues): boolean {
    const rows = queues.get(this.#keyOf(wanted.holder) ?? '')?.flatMap(input => input.rows) ?? []
    return rows.some(row => this.#canFree(row, wanted))
  }

  #canFree(row: MappedRow, wanted: Wanted): boolean {
    const {property} = wanted
    if (row.row >= wanted.row.row || row.orderKey === wanted.row.orderKey) return false
    return property !== undefined && property !== this.#idProperty && givesAnother(row, property, wanted.row)
  }

  /** The key of a record, as far as replies to writes or to refused ones have shown it. */
  #keyOf(recordId: string | undefined): string | undefined {
    if (recordId === undefined) return undefined
    const refused = [...this.#parked.values()].find(({outcome}) => outcome.refusal.recordId === recordId)
    return this.#log.keyOf(recordId) ?? refused?.row.orderKey
  }
}
