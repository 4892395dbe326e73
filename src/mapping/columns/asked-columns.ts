import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import * as errors from '../advice/mapping-errors.js'
import type {CellRules} from '../compile/cell-rules.js'
import type {ColumnRule, MappingRequest, MappingTarget} from '../mapping-types.js'
import {columnsNamed, type FileColumn} from './distinct-columns.js'
import {type PropertyFinder, propertyFinder} from './property-finder.js'
import {suggest} from './suggest.js'

/** Where a column was told to go. */
export interface AskedTarget {
  readonly property: PropertyDefinition
  readonly rules?: CellRules
  /** The column as the flag or the mapping file names it. */
  readonly asked: string
}

export interface AskedColumns {
  readonly explicit: ReadonlyMap<FileColumn, readonly AskedTarget[]>
  readonly leftOut: ReadonlySet<FileColumn>
}

/**
 * What --map, --ignore and mapping files say of the file's columns. Throws where they contradict each other, the file
 * or the portal.
 */
export function askedColumns(
  request: MappingRequest,
  columns: readonly FileColumn[],
  target: MappingTarget,
): AskedColumns {
  const find = propertyFinder(target.properties)
  const explicit = new Map<FileColumn, readonly (AskedTarget & {readonly rule: ColumnRule})[]>()
  const readOnly: {column: string; property: PropertyDefinition}[] = []
  for (const rule of request.map) {
    const column = columnOf(rule, {columns, request, find, target})
    const earlier = explicit.get(column) ?? []
    const asked = targetOf(rule, {find, target, taken: () => takenBeside(column, request, columns, find)})
    const same = earlier.find(({property}) => property.name === asked.property.name)
    if (same !== undefined) throw errors.mappedTwice(rule, same.rule)
    if (asked.property.readOnly) readOnly.push({column: rule.column, property: asked.property})
    explicit.set(column, [...earlier, {...asked, rule}])
  }
  forbidContradictions(request, columns, explicit)
  if (readOnly.length > 0) throw errors.mappedReadOnly(readOnly, target)
  return {explicit, leftOut: leftOutColumns(request, columns, explicit)}
}

interface Place {
  readonly columns: readonly FileColumn[]
  readonly request: MappingRequest
  readonly find: PropertyFinder
  readonly target: MappingTarget
}

function columnOf(rule: ColumnRule, {columns, request, find, target}: Place): FileColumn {
  const found = columnsNamed(rule.column, columns)
  const [column] = found
  if (column === undefined) {
    const named = new Set(
      [...request.map.map(each => each.column), ...request.ignore].flatMap(name => columnsNamed(name, columns)),
    )
    const open = columns.filter(each => !named.has(each) && find(each.header).length === 0)
    throw errors.absentMapped(
      rule,
      columns.map(({name}) => name),
      open.map(({name}) => name),
    )
  }
  const same = found.filter(({header}) => header === column.header)
  if (same.length > 1) throw errors.severalOfName(rule.column, rule.property, same, target)
  return column
}

interface Wanted {
  readonly find: PropertyFinder
  readonly target: MappingTarget
  readonly taken: () => ReadonlySet<string>
}

function targetOf({column, property: wanted, ...rules}: ColumnRule, {find, target, taken}: Wanted): AskedTarget {
  const [property, ...others] = find(wanted)
  if (property === undefined) throw errors.unknownProperty(wanted, target, {column, taken: taken()})
  if (others.length > 0) throw errors.ambiguousProperty(wanted, [property, ...others], target, column)
  return {property, asked: column, ...(Object.keys(rules).length > 0 && {rules})}
}

/** Properties that something else goes to, by a flag or by its name. */
function takenBeside(
  column: FileColumn,
  {map, set = []}: MappingRequest,
  columns: readonly FileColumn[],
  find: PropertyFinder,
): ReadonlySet<string> {
  const others = columns.filter(other => other !== column).map(({header}) => header)
  const names = [...others, ...map.map(({property}) => property), ...set.map(({property}) => property)]
  return new Set(names.flatMap(find).map(({name}) => name))
}

function forbidContradictions(
  {map, ignore}: MappingRequest,
  columns: readonly FileColumn[],
  explicit: AskedColumns['explicit'],
): void {
  for (const name of ignore) {
    if (!columnsNamed(name, columns).some(column => explicit.has(column))) continue
    const contrary = map.filter(rule =>
      columnsNamed(rule.column, columns).some(column => columnsNamed(name, columns).includes(column)),
    )
    throw errors.mappedAndIgnored(name, contrary)
  }
}

/**
 * A column that was to be left out and is misspelt would be written: refused where the file has one like it of which
 * nothing else is said.
 * Any other that the file lacks does no harm: saved mappings fit narrower files, too, and fields of JSONL may come in
 * later rows.
 */
function leftOutColumns(
  {ignore, format}: MappingRequest,
  columns: readonly FileColumn[],
  explicit: AskedColumns['explicit'],
): ReadonlySet<FileColumn> {
  const leftOut = new Set(ignore.flatMap(name => columnsNamed(name, columns)))
  const open = columns.filter(column => !explicit.has(column) && !leftOut.has(column)).map(({name}) => name)
  for (const name of format === 'csv' ? ignore : []) {
    const [near] = columnsNamed(name, columns).length > 0 ? [] : suggest(name, open, column => [column], 1)
    if (near !== undefined) throw errors.misspeltIgnored(name, near)
  }
  return leftOut
}
