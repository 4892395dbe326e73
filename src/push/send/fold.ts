import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {missingOnCreate} from '../../hubspot/portal/required-on-create.js'
import {dependsOnRecord, mayReplace} from '../../mapping/row/fold-rule.js'
import type {MappedRow} from '../../rows/rows.js'
import {MODE_FACTS, type WriteMode} from '../../rows/run-mode.js'
import {named, ownOf} from '../../shared/named.js'
import type {Batch} from '../line/batch.js'

/** What will be one input of a request: one row, or several rows of one key merged in file order. */
export interface PendingInput {
  readonly key: string
  readonly orderKey: string
  /** In file order, at least one. */
  readonly rows: readonly MappedRow[]
  /** Those of the rows, later ones over earlier ones. */
  readonly properties: Readonly<Record<string, string>>
}

/** Says whether two different values of a property may be merged into the later one (mapping decides by its type). */
export type FoldRule = (property: string) => boolean

/** Says whether HubSpot would make a record of this row alone, as far as it is known. */
export type MakeRule = (row: MappedRow) => boolean

/**
 * Rows of one key, in file order, as few inputs as applying them one by one allows. A row that could not make the
 * record lends nothing to the next ones, and borrows nothing from them: where there is no record yet, HubSpot refuses
 * it by itself.
 */
export function foldRows(
  rows: readonly MappedRow[],
  isFoldable: FoldRule,
  canMake: MakeRule = () => true,
): PendingInput[] {
  const inputs: PendingInput[] = []
  for (const row of rows) foldInto(inputs, row, {isFoldable, canMake})
  return inputs
}

/** The next row of the key. */
function foldInto(inputs: PendingInput[], row: MappedRow, {isFoldable, canMake = () => true}: QueueRule): void {
  const open = inputs.at(-1)
  const merged = open !== undefined && canFold(open, row, isFoldable) ? merge(open, row) : undefined
  if (merged !== undefined && couldMake(merged, canMake)) inputs[inputs.length - 1] = merged
  else inputs.push(inputOfRow(row))
}

/** Neither may the first row borrow from later ones, nor a later one clear what the first one brings. */
function couldMake({rows, properties}: PendingInput, canMake: MakeRule): boolean {
  const [first] = rows
  return first === undefined || (canMake(first) && canMake({...first, properties}))
}

export function inputOfRow(row: MappedRow): PendingInput {
  return {key: row.key, orderKey: row.orderKey, rows: [row], properties: row.properties}
}

function merge(input: PendingInput, row: MappedRow): PendingInput {
  return {...input, rows: [...input.rows, row], properties: named(input.properties, row.properties)}
}

/**
 * Two spellings of one key are never merged: only HubSpot knows whether they are one record.
 * A value starting with `;` appends and a clear followed by a set counts twice (lifecycle stages go back that way),
 * so that neither may vanish in a merge.
 */
function canFold(input: PendingInput, row: MappedRow, isFoldable: FoldRule): boolean {
  if (input.key !== row.key || !meetsSameRecord(input, row)) return false
  for (const property in row.properties) {
    const earlier = input.properties[property]
    const later = row.properties[property]
    if (earlier === undefined || later === undefined || earlier === later) continue
    if (!mayReplace(earlier, later) || !isFoldable(property)) return false
  }
  return true
}

/**
 * Stages and their like: HubSpot must meet the record that the file order gives it. A row without them may join any
 * input.
 */
function meetsSameRecord(input: PendingInput, row: MappedRow): boolean {
  const wanted = Object.keys(row.properties).filter(dependsOnRecord)
  if (wanted.length === 0) return true
  const open = Object.keys(input.properties).filter(dependsOnRecord)
  return (
    open.length === wanted.length && wanted.every(property => input.properties[property] === row.properties[property])
  )
}

interface QueueRule {
  readonly isFoldable: FoldRule
  /** Default: every row. */
  readonly canMake?: MakeRule
  /** False sends each row by itself, in order (`--duplicates each`). */
  readonly fold?: boolean
}

/**
 * What is to be sent for each key of a batch, by order key, in file order. The longest queue is the number of requests
 * that it takes.
 */
export function queueInputs(batch: Pick<Batch, 'rows'>, rule: QueueRule): Map<string, PendingInput[]> {
  const queues = new Map<string, PendingInput[]>()
  for (const row of batch.rows) {
    if (row.kind !== 'mapped') continue
    const queue = queues.get(row.orderKey)
    if (queue === undefined) queues.set(row.orderKey, [inputOfRow(row)])
    else if (rule.fold === false) queue.push(inputOfRow(row))
    else foldInto(queue, row, rule)
  }
  return queues
}

/** The keys whose rows may not have been merged only since their record may have to be made. */
export function keysHeldApart(
  queues: ReadonlyMap<string, readonly PendingInput[]>,
  {canMake, fold = true}: QueueRule,
): Set<string> {
  if (canMake === undefined || !fold) return new Set()
  const held = new Set<string>()
  for (const [orderKey, queue] of queues)
    if (queue.length > 1 && queue.some(({rows}) => rows.some(row => !canMake(row)))) held.add(orderKey)
  return held
}

/** What is left to send for a key once its record exists: its later rows only update it, and are merged as such. */
export function joinUpdates(
  inputs: readonly PendingInput[],
  key: string,
  {isFoldable, canMake = () => true}: Pick<QueueRule, 'isFoldable' | 'canMake'>,
): PendingInput[] {
  return foldRows(
    inputs.flatMap(input => input.rows),
    isFoldable,
    row => row.key === key || canMake(row),
  )
}

/**
 * Which rows could make a record by themselves, by what the object's definition asks of a new one. It need not be asked
 * in a mode that makes none.
 */
export function makeRuleOf(
  object: ObjectDefinition,
  {key, mode = 'upsert'}: {readonly key: string; readonly mode?: WriteMode},
): MakeRule {
  if (!MODE_FACTS[mode].creates || missingOnCreate(object, property => property === key) === undefined)
    return () => true
  return ({properties}) =>
    missingOnCreate(object, property => property === key || (ownOf(properties, property) ?? '') !== '') === undefined
}
