import {lastRowOf, type MappedRow} from '../../rows/rows.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {DoubtBook} from '../late-commits/doubt-book.js'
import type {EarlierDoubts} from '../late-commits/inherited-doubts.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import type {ChangeBook, KeyState} from './change-book.js'
import {keyStates} from './key-states.js'
import {OvertakenStates} from './overtaken-states.js'

export interface KeepChangesPorts {
  readonly changes: ChangeBook
  /** Whether rows that change nothing are left out. */
  readonly skips: boolean
  readonly book: DoubtBook
  readonly earlier: EarlierDoubts
  readonly clock: Clock
  /** A row is left out: it counts as written now. */
  readonly onUnchanged: (row: MappedRow) => void
}

function lastRowIn(rows: readonly BatchRow[]): number {
  const last = rows.at(-1)
  return last === undefined ? 0 : lastRowOf(last)
}

/** Keeps the change book true while rows are sent, whatever becomes of them. */
export class ChangeKeeper {
  readonly #ports: KeepChangesPorts
  /** Key → newest row on its way: what its record holds will be known when that is settled. */
  readonly #underWay = new Map<string, number>()
  /** What may be told only when no attempt of an earlier process is left that could still write something else. */
  readonly #held = new Map<string, KeyState>()
  readonly #overtaken = new OvertakenStates()

  constructor(ports: KeepChangesPorts) {
    this.#ports = ports
  }

  /** Rows in file order, before they are batched. */
  screen(row: BatchRow): BatchRow {
    const {skips, changes, onUnchanged} = this.#ports
    if (!skips || row.kind !== 'mapped') return row
    if ((this.#underWay.size === 0 || !this.#underWay.has(row.orderKey)) && changes.isUnchanged(row)) {
      onUnchanged(row)
      return {kind: 'unchanged', row: row.row, line: row.line, key: row.key}
    }
    this.#underWay.set(row.orderKey, row.row)
    return row
  }

  /** Before a batch is sent, all earlier ones with its keys being settled. */
  async forget({rows}: Batch): Promise<void> {
    const mapped = rows.filter(row => row.kind === 'mapped')
    if (mapped.length === 0) return
    if (this.#held.size > 0) for (const {orderKey} of mapped) this.#overtake(orderKey)
    await this.#ports.changes.forget(mapped)
  }

  #overtake(orderKey: string): void {
    const held = this.#held.get(orderKey)
    if (held === undefined) return
    this.#held.delete(orderKey)
    this.#overtaken.keep(held)
  }

  /** Batches in file order. `isOvertaken`: a later batch that is not remembered yet has sent the key again. */
  async remember(outcome: BatchOutcome, isOvertaken: (orderKey: string) => boolean = () => false): Promise<void> {
    const {book, earlier, clock, changes} = this.#ports
    const {rows} = outcome.batch
    const sent = rows.some(({kind}) => kind === 'mapped') ? rows : []
    if (sent.length > 0) {
      const states = keyStates(outcome, orderKey => book.openValues(orderKey))
      for (const each of states) {
        const state = this.#overtaken.joined(each)
        if (isOvertaken(state.orderKey)) this.#overtaken.keep(state)
        else this.#held.set(state.orderKey, state)
      }
      if (states.length < sent.length) await this.#loseOthers(sent, states)
    }
    if (!earlier.mayCommitAfter(lastRowIn(rows), monotonicNow(clock))) await this.#tell(changes)
    for (const row of sent) {
      if (row.kind === 'mapped' && this.#underWay.get(row.orderKey) === row.row) this.#underWay.delete(row.orderKey)
    }
  }

  /** What becomes of the records of these keys is not known. */
  async #loseOthers(sent: readonly BatchRow[], states: readonly KeyState[]): Promise<void> {
    const known = new Set(states.map(({orderKey}) => orderKey))
    const lost = sent.flatMap(row => (row.kind === 'mapped' && !known.has(row.orderKey) ? [row.orderKey] : []))
    for (const orderKey of lost) this.#overtaken.drop(orderKey)
    if (lost.length > 0) await this.#ports.changes.lose([...new Set(lost)])
  }

  /** All rows are settled and beyond doubt. */
  async finish(): Promise<void> {
    await this.#tell(this.#ports.changes)
  }

  async #tell(changes: ChangeBook): Promise<void> {
    const states = [...this.#held.values()]
    this.#held.clear()
    if (states.length > 0) await changes.remember(states)
  }
}
