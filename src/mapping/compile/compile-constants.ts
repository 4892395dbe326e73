import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {factsOf, isContactEmail} from '../../hubspot/portal/standard-objects.js'
import {defined} from '../../shared/defined.js'
import {named} from '../../shared/named.js'
import {
  ambiguousProperty,
  constantRejected,
  emptyConstant,
  keyConstant,
  readOnlyConstant,
  takenProperty,
  unknownProperty,
} from '../advice/mapping-errors.js'
import {compileCoercer} from '../coerce/compile-coercer.js'
import type {Assignment} from '../columns/assign-columns.js'
import {propertyFinder} from '../columns/property-finder.js'
import type {ColumnTarget, MappingRequest, MappingTarget, StageRule} from '../mapping-types.js'
import {isBlank} from '../row/empty-cell.js'
import {coercerContext, pipelineLookupOf} from './coercer-context.js'

export interface Constants {
  /** Internal name → value as sent; '' clears. */
  readonly values: Readonly<Record<string, string>>
  /** A stage, which is not in `values`: its id depends on the row's pipeline. */
  readonly stage?: {readonly property: PropertyDefinition; readonly cell: string}
  /** As they were asked for, by internal name. */
  readonly asked: NonNullable<MappingRequest['set']>
}

/**
 * The values that every row gets. They are checked like cells, before the first row is read.
 * Throws AppError UNKNOWN_PROPERTY, READ_ONLY_PROPERTY, MAPPING_INVALID.
 */
export function compileConstants(
  request: MappingRequest,
  target: MappingTarget,
  {key, assigned}: {readonly key: PropertyDefinition; readonly assigned: readonly Assignment[]},
): Constants {
  const find = propertyFinder(target.properties)
  const columnOf = new Map(assigned.map(({column, property}) => [property.name, column]))
  const values = named<string>()
  const asked: {property: string; value: string}[] = []
  let stage: Constants['stage']
  for (const {property: name, value} of request.set ?? []) {
    const [property, ...others] = find(name)
    if (property === undefined) throw unknownProperty(name, target)
    if (others.length > 0) throw ambiguousProperty(name, [property, ...others], target)
    if (property.readOnly) throw readOnlyConstant(property, target)
    if (
      property.name === key.name ||
      property.hasUniqueValue ||
      isContactEmail(target.object.objectTypeId, property.name)
    )
      throw keyConstant(property, target)
    const column = columnOf.get(property.name)
    if (column !== undefined || asked.some(earlier => earlier.property === property.name))
      throw takenProperty(property.name, column)
    if (!isBlank(value) && pipelineLookupOf(property.name, target)?.holds === 'stage') stage = {property, cell: value}
    else values[property.name] = constantValue(value, property, {request, target})
    asked.push({property: property.name, value})
  }
  return {values, asked, ...defined({stage})}
}

interface ConstantSetting {
  readonly request: MappingRequest
  readonly target: MappingTarget
}

/**
 * An empty value clears only where empty cells do: `--set "city=$CITY"` with nothing in it must not empty a whole
 * portal.
 */
function constantValue(value: string, property: PropertyDefinition, {request, target}: ConstantSetting): string {
  const sent = isBlank(value)
    ? ''
    : compileCoercer(coercerContext(property, target, {formats: request.formats, optionsBy: request.options}))(value)
  if (typeof sent !== 'string') throw constantRejected(property.name, sent.message, target)
  if (sent === '' && request.empty !== 'clear') throw emptyConstant(property.name)
  return sent
}

/**
 * A stage that every row gets is looked up row by row like a cell's, in the row's own pipeline.
 * Throws AppError MAPPING_INVALID where no row could have it.
 */
export function compileStageRule(
  {stage, values}: Pick<Constants, 'stage' | 'values'>,
  target: MappingTarget,
  compile: (assignment: Assignment) => ColumnTarget,
): StageRule {
  const {pipelineProperty: pipeline} = factsOf(target.object.objectTypeId)
  if (stage === undefined) return {pipeline}
  const {property, cell} = stage
  const column = compile({column: property.name, index: -1, property, by: 'name'})
  forbidWhereNowhere({column, cell, property}, values[pipeline], target)
  return {pipeline, constant: {column, cell}}
}

interface ConstantStage {
  readonly column: ColumnTarget
  readonly cell: string
  readonly property: PropertyDefinition
}

function forbidWhereNowhere(
  {column, cell, property}: ConstantStage,
  pipeline: string | undefined,
  target: MappingTarget,
): void {
  const inPipeline = column.coerceIn?.get(pipeline ?? '')
  const outcomes =
    inPipeline === undefined ? [...(column.coerceIn?.values() ?? [])].map(coerce => coerce(cell)) : [inPipeline(cell)]
  if (outcomes.some(outcome => typeof outcome === 'string')) return
  const problem = (inPipeline ?? column.coerce)(cell)
  if (typeof problem !== 'string') throw constantRejected(property.name, problem.message, target)
}
