import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {factsOf, isContactEmail} from '../../hubspot/portal/standard-objects.js'
import {defined} from '../../shared/defined.js'
import type {CoercerContext, PipelineLookup, ValueFormats} from '../coerce/coercer.js'
import type {OptionsBy} from '../coerce/options/option-finder.js'
import type {MappingTarget} from '../mapping-types.js'

/** How the cells of a column are read. */
interface CellReading {
  readonly formats?: ValueFormats | undefined
  readonly optionsBy?: OptionsBy | undefined
  readonly separator?: string | undefined
}

/** What the values of a property are held against, with what was looked up in the portal for it. */
export function coercerContext(
  property: PropertyDefinition,
  target: MappingTarget,
  {formats = {}, optionsBy, separator}: CellReading = {},
): CoercerContext {
  const {object, owners} = target
  const lookup = pipelineLookupOf(property.name, target)
  return {
    property,
    where: `property ${property.name} (${object.name})`,
    isEmail: isContactEmail(target.object.objectTypeId, property.name),
    formats,
    ...(optionsBy && {optionsBy}),
    ...defined({separator, owners, lookup}),
  }
}

/** Undefined for any other property, and where no pipelines are known. */
export function pipelineLookupOf(
  property: string,
  {object, pipelines = []}: Pick<MappingTarget, 'object' | 'pipelines'>,
): PipelineLookup | undefined {
  const {pipelineProperty, stageProperty} = factsOf(object.objectTypeId)
  if (pipelines.length === 0 || (property !== pipelineProperty && property !== stageProperty)) return undefined
  return {holds: property === stageProperty ? 'stage' : 'pipeline', pipelines}
}
