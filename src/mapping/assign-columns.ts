import type {PropertyDefinition} from '../hubspot/api-types.js'
import {EXPORT_COLUMNS} from '../rows/export-columns.js'
import type {CellRules} from './cell-rules.js'
import {foldText} from './fold-text.js'
import {absentMapped, ambiguousProperty, misspeltIgnored, readOnlyColumn, unknownProperty} from './mapping-errors.js'
import type {MappingRequest, MappingTarget} from './mapping-types.js'
import {propertyFinder} from './property-finder.js'
import {suggest} from './suggest.js'

/** Columns that `rejects export` adds: they come back with a corrected file. */
const OUR_COLUMNS: ReadonlySet<string> = new Set(EXPORT_COLUMNS)

export interface Assignment {
  readonly column: string
  readonly index: number
  readonly property: PropertyDefinition
  /** Absent where the column found its property by its name. */
  readonly rules?: CellRules
}

export interface Assignments {
  /** In order of the columns; one column may go to several properties. */
  readonly assigned: readonly Assignment[]
  readonly ignored: readonly string[]
  /** Columns of which nobody said anything and whose names say too little. */
  readonly unclear: readonly UnclearColumn[]
}

export interface UnclearColumn {
  readonly column: string
  /** What it may mean: nothing, one of several properties, or one that cannot be written. */
  readonly candidates: readonly PropertyDefinition[]
}

type Target = Pick<Assignment, 'property' | 'rules'>

/** Which column goes where. Throws READ_ONLY_PROPERTY, MAPPING_INVALID, UNKNOWN_PROPERTY, AMBIGUOUS_COLUMN of what was asked for. */
export function assignColumns(request: MappingRequest, target: MappingTarget): Assignments {
  const find = propertyFinder(target.properties)
  const columns = allColumns(request)
  const explicit = explicitTargets(columns, request, target)
  const leftOut = ignoredColumns(request, columns, explicit)
  const assigned: Assignment[] = []
  const ignored: string[] = []
  const unclear: UnclearColumn[] = []
  for (const [index, column] of columns.entries()) {
    const named = explicit.get(column)
    for (const {property, rules} of named ?? []) {
      if (property.readOnly) throw readOnlyColumn(column, property, target)
      assigned.push({column, index, property, ...(rules && {rules})})
    }
    if (named !== undefined) continue
    const candidates = leftOut.has(column) || OUR_COLUMNS.has(column) ? undefined : find(column)
    const [property, ...others] = candidates ?? []
    if (property !== undefined && others.length === 0 && !property.readOnly) assigned.push({column, index, property})
    else if (candidates === undefined || (property === undefined && request.ignoreUnknown)) ignored.push(column)
    else unclear.push({column, candidates})
  }
  return {assigned, ignored, unclear}
}

/** JSONL fields may first come in a later row, so a field that only --map names is a column too. */
function allColumns({columns, map, format}: MappingRequest): readonly string[] {
  if (format === 'csv') return columns
  const absent = map.map(({column}) => column).filter(column => columnsNamed(column, columns).length === 0)
  return [...columns, ...new Set(absent)]
}

/**
 * A column that was to be left out and is misspelt would be written: refused where the file has one like it of which nothing else is said.
 * Any other that the file lacks does no harm: saved mappings fit narrower files, too, and fields of JSONL may come in later rows.
 */
function ignoredColumns(request: MappingRequest, columns: readonly string[], explicit: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const {ignore, format} = request
  const leftOut = new Set(ignore.flatMap(name => columnsNamed(name, columns)))
  const open = columns.filter(column => !explicit.has(column) && !leftOut.has(column))
  for (const name of format === 'csv' ? ignore : []) {
    const [near] = columnsNamed(name, columns).length > 0 ? [] : suggest(name, open, column => [column], 1)
    if (near !== undefined) throw misspeltIgnored(name, near)
  }
  return leftOut
}

function explicitTargets(columns: readonly string[], {map}: MappingRequest, target: MappingTarget): ReadonlyMap<string, readonly Target[]> {
  const find = propertyFinder(target.properties)
  const targets = new Map<string, readonly Target[]>()
  for (const {column: name, property: wanted, ...rules} of map) {
    const [column] = columnsNamed(name, columns)
    if (column === undefined) throw absentMapped(name, wanted, columns)
    const [property, ...others] = find(wanted)
    if (property === undefined) throw unknownProperty(wanted, target, name)
    if (others.length > 0) throw ambiguousProperty(wanted, [property, ...others], target, name)
    targets.set(column, [...(targets.get(column) ?? []), {property, ...(Object.keys(rules).length > 0 && {rules})}])
  }
  return targets
}

/** As written, else without regard to case, blanks and punctuation. */
function columnsNamed(name: string, columns: readonly string[]): readonly string[] {
  if (columns.includes(name)) return [name]
  const folded = foldText(name)
  return columns.filter(column => foldText(column) === folded)
}
