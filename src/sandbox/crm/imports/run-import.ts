import {named} from '../../../shared/named.js'
import {linkPair} from '../associations/write-links.js'
import type {Call} from '../call/context.js'
import {type RowOutcome, rowWriter, writeRow} from '../objects/write-row.js'
import type {ObjectType} from '../portal/object-type.js'
import type {StartedImport} from '../records/import-store.js'
import type {CrmRecord} from '../records/record-store.js'
import {type ImportProblem, keyProblem, problemsOf} from './import-errors.js'
import type {ImportColumn, ImportFile, ImportPlan} from './import-request.js'
import {importedValue} from './imported-value.js'
import {type CsvRow, readCsv} from './read-csv.js'

/** An import that runs: what was asked for, by whom, and what has become of it. */
interface RunningImport {
  readonly call: Call
  readonly plan: ImportPlan
  readonly kept: StartedImport
}

/** Writes the rows of an import, one after the other; what cannot be written is told as its errors. */
export function runImport(started: RunningImport): void {
  const {plan, kept} = started
  const {context} = started.call
  plan.files.forEach((file, index) => {
    const rows = readCsv(file.text.replace(/^\uFEFF/, '')).slice(file.hasHeader ? 1 : 0)
    for (const row of rows) importRow(started, file, row, kept.fileIds[index] ?? '')
  })
  for (const type of typesOf(plan)) context.storeOf(type).commit()
  context.associations.commit()
  kept.state = 'DONE'
  kept.updatedAtMs = context.now()
}

export function typesOf({files}: ImportPlan): ObjectType[] {
  return [...new Set(files.flatMap(({columns}) => columns.map(({type}) => type)))]
}

function importRow(started: RunningImport, file: ImportFile, row: CsvRow, fileId: string): void {
  count(started, 'TOTAL_ROWS')
  const tell = (problem: ImportProblem, type: ObjectType) => {
    count(started, 'ERRORS')
    const {errors} = started.kept
    const id = String(errors.length + 1)
    const at = started.call.context.now()
    errors.push({...problem, id, fileId, objectTypeId: type.id, line: row.line, cells: row.cells, atMs: at})
  }
  const types = [...new Set(file.columns.map(({type}) => type))]
  if (row.cells.length > file.columns.length) {
    const errorMessage = `The row has ${row.cells.length} cells, not ${file.columns.length}.`
    for (const type of types.slice(0, 1))
      tell({errorType: 'INCORRECT_NUMBER_OF_COLUMNS', errorMessage, column: undefined, invalidValue: undefined}, type)
    return
  }
  const written = types.map(type => importRecord(started, {file, row, type}, problem => tell(problem, type)))
  linkRow(started, types, written)
}

interface RecordOfRow {
  readonly file: ImportFile
  readonly row: CsvRow
  readonly type: ObjectType
}

/** A value that is refused is left out, and told; the others are written. */
function importRecord(
  started: RunningImport,
  {file, row, type}: RecordOfRow,
  tell: (problem: ImportProblem) => void,
): CrmRecord | undefined {
  const {plan} = started
  const columns = file.columns.map((column, index) => ({...column, index, cell: row.cells[index] ?? ''}))
  const own = columns.filter(column => column.type === type && column.cell !== '')
  if (own.length === 0) return undefined
  const existing = findExisting(started, type, own)
  const problem = keyProblem(plan.operations.get(type.id) ?? 'UPSERT', existing, own)
  if (problem) {
    tell(problem)
    return undefined
  }
  const values = named(
    Object.fromEntries(
      own.flatMap(({property, isRecordId, cell}) =>
        property === undefined || isRecordId ? [] : [[property, importedValue(type, property, cell, plan.dateOrder)]],
      ),
    ),
  )
  const outcome = writeOrLeaveOut(started, {type, values, existing}, problem => {
    const column = own.find(({property}) => property === problem.property)
    tell({...problem, column: column === undefined ? undefined : column.index + 1, invalidValue: column?.cell})
  })
  return outcome && counted(started, outcome)
}

interface ImportedRecord {
  readonly type: ObjectType
  readonly values: Readonly<Record<string, string>>
  readonly existing: CrmRecord | undefined
}

/** Twice at most: with all values, and without those that were refused. */
function writeOrLeaveOut(
  started: RunningImport,
  {type, values, existing}: ImportedRecord,
  tell: (problem: ImportProblem & {readonly property: string | undefined}) => void,
): RowOutcome | undefined {
  const writer = {...rowWriter({...started.call, type}), source: {type: 'IMPORT', id: started.kept.id}}
  const outcome = writeRow(writer, values, existing)
  if (!('refused' in outcome)) return outcome
  const problems = problemsOf(outcome.refused)
  problems.forEach(tell)
  const bad = new Set(problems.map(({property}) => property))
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !bad.has(name)))
  if (bad.has(undefined) || Object.keys(rest).length === 0) return undefined
  const again = writeRow(writer, rest, existing)
  if (!('refused' in again)) return again
  problemsOf(again.refused).forEach(tell)
  return undefined
}

function findExisting(
  {call}: RunningImport,
  type: ObjectType,
  columns: readonly (ImportColumn & {readonly cell: string})[],
): CrmRecord | undefined {
  const store = call.context.storeOf(type)
  const byId = columns.find(({isRecordId}) => isRecordId)
  const record = byId && store.get(byId.cell)
  if (record) return record.archivedAtMs === undefined ? record : undefined
  const key = columns.find(({isKey}) => isKey)
  if (key?.property === undefined) return undefined
  const found = store.find(key.property, key.cell)
  if (found || type.properties.get(key.property)?.unique) return found
  // Companies share domains: the oldest one is taken.
  const {property, cell} = key
  return [...store.all()].find(each => each.archivedAtMs === undefined && each.properties[property] === cell)
}

function counted(started: RunningImport, outcome: RowOutcome): CrmRecord | undefined {
  if ('refused' in outcome) return undefined
  const {isNew, record, values} = outcome.written
  count(started, isNew ? 'CREATED_OBJECTS' : 'UPDATED_OBJECTS')
  count(started, 'UNIQUE_OBJECTS_WRITTEN')
  count(started, 'PROPERTY_VALUES_EMITTED', Object.keys(values).length)
  return record
}

/** Records of one row are linked with each other, as far as their kinds can be. */
function linkRow(
  {call: {context}}: RunningImport,
  types: readonly ObjectType[],
  written: readonly (CrmRecord | undefined)[],
): void {
  types.forEach((from, a) => {
    types.slice(a + 1).forEach((to, offset) => {
      const [one, other] = [written[a], written[a + 1 + offset]]
      if (!one || !other || !context.associationTypes.plain(from.id, to.id)) return
      linkPair(context, {from, to}, {fromId: one.id, toId: other.id, types: []})
    })
  })
}

function count({kept: {counters}}: RunningImport, name: string, by = 1): void {
  counters.set(name, (counters.get(name) ?? 0) + by)
}
