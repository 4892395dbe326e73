import type {MappedRow, Settled} from '../../rows/rows.js'
import type {Batch, BatchOutcome} from '../line/batch.js'
import {RivalValues} from '../line/rival-values.js'
import {attributeRefusal} from './attribute-refusal.js'
import {
  type FoldRule,
  foldRows,
  inputOfRow,
  joinUpdates,
  keysHeldApart,
  type MakeRule,
  type PendingInput,
  queueInputs,
} from './fold.js'
import type {InputOutcome} from './outcomes.js'
import {type EarlierOutcomes, ParkedRows} from './parked-rows.js'
import type {SendInputs} from './send-inputs.js'
import {ackOf, rejectOf} from './settled-rows.js'

export interface SendBatchPorts {
  readonly sendInputs: SendInputs
  readonly isFoldable: FoldRule
  /** Default: every row. */
  readonly canMake?: MakeRule
  readonly idProperty: string
  /** False sends each row by itself, in order (`--duplicates each`). */
  readonly fold?: boolean
  /** Default: there are no earlier batches in flight. */
  readonly earlier?: EarlierOutcomes
  /** Names of properties whose values no two records share, but for the key. Default: none. */
  readonly unique?: readonly string[]
}

interface BatchInFlight {
  readonly ports: SendBatchPorts
  readonly queues: Map<string, PendingInput[]>
  readonly heldApart: Set<string>
  readonly settled: Map<number, Settled>
  readonly parked: ParkedRows
  readonly rivals: RivalValues
}

/**
 * Sends a batch in waves; returns for each of its rows what the ledger is to settle. A wave holds the next pending
 * input of each key, so that no key is in a request twice, a later row of a key never goes before an earlier one, and a
 * file sorted by key costs ⌈rows/100⌉ requests. Inputs that were refused merged come back into the queue of their key:
 * taking apart any number of them shares the same waves. So does a row whose unique value another record holds: its key
 * waits until the value may be free, or no row is left to free it.
 */
export async function sendBatch(batch: Batch, ports: SendBatchPorts): Promise<BatchOutcome> {
  const unsent = batch.rows.filter(row => row.kind !== 'mapped')
  if (unsent.length === batch.rows.length) return {batch, settled: unsent}
  const sending = sendingOf(batch, ports)
  for (const row of unsent) sending.settled.set(row.row, row)
  for (let wave = await nextWave(sending); wave.length > 0; wave = await nextWave(sending)) {
    sending.parked.sending(wave)
    const outcomes = await ports.sendInputs(wave)
    for (const outcome of outcomes) take(outcome, sending)
    sending.parked.sent(outcomes)
  }
  return {batch, settled: batch.rows.map(row => settledRow(sending.settled, row.row))}
}

function sendingOf(batch: Batch, ports: SendBatchPorts): BatchInFlight {
  const queues = queueInputs(batch, ports)
  const heldApart = keysHeldApart(queues, ports)
  return {
    ports,
    queues,
    heldApart,
    settled: new Map(),
    parked: new ParkedRows(ports),
    rivals: new RivalValues(batch.rows, ports.unique),
  }
}

/**
 * Settles parked rows on the way, where none of the heads can be sent otherwise. None only where nothing is left to
 * send.
 */
async function nextWave({queues, settled, parked, rivals}: BatchInFlight): Promise<PendingInput[]> {
  while (queues.size > 0) {
    const heads = [...queues.values()].map(queue => queue[0]).filter(input => input !== undefined)
    const ready = heads.filter(head => !parked.has(head) && !rivals.mustWait(head.rows, settled))
    if (ready.length > 0) return ready
    const again = await parked.sendable(heads)
    if (again.length > 0) return again
    const hopeless = parked.takeHopeless(heads, queues)
    if (hopeless.length === 0 && !rivals.giveUp())
      throw new Error('Rows wait for each other: this is a bug in hubspot-push.')
    for (const conflict of hopeless) {
      const {row, orderKey} = conflict.row
      settled.set(row, rejectOf(conflict))
      putBack(queues, orderKey, queues.get(orderKey)?.slice(1) ?? [])
    }
  }
  return []
}

function take(outcome: InputOutcome, sending: BatchInFlight): void {
  const {ports, queues, heldApart} = sending
  const {orderKey, key, rows} = outcome.input
  const later = queues.get(orderKey)?.slice(1) ?? []
  const left = applyOutcome(outcome, sending).concat(later)
  if (outcome.kind === 'refused' && rows.length > 1) heldApart.delete(orderKey)
  const isJoined = outcome.kind === 'written' && heldApart.delete(orderKey)
  putBack(queues, orderKey, isJoined ? joinUpdates(left, key, ports) : left)
}

function putBack(queues: Map<string, PendingInput[]>, orderKey: string, left: PendingInput[]): void {
  if (left.length > 0) queues.set(orderKey, left)
  else queues.delete(orderKey)
}

/**
 * Writes down the rows that an outcome settles; returns what is left to send for that input, to be sent before the
 * key's later inputs.
 */
function applyOutcome(outcome: InputOutcome, {settled, ports, parked}: BatchInFlight): PendingInput[] {
  const {input} = outcome
  if (outcome.kind === 'written') {
    // Only the first of the merged rows can have made the record: applied one by one, the others would have updated it.
    input.rows.forEach((row, index) => {
      settled.set(row.row, ackOf(row, outcome, outcome.created && index === 0))
    })
    return []
  }
  const {refused, mustUnfold} = attributeRefusal(outcome, ports.idProperty)
  for (const refusedRow of refused) {
    if (refusedRow.problems.every(({code}) => code === 'CONFLICT')) parked.park(refusedRow)
    else settled.set(refusedRow.row.row, rejectOf(refusedRow))
  }
  const left = input.rows.filter(({row}) => !settled.has(row)).map(inputOfRow)
  return mustUnfold || refused.length === 0 ? left : foldBetween(left, parked, ports)
}

/** Merges again what is between parked rows. */
function foldBetween(inputs: readonly PendingInput[], parked: ParkedRows, ports: SendBatchPorts): PendingInput[] {
  const folded: PendingInput[] = []
  let open: MappedRow[] = []
  const close = (): void => {
    folded.push(...foldRows(open, ports.isFoldable, ports.canMake))
    open = []
  }
  for (const input of inputs) {
    if (parked.has(input)) {
      close()
      folded.push(input)
    } else open.push(...input.rows)
  }
  close()
  return folded
}

function settledRow(settled: ReadonlyMap<number, Settled>, row: number): Settled {
  const outcome = settled.get(row)
  if (outcome === undefined) throw new Error(`Row ${row} was sent but never settled: this is a bug in hubspot-push.`)
  return outcome
}
