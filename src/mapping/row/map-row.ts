import {isTextCell} from '../../rows/cell-types.js'
import {type Cells, isCells, type MappedRow, type Reject, type SourceRow} from '../../rows/rows.js'
import {named} from '../../shared/named.js'
import {stringifyExactJson} from '../../shared/text/exact-json.js'
import {type CellProblem, quoteValue} from '../coerce/coercer.js'
import {problemOfPair, rejectPair} from '../links/pair-rule.js'
import {takeLinks} from '../links/take-links.js'
import type {ColumnTarget, Mapping} from '../mapping-types.js'
import {type EmptyRule, isEmptyCell} from './empty-cell.js'
import {isJsonNumber, jsonText, listText} from './json-text.js'
import {type KeyProblem, keyMissing, type RecordKey, recordKey} from './record-key.js'
import {type TypedCell, typedCoercer, typedProblem} from './typed-cell.js'

/** A row on its way from cells to values. */
interface Draft {
  readonly properties: Record<string, string>
  key?: RecordKey | KeyProblem
  keyValue?: string
  /** Waits until the whole row was read, for the pipeline that it names. */
  stage?: {readonly column: ColumnTarget; readonly cell: string}
  problems?: FoundProblem[]
  /** Properties that fields went to which came after the first rows, with the field. */
  late?: Map<string, string>
}

interface FoundProblem {
  readonly code: Reject['code']
  readonly message: string
  readonly property?: string
  readonly value?: string
}

/**
 * The values of a row by property, or why it cannot be sent. Empty and blank cells, words for null and JSON nulls set
 * nothing, or clear where the column says so; missing keys set nothing.
 * A bad key is named before other problems; the message tells of them all.
 */
export function mapRow(row: SourceRow, mapping: Mapping): MappedRow | Reject {
  if (isCells(row.record) && mapping.isSecondHeader(row.record, row.row)) return secondHeaderReject(row)
  return finishDraft(draftOf(row, mapping), row, mapping)
}

/** All that is wrong with the values of a row, its key first; none where it can be sent. */
export function problemsOfRow(row: SourceRow, mapping: Mapping): readonly FoundProblem[] {
  return allProblems(draftOf(row, mapping), mapping)
}

function draftOf({record}: SourceRow, mapping: Mapping): Draft {
  const draft: Draft = {properties: named(mapping.constants)}
  if (mapping.stages.constant !== undefined) draft.stage = mapping.stages.constant
  if (isCells(record)) takeCells(record, mapping, draft)
  else takeFields(record, mapping, draft)
  if (draft.stage !== undefined) takeStage(draft.stage, mapping, draft)
  return draft
}

function secondHeaderReject({row, line, record}: SourceRow): Reject {
  const message = 'The row cannot be read: it repeats the names of the columns, like a second header.'
  return {kind: 'reject', row, line, record, code: 'UNREADABLE_ROW', message, attempts: 0}
}

function takeCells(cells: Cells, mapping: Mapping, draft: Draft): void {
  const {types} = cells
  for (const column of mapping.columns) {
    const {index} = column
    const cell = cells[index]
    if (cell !== undefined && cell !== null && !isEmptyCell(cell, column.empty)) {
      if (isTextCell(types, index)) takeValue(cell, column, mapping, draft)
      else takeTyped({cell, type: types?.[index]}, column, mapping, draft)
    } else if (column.clears) draft.properties[column.property] = ''
  }
}

function takeTyped(typed: TypedCell, column: ColumnTarget, mapping: Mapping, draft: Draft): void {
  const {cell} = typed
  const problem = typedProblem(typed, column)
  if (problem === undefined) takeValue(cell, {...column, coerce: typedCoercer(typed, column)}, mapping, draft)
  else if (column.isKey) {
    draft.key = {...problem, code: problem.code === 'CELL_ERROR' ? 'CELL_ERROR' : 'KEY_INVALID'}
    draft.keyValue = cell
  } else noteCell(draft, problem, column, cell)
}

function takeFields(record: Readonly<Record<string, unknown>>, mapping: Mapping, draft: Draft): void {
  for (const field of Object.keys(record)) {
    const value = record[field]
    const known = mapping.fields.get(field)
    const targets = known ?? lateTargets(field, value, mapping, draft)
    for (const target of targets) takeJson(value, target, mapping, draft)
  }
}

function takeJson(value: unknown, target: ColumnTarget, mapping: Mapping, draft: Draft): void {
  const text = jsonText(value)
  if (text === undefined) {
    takeNested(value, target, mapping, draft)
  } else if (isEmptyJson(value, target.empty)) {
    if (target.clears) draft.properties[target.property] = ''
  } else takeValue(text, isJsonNumber(value) ? {...target, coerce: target.coerceNumber} : target, mapping, draft)
}

/**
 * A list joins where the property takes several values; texts take JSON as it was written. Both fit no other type, and
 * no key.
 */
function takeNested(value: unknown, target: ColumnTarget, mapping: Mapping, draft: Draft): void {
  const {nested} = target.isKey ? {nested: 'refused' as const} : target
  const written = stringifyExactJson(value)
  const text = nested === 'refused' ? undefined : nested === 'json' ? written : listText(value, nested.separator)
  if (text !== undefined) {
    if (text !== '') takeValue(text, target, mapping, draft)
    else if (target.clears) draft.properties[target.property] = ''
    return
  }
  const takes = typeof nested === 'object' ? 'a list of single values' : 'a single value'
  const what = Array.isArray(value) ? 'a JSON array' : 'a JSON object'
  const message = `${quoteValue(written)} is ${what}, but property ${target.property} (${mapping.object.name}) takes ${takes}.`
  if (target.isKey) {
    draft.key = {code: mapping.keyIsEmail ? 'INVALID_EMAIL' : 'KEY_INVALID', message}
    draft.keyValue = written
  } else note(draft, {code: 'UNREADABLE_ROW', property: target.property, value: written, message})
}

/** Words for null are texts: a number is never one. */
function isEmptyJson(value: unknown, empty: EmptyRule): boolean {
  return value === null || value === undefined || (typeof value === 'string' && isEmptyCell(value, empty))
}

function takeValue(cell: string, column: ColumnTarget, mapping: Mapping, draft: Draft): void {
  if (column.isKey) {
    takeKey(cell, column, mapping, draft)
    return
  }
  if (column.coerceIn === undefined) setValue(cell, column, draft)
  else draft.stage = {column, cell}
}

/** Not judged where the row's pipeline was refused: one problem is not told as two. */
function takeStage({column, cell}: NonNullable<Draft['stage']>, {stages}: Mapping, draft: Draft): void {
  if (draft.problems?.some(({property}) => property === stages.pipeline)) return
  const {coerceIn, coerce} = column
  setValue(cell, {...column, coerce: coerceIn?.get(draft.properties[stages.pipeline] ?? '') ?? coerce}, draft)
}

function setValue(cell: string, column: ColumnTarget, draft: Draft): void {
  const value = column.coerce(cell)
  if (typeof value !== 'string') noteCell(draft, value, column, cell)
  else if (value !== '' || column.clears) draft.properties[column.property] = value
}

function takeKey(cell: string, column: ColumnTarget, mapping: Mapping, draft: Draft): void {
  const key = recordKey(cell, {property: mapping.key, isEmail: mapping.keyIsEmail, coerce: column.coerce})
  draft.key = key
  draft.keyValue = cell
  if ('key' in key) draft.properties[column.property] = key.key
}

/** A field that no column of the mapping is: it came after the first rows were looked at. */
function lateTargets(field: string, value: unknown, mapping: Mapping, draft: Draft): readonly ColumnTarget[] {
  const late = mapping.late(field)
  const written = (): string => jsonText(value) ?? stringifyExactJson(value)
  if ('message' in late) {
    // else it says nothing, whatever it is
    if (!isEmptyJson(value, mapping.empty)) note(draft, {...late, property: field, value: written()})
    return []
  }
  draft.late ??= new Map()
  for (const {property} of late.targets) {
    const other = draft.late.get(property)
    if (other !== undefined) {
      const message = `The fields "${other}" and "${field}" both go to property ${property} (${mapping.object.name}). Leave one of them out with --ignore.`
      note(draft, {code: 'UNKNOWN_PROPERTY', property, value: written(), message})
    }
    draft.late.set(property, field)
  }
  return late.targets
}

function noteCell(draft: Draft, {code, message}: CellProblem, {property}: ColumnTarget, value: string): void {
  note(draft, {code, message, property, value})
}

function note(draft: Draft, problem: FoundProblem): void {
  draft.problems ??= []
  draft.problems.push(problem)
}

function finishDraft(draft: Draft, row: SourceRow, mapping: Mapping): MappedRow | Reject {
  const {key = keyMissing(mapping.key), properties, problems = []} = draft
  const {line, record} = row
  if ('key' in key && problems.length === 0) {
    const mapped = {
      kind: 'mapped',
      row: row.row,
      line,
      record,
      key: key.key,
      orderKey: key.orderKey,
      properties,
    } as const
    return mapping.links.length === 0 ? mapped : withLinks(mapped, mapping)
  }
  return {...rejectOf(allProblems(draft, mapping)), row: row.row, line, record, ...('key' in key && {key: key.key})}
}

function allProblems({key, keyValue, problems = []}: Draft, mapping: Mapping): readonly FoundProblem[] {
  const found = key ?? keyMissing(mapping.key)
  return 'key' in found ? problems : [keyProblem(found, keyValue, mapping), ...problems]
}

function withLinks(row: MappedRow, mapping: Mapping): MappedRow | Reject {
  const {kind, row: number, line, record, key, orderKey, properties} = row
  const links = takeLinks(record, mapping.links)
  const found = links.length === 0 ? row : {kind, row: number, line, record, key, orderKey, properties, links}
  const problem = mapping.pairs && problemOfPair(found, mapping.pairs, mapping.links)
  return problem === undefined ? found : rejectPair(row, problem)
}

function keyProblem({code, message}: KeyProblem, value: string | undefined, mapping: Mapping): FoundProblem {
  return {code, message, property: mapping.key, ...(value !== undefined && {value})}
}

function rejectOf(problems: readonly FoundProblem[]): Omit<Reject, 'row' | 'line'> {
  const [first, ...others] = problems
  if (first === undefined) throw new Error('a reject needs a problem')
  const also = others.length > 0 ? ` Also: ${others.map(({message}) => message).join(' ')}` : ''
  return {kind: 'reject', attempts: 0, ...first, message: `${first.message}${also}`}
}
