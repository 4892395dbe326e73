import type {ObjectDefinition, Pipeline} from '../../hubspot/portal/portal-types.js'
import {factsOf} from '../../hubspot/portal/standard-objects.js'

/** What the ids of a property are looked up among. */
export interface PipelineLookup {
  readonly holds: 'pipeline' | 'stage'
  /** At least one. */
  readonly pipelines: readonly Pipeline[]
}

/** Undefined for any other property, and where no pipelines are known. */
export function pipelineLookupOf(
  property: string,
  {object, pipelines = []}: {readonly object: ObjectDefinition; readonly pipelines?: readonly Pipeline[]},
): PipelineLookup | undefined {
  const {pipelineProperty, stageProperty} = factsOf(object.objectTypeId)
  if (pipelines.length === 0 || (property !== pipelineProperty && property !== stageProperty)) return undefined
  return {holds: property === stageProperty ? 'stage' : 'pipeline', pipelines}
}
