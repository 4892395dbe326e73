import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {nameAndLabel, whyReadOnly} from '../advice/mapping-words.js'
import type {ColumnTarget, LateField, LateFields, MappingRequest, MappingTarget} from '../mapping-types.js'
import type {Assignment, Assignments} from './assign-columns.js'
import {columnsNamed, distinctColumns} from './distinct-columns.js'
import {columnFinder} from './property-finder.js'
import {resolveSynonyms} from './resolve-synonyms.js'

interface LateContext {
  readonly request: MappingRequest
  readonly target: MappingTarget
  readonly assignments: Assignments
  readonly compile: (assignment: Assignment) => ColumnTarget
}

/** Asked for each row that has the field: as many as a file of rows has fields. */
const KEPT_ANSWERS = 1000
const LEFT_OUT: LateField = {targets: []}

/** Fields that come late find their property as early ones do; where those would end the run, these end their rows. */
export function lateFields(context: LateContext): LateFields {
  const find = columnFinder(context.target.properties)
  const kept = new Map<string, LateField>()
  return field => {
    const earlier = kept.get(field)
    if (earlier !== undefined) return earlier
    const found = lateField(field, find(field), context)
    if (kept.size < KEPT_ANSWERS) kept.set(field, found)
    return found
  }
}

function lateField(field: string, candidates: readonly PropertyDefinition[], context: LateContext): LateField {
  const {request, target, assignments, compile} = context
  const [property = synonymOf(field, candidates, context), ...others] = candidates
  const {name: object} = target.object
  if (isLeftOut(field, request)) return LEFT_OUT
  if (property === undefined)
    return request.ignoreUnknown
      ? LEFT_OUT
      : refused(`The field "${field}" matches no property of ${object}; map it, or leave it out with --ignore.`)
  if (others.length > 0) {
    const names = candidates.map(nameAndLabel).join(', ')
    return refused(
      `The field "${field}" could be any of these properties of ${object}: ${names}. Say which with --map.`,
    )
  }
  if (property.readOnly) {
    if (request.ignoreReadOnly === true) return LEFT_OUT
    const message = `The field "${field}" is property ${property.name} (${object}), which is read-only: ${whyReadOnly(property)}. Leave it out with --ignore.`
    return {code: 'READ_ONLY_PROPERTY', message}
  }
  const column = assignments.assigned.find(each => each.property.name === property.name)?.column
  if (column !== undefined)
    return refused(
      `The field "${field}" would go to property ${property.name}, like "${column}". Leave one of them out with --ignore.`,
    )
  if (assignments.taken.has(property.name)) {
    return refused(
      `The field "${field}" appears after the first rows, but --set or a constant already sets property ${property.name}; leave the field out with --ignore.`,
    )
  }
  return {targets: [compile({column: field, index: -1, property, by: 'name'})]}
}

/** `--ignore` may name a field that the first rows lack, as it names one that they have. */
function isLeftOut(field: string, {ignore}: MappingRequest): boolean {
  return (
    columnsNamed(
      field,
      ignore.map((name, index) => ({header: name, name, index})),
    ).length > 0
  )
}

function synonymOf(
  field: string,
  candidates: readonly PropertyDefinition[],
  {request, target, assignments}: LateContext,
): PropertyDefinition | undefined {
  if (candidates.length > 0) return undefined
  const columns = distinctColumns(request)
  const column = {header: field, name: field, index: columns.length}
  return resolveSynonyms([{column, candidates}], {columns: [...columns, column], taken: assignments.taken, target})
    .found[0]?.property
}

function refused(message: string): LateField {
  return {code: 'UNKNOWN_PROPERTY', message}
}
