import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {type MissingOnCreate, missingOnCreate} from '../hubspot/portal/required-on-create.js'
import type {Batch} from '../push/line/batch.js'
import {holdsByType} from '../push/modes/holds-values.js'
import {readsFirst} from '../push/modes/open-write-port.js'
import {mergedMessage} from '../push/modes/read-record-ids.js'
import type {ReadRecord} from '../push/modes/write-port.js'
import {
  type FoldRule,
  joinUpdates,
  keysHeldApart,
  makeRuleOf,
  type PendingInput,
  queueInputs,
} from '../push/send/fold.js'
import type {Ack, MappedRow, Reject, Settled} from '../rows/rows.js'
import {MODE_FACTS, type WriteMode} from '../rows/run-mode.js'
import {named} from '../shared/named.js'
import {applyValues, compareValues, type DefinitionLookup, isStepBack} from './compare-values.js'
import type {RecordChange} from './dry-run-types.js'
import {newRecordId} from './foreseen-links.js'

/** What earlier rows of the file would have set, by record: property → value, '' for a cleared one. */
export interface FileState {
  get(record: string): Readonly<Record<string, string>> | undefined
  set(record: string, values: Readonly<Record<string, string>>): void
}

/** What the portal has for the keys of a batch. */
export interface FoundRecords {
  /** By key. */
  readonly records: ReadonlyMap<string, ReadRecord>
  /** Record ids that were merged into another record, with the id of that one. Absent: none. */
  readonly survivors?: ReadonlyMap<string, string>
}

export interface PredictRules {
  readonly object: ObjectDefinition
  readonly key: string
  readonly mode: WriteMode
  readonly lookup: DefinitionLookup
  readonly isFoldable: FoldRule
  readonly fold: boolean
  readonly fileState: FileState
  /** The records of written rows join a list. Who is in it is not read: each counts as added once. */
  readonly joins?: boolean
}

/** What a push would make of a batch. */
export interface BatchPrediction {
  /** One entry a row, in the order of the rows. */
  readonly settled: readonly Settled[]
  /** Rows of inputs that change nothing. */
  readonly unchanged: number
  /** Changes of records that the portal has now. */
  readonly changes: readonly RecordChange[]
  readonly upserts: number
  readonly reads: number
}

/**
 * Foresees a batch from the records that its keys have in the portal and from what earlier rows of the file leave in
 * them. The unit is the input, as a push would send it: rows of one key that fold are compared together, by what they
 * amount to. Batches must come in file order, since each leaves its mark in `fileState`.
 */
export function predictBatch(
  batch: Batch,
  {records: found, survivors = new Map()}: FoundRecords,
  rules: PredictRules,
): BatchPrediction {
  const queues = queuesOf(batch, found, rules)
  const looksUp = readsFirst(rules) // what is not found is not sent
  const sent = looksUp ? queues.filter(([first]) => first !== undefined && found.has(first.key)) : queues
  const settled = new Map<number, Settled>()
  for (const row of batch.rows) if (row.kind !== 'mapped') settled.set(row.row, row)
  const changes: RecordChange[] = []
  let unchanged = 0
  for (const input of inFileOrder(queues.flat())) {
    const survivorId = survivors.get(input.key)
    const outcome =
      survivorId === undefined
        ? predictInput(input, found.get(input.key), rules)
        : {settled: input.rows.map(row => mergedReject(row, rules.key, survivorId))}
    for (const row of outcome.settled) settled.set(row.row, row)
    if (outcome.changes === undefined) continue
    if (outcome.changes.length === 0) unchanged += input.rows.length
    else if (outcome.recordId !== undefined) changes.push(recordChange(input, outcome.recordId, outcome.changes))
  }
  return {
    settled: batch.rows.map(row => settled.get(row.row) ?? unsettled(row.row)),
    unchanged,
    changes,
    upserts: wavesOf(sent),
    reads: (looksUp ? wavesOf(queues) : 0) + survivors.size, // each is asked for singly
  }
}

/** As a push would send them: rows that could not make their record by themselves are merged once it is there. */
function queuesOf(batch: Batch, found: ReadonlyMap<string, ReadRecord>, rules: PredictRules): PendingInput[][] {
  const {isFoldable, fold, object, fileState} = rules
  const canMake = makeRuleOf(object, rules)
  const queues = queueInputs(batch, {isFoldable, canMake, fold})
  for (const orderKey of keysHeldApart(queues, {isFoldable, canMake, fold})) {
    const [first, ...later] = queues.get(orderKey) ?? []
    const exists = first !== undefined && (found.has(first.key) || fileState.get(`key ${first.key}`) !== undefined)
    if (exists) queues.set(orderKey, [first, ...joinUpdates(later, first.key, {isFoldable, canMake})])
  }
  return [...queues.values()]
}

function wavesOf(queues: readonly (readonly PendingInput[])[]): number {
  return Math.max(0, ...queues.map(queue => queue.length))
}

interface InputPrediction {
  readonly settled: readonly Settled[]
  /** Absent for an input that makes a record, or is rejected. */
  readonly changes?: RecordChange['changes']
  readonly recordId?: string
}

function predictInput(input: PendingInput, record: ReadRecord | undefined, rules: PredictRules): InputPrediction {
  const {key, lookup, object, fileState} = rules
  const name = record === undefined ? `key ${input.key}` : `record ${record.recordId}`
  const before = fileState.get(name)
  const isNew = record === undefined && before === undefined
  const {creates, updates} = MODE_FACTS[rules.mode]
  if (!creates && isNew) return {settled: input.rows.map(row => rejectedFor('NOT_FOUND', row, key))}
  if (!updates && !isNew) return {settled: input.rows.map(row => rejectedFor('ALREADY_EXISTS', row, key))}
  const missing = isNew
    ? missingOnCreate(object, property => property === key || (input.properties[property] ?? '') !== '')
    : undefined
  if (missing !== undefined) return {settled: input.rows.map(row => lacking(row, missing, object))}
  const stored = named(record?.properties ?? {}, before ?? {})
  const after = applyValues(stored, input.properties, lookup)
  fileState.set(name, {
    ...before,
    ...Object.fromEntries(Object.keys(input.properties).map(property => [property, after[property] ?? ''])),
  })
  const lost = Object.keys(input.properties).filter(property =>
    isStepBack(lookup(property), stored[property] ?? '', input.properties[property] ?? ''),
  )
  const recordId = record?.recordId ?? newRecordId(input.key)
  const settled = input.rows.map((row, index) => ({
    ...ackOf(row, {
      created: isNew && index === 0,
      lost: lost.filter(property => Object.hasOwn(row.properties, property)),
    }),
    ...(row.links && {recordId}),
    ...(rules.joins === true && {
      list: before === undefined && index === 0 ? ('added' as const) : ('unchanged' as const),
    }),
  }))
  if (isNew) return {settled}
  return {
    settled,
    changes: compareValues(stored, input.properties, {key, lookup, holds: holdsByType(object.objectTypeId, lookup)}),
    ...(record && {recordId: record.recordId}),
  }
}

function inFileOrder(inputs: readonly PendingInput[]): PendingInput[] {
  return [...inputs].sort((a, b) => (a.rows[0]?.row ?? 0) - (b.rows[0]?.row ?? 0))
}

/** `lost`: properties whose values HubSpot would take and not store. */
function ackOf(
  {row, line, key}: MappedRow,
  {created, lost}: {readonly created: boolean; readonly lost: readonly string[]},
): Ack {
  return {kind: 'ack', row, line, key, created, ...(lost.length > 0 && {notStored: lost})}
}

const BY_MODE = {NOT_FOUND: 'No record has', ALREADY_EXISTS: 'A record already has'} as const

function rejectedFor(code: keyof typeof BY_MODE, {row, line, key: value, record}: MappedRow, property: string): Reject {
  const message = `${BY_MODE[code]} ${property} "${value}".`
  return {kind: 'reject', row, line, key: value, code, property, value, message, attempts: 0, record}
}

function mergedReject({row, line, key, record}: MappedRow, property: string, existingId: string): Reject {
  const message = mergedMessage(key, existingId)
  const code = 'MERGED_RECORD'
  return {kind: 'reject', row, line, key, code, property, value: key, message, attempts: 0, record, existingId}
}

function lacking({row, line, key, record}: MappedRow, missing: MissingOnCreate, {name}: ObjectDefinition): Reject {
  const [property] = missing.properties
  const message = `No record has this key, and HubSpot does not create one in ${name} without ${missing.text}.`
  const code = 'REQUIRED_PROPERTY_MISSING'
  return {kind: 'reject', row, line, key, code, ...(property !== undefined && {property}), message, attempts: 0, record}
}

function recordChange({key, rows}: PendingInput, recordId: string, changes: RecordChange['changes']): RecordChange {
  const [first] = rows
  return {row: first?.row ?? 0, line: first?.line ?? 0, key, recordId, changes}
}

function unsettled(row: number): never {
  throw new Error(`Row ${row} was neither predicted nor rejected: this is a bug in hubspot-push.`)
}
