import type {Pair, TypedPair} from '../../../hubspot/associations/association-calls.js'
import type {LinkChannel} from '../link-channel.js'
import type {LinkedRecord, OpenOutcome, RowPart} from './link-records.js'
import type {NamedPairs} from './named-pairs.js'
import {pairName} from './pair-name.js'
import {type Replaced, type ReplacingRow, replaceInOrder} from './replaced-links.js'

/** Links that no cell of a record names and that were left: since they carry labels, or since another row names them. */
export interface LeftLinks {
  readonly labelled: number
  readonly named: number
}

interface RemovingOthers {
  readonly outcomes: readonly OpenOutcome[]
  /** Absent where the two linked objects differ. */
  readonly named: NamedPairs | undefined
  /** Of the batch. */
  readonly seq: number
}

interface ReplacedRecord extends Replaced {
  readonly from: string
  readonly count: (row: number) => void
}

/** Removes what no cell names, once all links are made: a row of which one was rejected removes nothing. */
export async function removeOthers(
  channel: LinkChannel,
  linked: readonly LinkedRecord[],
  {outcomes, named, seq}: RemovingOthers,
): Promise<LeftLinks> {
  const records = linked.map(each => replacedRecord(each, outcomes))
  const left = {labelled: 0, named: 0}
  for (const {from, links, labels, left: labelled} of records) {
    left.labelled += labelled
    for (const to of [...links.keys(), ...labels.keys()]) named?.unname(from, to, seq)
  }
  const isGone = goneOnce(named !== undefined)
  const goes = (from: string, to: string): boolean => {
    const isNamed = named?.isNamed(to, from) === true
    if (isNamed) left.named += 1
    return !isNamed
  }
  const pairs: Pair[] = []
  const typed: TypedPair[] = []
  for (const {from, count, links} of records)
    for (const [to, row] of links) {
      if (!goes(from, to) || isGone(from, to)) continue
      pairs.push({from, to})
      count(row)
    }
  for (const {from, count, labels} of records)
    for (const [to, {types, by}] of labels) {
      if (!goes(from, to)) continue
      typed.push({from, to, types})
      count(by)
    }
  await Promise.all([channel.unlink(pairs), channel.unlinkTypes(typed)])
  return left
}

/** Two records of one object may both give up the link between them. */
function goneOnce(areOfOneObject: boolean): (from: string, to: string) => boolean {
  const gone = new Set<string>()
  return (from, to) => {
    if (!areOfOneObject) return false
    const count = gone.size
    return gone.add(pairName(from, to)).size === count
  }
}

function replacedRecord({record, current, isHeld}: LinkedRecord, outcomes: readonly OpenOutcome[]): ReplacedRecord {
  const rows = record.rows.map(part => replacingRow(part, isHeld, outcomes))
  const count = (row: number): void => {
    const outcome = outcomes[record.rows[row]?.at ?? -1]
    if (outcome !== undefined) outcome.removed += 1
  }
  return {from: record.recordId, count, ...replaceInOrder(rows, current)}
}

function replacingRow(
  {at, columns, isWhole}: RowPart,
  isHeld: (to: string) => boolean,
  outcomes: readonly OpenOutcome[],
): ReplacingRow {
  const held = columns.flatMap(({wishes}) => wishes).filter(({to}) => isHeld(to))
  if (!isWhole || outcomes[at]?.rejects.length !== 0) return {held, replacements: undefined}
  const replacements = columns.map(({types, wishes}) => ({types, to: new Set(wishes.map(({to}) => to))}))
  return {held, replacements}
}
