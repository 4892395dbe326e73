import type {PropertyDefinition} from '../hubspot/portal/portal-types.js'
import type {Assignment} from './assign-columns.js'
import type {Constants} from './compile-constants.js'
import {refusedConstant} from './mapping-errors.js'
import type {ColumnTarget, MappingTarget, StageRule} from './mapping-types.js'
import {pipelinePropertiesOf} from './pipeline-properties.js'

/**
 * A stage that every row gets is looked up row by row like a cell's, in the row's own pipeline.
 * Throws AppError MAPPING_INVALID where no row could have it.
 */
export function compileStageRule(
  {stage, values}: Pick<Constants, 'stage' | 'values'>,
  target: MappingTarget,
  compile: (assignment: Assignment) => ColumnTarget,
): StageRule {
  const {pipeline} = pipelinePropertiesOf(target.object)
  if (stage === undefined) return {pipeline}
  const {property, cell} = stage
  const column = compile({column: property.name, index: -1, property, by: 'name'})
  refuseWhereNowhere({column, cell, property}, values[pipeline], target)
  return {pipeline, constant: {column, cell}}
}

interface ConstantStage {
  readonly column: ColumnTarget
  readonly cell: string
  readonly property: PropertyDefinition
}

function refuseWhereNowhere(
  {column, cell, property}: ConstantStage,
  pipeline: string | undefined,
  target: MappingTarget,
): void {
  const inPipeline = column.coerceIn?.get(pipeline ?? '')
  const outcomes =
    inPipeline === undefined ? [...(column.coerceIn?.values() ?? [])].map(coerce => coerce(cell)) : [inPipeline(cell)]
  if (outcomes.some(outcome => typeof outcome === 'string')) return
  const problem = (inPipeline ?? column.coerce)(cell)
  if (typeof problem !== 'string') throw refusedConstant(property.name, problem.message, target)
}
