import {named} from '../../../shared/named.js'
import {linkPair} from '../associations/write-links.js'
import {versionAt} from '../call/api-version.js'
import type {CrmContext} from '../call/context.js'
import {type RowOutcome, writeRow} from '../objects/write-row.js'
import type {StartedImport} from '../records/import-store.js'
import type {CrmRecord} from '../records/record-store.js'
import {type CellColumn, type TypeColumns, typeColumns} from './import-columns.js'
import {type ImportProblem, keyProblem, problemsOf} from './import-errors.js'
import {type ImportPlan, planOf} from './import-request.js'
import type {OldestByValue} from './oldest-by-value.js'
import {type CsvRow, nextRow} from './read-csv.js'

/** One part of an import that runs. */
interface RunningPart {
  readonly context: CrmContext
  readonly kept: StartedImport
  readonly known: Map<string, OldestByValue>
  readonly nowMs: number
}

/** So many rows are written at once: other requests wait for no more (some 20 ms). */
const PART_ROWS = 1000

/** Writes the next rows, one after the other; what cannot be written is told as errors. False: it has ended. */
export function runPart({context, kept, known}: Omit<RunningPart, 'nowMs'>): boolean {
  const plan = planOf(context, kept.request)
  const nowMs = context.now()
  const types = new Set(plan.files.flatMap(({columns}) => columns.map(({type}) => type)))
  kept.updatedAtMs = nowMs
  let left = PART_ROWS
  try {
    while (left > 0 && kept.place.file < plan.files.length) left -= runFile({context, kept, known, nowMs}, plan, left)
  } finally {
    for (const type of types) context.storeOf(type).commit()
    context.associations.commit()
  }
  return kept.place.file < plan.files.length
}

/** Rows of the file that it is at; how many were read. */
function runFile(part: RunningPart, plan: ImportPlan, most: number): number {
  const {kept} = part
  const {file: index, at} = kept.place
  const [file, text] = [plan.files[index], kept.texts[index] ?? '']
  const fileId = kept.fileIds[index] ?? ''
  const types = file ? typeColumns({...part, id: kept.id, version: versionAt(kept.version) ?? 'v3'}, plan, file) : []
  const width = file?.columns.length ?? 0
  if (at === 0) kept.place = firstPlace(index, text, file?.hasHeader === true)
  let read = 0
  for (; read < most; read++) {
    const row = nextRow(text, kept.place)
    kept.place = row === undefined ? {file: index + 1, at: 0, line: 1} : {file: index, ...row.next}
    if (row === undefined) break
    importRow(part, {row, types, width, fileId})
  }
  return read
}

/** Behind a byte order mark and the header. */
function firstPlace(file: number, text: string, hasHeader: boolean): StartedImport['place'] {
  const start = {at: text.startsWith('\uFEFF') ? 1 : 0, line: 1}
  return {file, ...((hasHeader ? nextRow(text, start)?.next : undefined) ?? start)}
}

interface ImportedRow {
  readonly row: CsvRow
  readonly types: readonly TypeColumns[]
  readonly width: number
  readonly fileId: string
}

type Tell = (problem: ImportProblem) => void

function importRow(part: RunningPart, {row, types, width, fileId}: ImportedRow): void {
  count(part, 'TOTAL_ROWS')
  const teller =
    ({type}: TypeColumns): Tell =>
    problem => {
      count(part, 'ERRORS')
      const {errors} = part.kept
      const place = {fileId, objectTypeId: type.id, line: row.line, cells: row.cells}
      errors.push({...problem, id: String(errors.length + 1), ...place, atMs: part.nowMs})
    }
  if (row.cells.length > width) {
    const errorMessage = `The row has ${row.cells.length} cells, not ${width}.`
    for (const first of types.slice(0, 1))
      teller(first)({
        ...{errorType: 'INCORRECT_NUMBER_OF_COLUMNS', errorMessage},
        ...{column: undefined, invalidValue: undefined},
      })
    return
  }
  const written = types.map(each => importRecord(part, each, {cells: row.cells, tell: teller(each)}))
  if (types.length > 1) linkRow(part, types, written)
}

/** A value that is refused is left out, and told; the others are written. */
function importRecord(
  part: RunningPart,
  of: TypeColumns,
  {cells, tell}: {readonly cells: readonly string[]; readonly tell: Tell},
): CrmRecord | undefined {
  const cellOf = ({index}: CellColumn) => cells[index] ?? ''
  const own = of.columns.filter(column => cellOf(column) !== '')
  if (own.length === 0) return undefined
  const [byId, byKey] = [own.find(({isRecordId}) => isRecordId), own.find(({isKey}) => isKey)]
  const existing = findExisting(of, byId && cellOf(byId), byKey && {property: byKey.property, cell: cellOf(byKey)})
  const [matched, isId] = [byId ?? byKey, byId !== undefined]
  const key = matched && {column: matched.index + 1, invalidValue: cellOf(matched), isId}
  const problem = keyProblem(of.operation, existing, key)
  if (problem) {
    tell(problem)
    return undefined
  }
  const values = named<string>()
  for (const column of own)
    if (column.property !== undefined && !column.isRecordId) values[column.property] = column.read(cellOf(column))
  const outcome = writeOrLeaveOut(of, {values, existing}, told => {
    const column = own.find(({property}) => property === told.property)
    tell({...told, column: column && column.index + 1, invalidValue: column && cellOf(column)})
  })
  return outcome && counted(part, of, outcome)
}

interface ImportedRecord {
  readonly values: Readonly<Record<string, string>>
  readonly existing: CrmRecord | undefined
}

/** Twice at most: with all values, and without those that were refused. */
function writeOrLeaveOut(
  {writer}: TypeColumns,
  {values, existing}: ImportedRecord,
  tell: (problem: ImportProblem & {readonly property: string | undefined}) => void,
): RowOutcome | undefined {
  const outcome = writeRow(writer, values, existing)
  if (!('refused' in outcome)) return outcome
  const problems = problemsOf(outcome.refused)
  problems.forEach(tell)
  const bad = new Set(problems.map(({property}) => property))
  const rest = named<string>()
  for (const name in values) if (!bad.has(name)) rest[name] = values[name] ?? ''
  if (bad.has(undefined) || Object.keys(rest).length === 0) return undefined
  const again = writeRow(writer, rest, existing)
  if (!('refused' in again)) return again
  problemsOf(again.refused).forEach(tell)
  return undefined
}

function findExisting(
  {type, writer, oldest}: TypeColumns,
  id: string | undefined,
  key: {readonly property: string | undefined; readonly cell: string} | undefined,
): CrmRecord | undefined {
  const store = writer.call.context.storeOf(type)
  const record = id === undefined ? undefined : store.get(id)
  if (record) return record.archivedAtMs === undefined ? record : undefined
  if (key?.property === undefined) return undefined
  const found = store.find(key.property, key.cell)
  if (found || type.properties.get(key.property)?.unique) return found
  return oldest.find(key.property, key.cell)
}

function counted(part: RunningPart, {oldest}: TypeColumns, outcome: RowOutcome): CrmRecord | undefined {
  if ('refused' in outcome) return undefined
  const {isNew, record, values} = outcome.written
  oldest.note(record)
  count(part, isNew ? 'CREATED_OBJECTS' : 'UPDATED_OBJECTS')
  count(part, 'UNIQUE_OBJECTS_WRITTEN')
  count(part, 'PROPERTY_VALUES_EMITTED', Object.keys(values).length)
  return record
}

/** Records of one row are linked with each other, as far as their kinds can be. */
function linkRow(
  {context}: RunningPart,
  types: readonly TypeColumns[],
  written: readonly (CrmRecord | undefined)[],
): void {
  types.forEach(({type: from}, a) => {
    types.slice(a + 1).forEach(({type: to}, offset) => {
      const [one, other] = [written[a], written[a + 1 + offset]]
      if (!one || !other || !context.associationTypes.plain(from.id, to.id)) return
      linkPair(context, {from, to}, {fromId: one.id, toId: other.id, types: []})
    })
  })
}

function count({kept: {counters}}: RunningPart, name: string, by = 1): void {
  counters.set(name, (counters.get(name) ?? 0) + by)
}
