import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {EXPORT_COLUMNS} from '../../rows/export-columns.js'
import {describe, ignoreFlag, listOf} from '../advice/mapping-words.js'
import type {CellRules} from '../compile/cell-rules.js'
import {linkColumns} from '../links/compile-links.js'
import type {MappingRequest, MappingTarget} from '../mapping-types.js'
import {askedColumns} from './asked-columns.js'
import {distinctColumns, type FileColumn} from './distinct-columns.js'
import {columnFinder, type PropertyFinder, propertyFinder} from './property-finder.js'
import {type OpenColumn, resolveSynonyms, type UnclearColumn} from './resolve-synonyms.js'

/** Columns that `rejects export` adds: they come back with a corrected file. */
const OUR_COLUMNS: ReadonlySet<string> = new Set(EXPORT_COLUMNS)

export interface Assignment {
  readonly column: string
  readonly index: number
  readonly property: PropertyDefinition
  /** Absent where the column found its property by its name. */
  readonly rules?: CellRules
  /** What sent it there: --map or a mapping file, the property's name or label, or another word for it. */
  readonly by: 'map' | 'name' | 'synonym'
  /** The column as --map or the mapping file names it. */
  readonly asked?: string
}

export interface Assignments {
  /** In order of the columns; one column may go to several properties. */
  readonly assigned: readonly Assignment[]
  readonly ignored: readonly string[]
  /** Columns that no flag mentions and whose names say too little. */
  readonly unclear: readonly UnclearColumn[]
  /** Properties to which something goes, --set included. */
  readonly taken: ReadonlySet<string>
}

/**
 * Which column goes where: as it was asked for, else by its name, else by another word for a property that nothing else
 * goes to. `key`: internal name of the property that rows are matched on, where it is known. Throws USAGE,
 * READ_ONLY_PROPERTY, MAPPING_INVALID, UNKNOWN_PROPERTY, AMBIGUOUS_COLUMN of what was asked for.
 */
export function assignColumns(request: MappingRequest, target: MappingTarget, key?: string): Assignments {
  const find = columnFinder(target.properties)
  const columns = distinctColumns(request)
  const {explicit, leftOut} = askedColumns(request, columns, target)
  const linking = linkColumns(request, columns)
  const assigned: Assignment[] = []
  const ignored = new Set<FileColumn>()
  const open: OpenColumn[] = []
  for (const column of columns) {
    const {name, index} = column
    const named = explicit.get(column)
    for (const each of named ?? []) assigned.push({column: name, index, by: 'map', ...each})
    if (named !== undefined) continue
    if (request.pairs !== undefined) {
      if (!linking.has(column)) ignored.add(column) // whatever its name: both ends of a pair are named
      continue
    }
    const candidates = find(column.header)
    const [property, ...others] = candidates
    // A column of links goes to a property only where a flag or a mapping file says so, or as the key.
    if (linking.has(column) && (key === undefined || property?.name !== key)) continue
    if (leftOut.has(column) || OUR_COLUMNS.has(column.header)) ignored.add(column)
    else if (property === undefined || others.length > 0 || property.readOnly) open.push({column, candidates})
    else assigned.push({column: name, index, property, by: 'name'})
  }
  const taken = new Set([
    ...assigned.map(({property}) => property.name),
    ...constantsOf(request, propertyFinder(target.properties)),
  ])
  const {found, unclear} = resolveSynonyms(open, {columns, taken, target})
  for (const {column, property} of found) {
    assigned.push({column: column.name, index: column.index, property, by: 'synonym'})
    taken.add(property.name)
  }
  const asks = unclear.filter(each => !mayBeLeftOut(each, request))
  for (const {column} of unclear) if (!asks.some(each => each.column === column)) ignored.add(column)
  return {
    assigned: assigned.sort((a, b) => a.index - b.index),
    ignored: namesOf(ignored, columns),
    unclear: asks,
    taken,
  }
}

function constantsOf({set = []}: MappingRequest, find: PropertyFinder): readonly string[] {
  return set.flatMap(({property}) => find(property).map(({name}) => name))
}

function mayBeLeftOut({candidates}: UnclearColumn, {ignoreUnknown, ignoreReadOnly}: MappingRequest): boolean {
  return candidates.length === 0 ? ignoreUnknown : ignoreReadOnly === true && candidates.every(({readOnly}) => readOnly)
}

/** In order of the file; columns of one name that are all left out, by that name. */
function namesOf(ignored: ReadonlySet<FileColumn>, columns: readonly FileColumn[]): readonly string[] {
  const kept = new Set(columns.filter(column => !ignored.has(column)).map(({header}) => header))
  return columns.filter(column => ignored.has(column)).map(({header, name}) => (kept.has(header) ? name : header))
}

/** Two columns never go to one property. Throws MAPPING_INVALID. */
export function forbidCollisions(assigned: readonly Assignment[], target: MappingTarget): void {
  const first = new Map<string, Assignment>()
  for (const assignment of assigned) {
    const {name} = assignment.property
    const earlier = first.get(name)
    if (earlier !== undefined && earlier.index !== assignment.index)
      throw collidingColumns([earlier, assignment], target)
    first.set(name, assignment)
  }
}

/**
 * A flag that sends a column where another one goes by its name is replaced. Of two columns that both have the name, or
 * both a flag, a person must say which holds the values: a look at the property comes first.
 */
function collidingColumns(pair: readonly [Assignment, Assignment], {object}: MappingTarget): AppError {
  const [one, other] = pair
  const {name} = one.property
  const mapped = pair.filter(({by}) => by === 'map')
  const [sent] = mapped.length === 1 ? mapped : []
  const columns = pair.map(({column}) => column)
  const message = `The columns ${listOf(columns).replace(', ', ' and ')} both go to property ${name}. Leave out one of them.`
  const named = [sent, other, one].flatMap(each => (each === undefined ? [] : [each.asked ?? each.column]))
  const eachOut = [...new Set(named)].map(column => addFlags(ignoreFlag(column)))
  return new AppError('MAPPING_INVALID', message, {
    next: sent === undefined ? [describe(name, object), ...eachOut] : eachOut,
  })
}
