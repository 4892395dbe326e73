import {defined} from '../../../shared/defined.js'
import type {TypedCall} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import {members} from '../call/passed-over.js'
import type {Stage} from '../portal/object-type.js'
import {freshId, labelAndOrder, timesOf} from './stage-fields.js'

export const NEW_STAGE = members('label displayOrder metadata stageId')

/** A stage as a request describes it; throws for what it lacks. `former`: those there were, which keep their times. */
export function newStage(call: TypedCall, given: unknown, former: readonly Stage[] = []): Stage {
  if (!isJsonObject(given)) throw wrongShape('PipelineStageInput', given)
  const {label, displayOrder} = labelAndOrder(given)
  const missing = Object.entries({label, displayOrder, metadata: given['metadata']}).flatMap(([key, each]) =>
    each === undefined || each === null || each === '' ? [key] : [],
  )
  if (label === undefined || missing.length > 0) throw missingFields(missing)
  const metadata = metadataOf(call, given)
  const id = typeof given['stageId'] === 'string' && given['stageId'] !== '' ? given['stageId'] : freshId(call)
  const before = former.find(stage => stage.id === id)
  const now = call.context.now()
  const createdAtMs = before === undefined ? now : before.createdAtMs
  return {id, label, metadata, ...defined({displayOrder, createdAtMs}), updatedAtMs: now}
}

/** A deal's stage says how probable it is that the deal is won (docs/hubspot-api.md#pipelines). */
export function metadataOf({type}: TypedCall, {metadata}: BodyObject): Readonly<Record<string, string>> {
  if (!isJsonObject(metadata)) throw wrongShape('java.util.LinkedHashMap<java.lang.String,java.lang.String>', metadata)
  const texts = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, String(value)]))
  if (type.id !== '0-3') return texts
  const probability = Number(Object.hasOwn(texts, 'probability') ? texts['probability'] : Number.NaN)
  if (probability >= 0 && probability <= 1) return {isClosed: String(probability === 0 || probability === 1), ...texts}
  throw validationRefusal('metadata.probability of a deal stage must be a number between 0.0 and 1.0.')
}

export function presentStage(stage: Stage, place: number): unknown {
  return {
    label: stage.label,
    displayOrder: stage.displayOrder ?? place,
    metadata: stage.metadata,
    id: stage.id,
    ...timesOf(stage),
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    archived: false,
  }
}

/** Whether a record that is not archived is in the pipeline, or in one stage of it. */
export function pipelineIsUsed({type, context}: TypedCall, pipelineId: string, stageId?: string): boolean {
  const {pipelineProperty = '', stageProperty = ''} = type
  return [...context.storeOf(type).all()].some(
    ({archivedAtMs, properties}) =>
      archivedAtMs === undefined &&
      properties[pipelineProperty] === pipelineId &&
      (stageId === undefined || properties[stageProperty] === stageId),
  )
}
