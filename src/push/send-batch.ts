import type {Ack, MappedRow, Reject, Settled} from '../rows/rows.js'
import {ownOf} from '../shared/named.js'
import {attributeRefusal, type RefusalProblem} from './attribute-refusal.js'
import type {Batch, BatchOutcome} from './batch.js'
import {type FoldRule, foldRows, inputOfRow, type MakeRule, type PendingInput} from './fold.js'
import {joinUpdates, keysHeldApart, queueInputs} from './queue-inputs.js'
import type {InputOutcome, SettleInputs} from './settle-inputs.js'

export interface SendBatchPorts {
  readonly settleInputs: SettleInputs
  readonly isFoldable: FoldRule
  /** Default: every row. */
  readonly canMake?: MakeRule
  readonly idProperty: string
  /** False sends each row by itself, in order (`--duplicates each`). */
  readonly fold?: boolean
}

/**
 * Sends a batch in waves and settles every row of it. A wave holds the next pending input of each key, so that no key stands twice
 * in a request, a later row of a key never goes before an earlier one, and a file sorted by key costs ⌈rows/100⌉ requests.
 * Inputs that were refused merged come back into the queue of their key: taking apart any number of them shares the same waves.
 */
export async function sendBatch(batch: Batch, ports: SendBatchPorts): Promise<BatchOutcome> {
  const unsent = batch.rows.filter(row => row.kind !== 'mapped')
  if (unsent.length === batch.rows.length) return {batch, settled: unsent}
  const settled = new Map<number, Settled>()
  for (const row of unsent) settled.set(row.row, row)
  const queues = queueInputs(batch, ports)
  const heldApart = keysHeldApart(queues, ports)
  while (queues.size > 0) {
    const wave = [...queues.values()].map(queue => queue[0]).filter(input => input !== undefined)
    const outcomes = await ports.settleInputs(wave)
    for (const outcome of outcomes) {
      const {orderKey} = outcome.input
      const [, ...later] = queues.get(orderKey) ?? []
      const left = [...settleOutcome(outcome, ports, settled), ...later]
      if (outcome.kind === 'refused' && outcome.input.rows.length > 1) heldApart.delete(orderKey)
      const isJoined = outcome.kind === 'written' && heldApart.delete(orderKey)
      queues.set(orderKey, isJoined ? joinUpdates(left, outcome.input.key, ports) : left)
      if (left.length === 0) queues.delete(orderKey)
    }
  }
  return {batch, settled: batch.rows.map(row => settledRow(settled, row.row))}
}

/** Writes down the rows that an outcome settles; returns what is left to send for that input, to be sent before the key's later inputs. */
function settleOutcome(outcome: InputOutcome, ports: SendBatchPorts, settled: Map<number, Settled>): PendingInput[] {
  const {input} = outcome
  if (outcome.kind === 'written') {
    // Only the first of the merged rows can have made the record: applied one by one, the others would have updated it.
    input.rows.forEach((row, index) => {
      settled.set(row.row, ackOf(row, outcome, outcome.created && index === 0))
    })
    return []
  }
  if (input.rows.length === 1) {
    for (const row of input.rows) settled.set(row.row, rejectOf(row, outcome, outcome.refusal))
    return []
  }
  const {refused, remaining, mustUnfold} = attributeRefusal(input, outcome.refusal, ports.idProperty)
  for (const {row, problem} of refused) settled.set(row.row, rejectOf(row, outcome, problem))
  return mustUnfold || refused.length === 0 ? remaining.map(inputOfRow) : foldRows(remaining, ports.isFoldable, ports.canMake)
}

function ackOf(row: MappedRow, {recordId, notStored = []}: InputOutcome & {kind: 'written'}, created: boolean): Ack {
  const place = {kind: 'ack', row: row.row, line: row.line, key: row.key, created} as const
  // Of merged rows, those whose value was sent.
  const lost = notStored.filter(({property, sent}) => ownOf(row.properties, property) === sent).map(({property}) => property)
  return {...place, ...(recordId !== undefined && {recordId}), ...(lost.length > 0 && {notStored: lost})}
}

function rejectOf(row: MappedRow, outcome: InputOutcome & {kind: 'refused'}, problem: RefusalProblem): Reject {
  const {refusal} = outcome
  const value = problem.value ?? (problem.property === undefined ? undefined : row.properties[problem.property])
  return {
    kind: 'reject',
    row: row.row,
    line: row.line,
    key: row.key,
    code: problem.code,
    ...(problem.property === undefined ? {} : {property: problem.property}),
    ...(value === undefined ? {} : {value}),
    message: problem.message,
    status: refusal.status,
    ...(refusal.correlationId === undefined ? {} : {correlationId: refusal.correlationId}),
    attempts: 1,
    ...((problem.code === 'CONFLICT' || problem.code === 'ALREADY_EXISTS') &&
      refusal.existingId !== undefined && {existingId: refusal.existingId}),
    record: row.record,
  }
}

function settledRow(settled: ReadonlyMap<number, Settled>, row: number): Settled {
  const outcome = settled.get(row)
  if (outcome === undefined) throw new Error(`Row ${row} was sent but never settled: this is a bug in hubspot-push.`)
  return outcome
}
