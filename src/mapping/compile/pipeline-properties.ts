import type {ObjectDefinition, Pipeline} from '../../hubspot/portal/portal-types.js'

/** Internal names of the properties that hold a record's pipeline and its stage there. */
interface PipelineProperties {
  readonly pipeline: string
  readonly stage: string
}

/** What the ids of a property are looked up among. */
export interface PipelineLookup {
  readonly holds: 'pipeline' | 'stage'
  /** At least one. */
  readonly pipelines: readonly Pipeline[]
}

/**
 * Deals have names of their own; every other object with pipelines has these. Source:
 * docs/hubspot-api.md#pipelines-and-stages.
 */
export function pipelinePropertiesOf({objectTypeId}: Pick<ObjectDefinition, 'objectTypeId'>): PipelineProperties {
  return objectTypeId === '0-3'
    ? {pipeline: 'pipeline', stage: 'dealstage'}
    : {pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage'}
}

/** Undefined for any other property, and where no pipelines are known. */
export function pipelineLookupOf(
  property: string,
  {object, pipelines = []}: {readonly object: ObjectDefinition; readonly pipelines?: readonly Pipeline[]},
): PipelineLookup | undefined {
  const {pipeline, stage} = pipelinePropertiesOf(object)
  if (pipelines.length === 0 || (property !== pipeline && property !== stage)) return undefined
  return {holds: property === stage ? 'stage' : 'pipeline', pipelines}
}
