import {dependsOnRecord} from '../mapping/fold-rule.js'
import type {MappedRow, Reject, Settled} from '../rows/rows.js'
import {ownOf} from '../shared/named.js'
import type {BatchOutcome} from './batch.js'

export interface RetryConflictsPorts {
  /** Sends these rows by themselves, those of one key one after the other. */
  readonly send: (rows: readonly MappedRow[]) => Promise<BatchOutcome>
  /** What became of the earlier batches that were under way when this one was; waits for them. */
  readonly earlier: () => Promise<readonly BatchOutcome[]>
}

interface Conflict {
  readonly row: MappedRow
  /** The same without what later rows of its key have written meanwhile. */
  readonly left: MappedRow
  readonly reject: Reject
}

/**
 * A unique value may have moved: an earlier row, of this batch or of one that was under way, gave it up only after this batch was answered.
 * Rows that were refused for such a value are tried again once all earlier batches have settled, as long as that lets one more of them in;
 * where the holder has the value still, nothing is asked. So each further request but the last brings at least one row.
 */
export async function retryConflicts(outcome: BatchOutcome, {send, earlier}: RetryConflictsPorts): Promise<BatchOutcome> {
  let current = outcome
  let before: readonly BatchOutcome[] | undefined
  for (;;) {
    if (!current.settled.some(isConflict)) return current
    before ??= await earlier()
    const moves = movesOf([...before, current])
    const open = conflictsOf(current).filter(conflict => moves.mayHaveFreed(conflict))
    if (open.length === 0) return current
    const again = await send(open.map(({left}) => left))
    current = withOutcomes(current, again)
    if (!again.settled.some(({kind}) => kind === 'ack')) return current
  }
}

function isConflict(settled: Settled): settled is Reject {
  return settled.kind === 'reject' && settled.code === 'CONFLICT' && settled.status !== undefined
}

function conflictsOf({batch, settled}: BatchOutcome): Conflict[] {
  return batch.rows.flatMap((row, index) => {
    const reject = settled[index]
    if (row.kind !== 'mapped' || reject === undefined || !isConflict(reject)) return []
    const left = withoutLater(row, laterWrites({batch, settled}, index))
    return left === undefined ? [] : [{row, left, reject}]
  })
}

/** Rows of its key that stand behind it and were written, in file order. */
function laterWrites({batch, settled}: BatchOutcome, index: number): MappedRow[] {
  const self = batch.rows[index]
  return batch.rows.flatMap((row, at) => {
    const isLater = at > index && row.kind === 'mapped' && self?.kind === 'mapped' && row.orderKey === self.orderKey
    return isLater && settled[at]?.kind === 'ack' ? [row] : []
  })
}

/** What the row would still show after them; undefined where its turn is over, since sent late it would leave something else. */
function withoutLater(row: MappedRow, later: readonly MappedRow[]): MappedRow | undefined {
  const left = {...row.properties}
  for (const {key, properties} of later) {
    if (key !== row.key) return undefined
    for (const [name, value] of Object.entries(properties)) {
      const own = ownOf(left, name)
      if (dependsOnRecord(name) || (own !== undefined && value.startsWith(';'))) return undefined
      delete left[name]
    }
  }
  const isPast = later.length > 0 && Object.keys(left).some(dependsOnRecord)
  return isPast ? undefined : {...row, properties: left}
}

/** What rows that were written have set, by record. */
function movesOf(outcomes: readonly BatchOutcome[]) {
  const byRecord = new Map<string, Readonly<Record<string, string>>[]>()
  const all: {readonly orderKey: string; readonly properties: Readonly<Record<string, string>>}[] = []
  for (const {batch, settled} of outcomes) {
    for (const [index, row] of batch.rows.entries()) {
      const ack = settled[index]
      if (row.kind !== 'mapped' || ack?.kind !== 'ack') continue
      all.push(row)
      if (ack.recordId !== undefined) byRecord.set(ack.recordId, [...(byRecord.get(ack.recordId) ?? []), row.properties])
    }
  }
  return {
    /** Whether the record that is said to hold the value, or any other where none is named, was given another one. */
    mayHaveFreed({row, left, reject: {property, existingId}}: Conflict): boolean {
      const value = property === undefined ? undefined : ownOf(left.properties, property)
      if (property === undefined) return existingId !== undefined && byRecord.has(existingId)
      if (value === undefined) return false // a later row of the key has replaced it
      if (existingId === undefined) return all.some(other => other.orderKey !== row.orderKey && gaveUp(property, value, [other.properties]))
      return gaveUp(property, value, byRecord.get(existingId) ?? [])
    },
  }
}

function gaveUp(property: string, value: string, writes: readonly Readonly<Record<string, string>>[]): boolean {
  const last = writes.map(properties => ownOf(properties, property)).findLast(set => set !== undefined)
  return last !== undefined && last !== value
}

/** The outcomes of rows that were sent again, in their places. */
function withOutcomes({batch, settled}: BatchOutcome, again: BatchOutcome): BatchOutcome {
  const byRow = new Map<number, Settled>(again.settled.map(one => [one.row, one]))
  return {batch, settled: settled.map(one => byRow.get(one.row) ?? one)}
}
