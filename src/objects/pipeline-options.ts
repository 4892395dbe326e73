import type {HubSpot} from '../hubspot/call/call-types.js'
import {listPipelines} from '../hubspot/portal/pipelines.js'
import type {ObjectDefinition, PropertyDefinition, PropertyOption} from '../hubspot/portal/portal-types.js'

const PIPELINE = ['pipeline', 'hs_pipeline']
const STAGE = ['dealstage', 'hs_pipeline_stage']

/**
 * A property that holds a pipeline or a stage, with those of the portal as its options: HubSpot keeps them elsewhere.
 * Others as they are.
 */
export async function withPipelineOptions(
  property: PropertyDefinition,
  object: ObjectDefinition,
  hubspot: HubSpot,
): Promise<PropertyDefinition> {
  const isStage = STAGE.includes(property.name)
  if (!isStage && !PIPELINE.includes(property.name)) return property
  const pipelines = (await listPipelines(hubspot, object)) ?? []
  const options = pipelines.flatMap(pipeline =>
    isStage
      ? pipeline.stages.map(({id, label}) => option(id, `${label} (${pipeline.label})`))
      : [option(pipeline.id, pipeline.label)],
  )
  return options.length === 0 ? property : {...property, options}
}

function option(value: string, label: string): PropertyOption {
  return {value, label, hidden: false}
}
