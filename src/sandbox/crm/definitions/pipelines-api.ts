import {defined} from '../../../shared/defined.js'
import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {parseFlag} from '../call/query-flag.js'
import type {PipelineDefinition, Stage} from '../portal/object-type.js'
import {NEW_STAGE, newStage, pipelineIsUsed, presentStage} from './pipeline-stages.js'
import {freshId, labelAndOrder, timesOf} from './stage-fields.js'

const CHANGEABLE = members('label displayOrder archived')
const KNOWN = members('label displayOrder pipelineId', {stages: NEW_STAGE})

export function listPipelines({type}: TypedCall): SandboxReply {
  return {status: 200, body: {results: type.pipelines.map(presentPipeline)}}
}

export function getPipeline(call: TypedCall): SandboxReply {
  return {status: 200, body: presentPipeline(...pipelineOf(call))}
}

export function createPipeline(call: TypedCall): SandboxReply {
  const made = newPipeline(call, undefined)
  if (call.type.pipelines.some(({id}) => id === made.id)) throw pipelineExists(made.id)
  savePipelines(call, [...call.type.pipelines, made])
  return {status: 201, body: presentPipeline(made, call.type.pipelines.length - 1)}
}

/** Everything that the request does not name is gone afterwards, stages included. */
export function replacePipeline(call: TypedCall): SandboxReply {
  const [before, index] = pipelineOf(call)
  const after = newPipeline(call, before)
  const kept = new Set(after.stages.map(({id}) => id))
  const dropped = before.stages.filter(({id}) => !kept.has(id))
  if (validatesUse(call) && dropped.some(stage => pipelineIsUsed(call, before.id, stage.id))) throw inUse(before.id)
  savePipelines(call, call.type.pipelines.with(index, after))
  return {status: 200, body: presentPipeline(after, index)}
}

/** `archived: false` brings an archived one back. */
export function updatePipeline(call: TypedCall): SandboxReply {
  const {type, context} = call
  const body = knownBody(call, CHANGEABLE)
  const archived = type.archivedPipelines.find(({id}) => id === call.name)
  if (archived !== undefined && body['archived'] === false) {
    const {archivedAtMs, ...back} = archived
    type.archivedPipelines = type.archivedPipelines.filter(each => each !== archived)
    savePipelines(call, [...type.pipelines, {...back, updatedAtMs: context.now()}])
    return {status: 200, body: presentPipeline(...pipelineOf(call))}
  }
  const [before, index] = pipelineOf(call)
  const after = {...before, ...defined(labelAndOrder(body)), updatedAtMs: context.now()}
  savePipelines(call, type.pipelines.with(index, after))
  return {status: 200, body: presentPipeline(after, index)}
}

/**
 * Used ones can be archived, unless the request asks for a check; in 2026-09 they cannot
 * (docs/hubspot-api.md#pipelines).
 */
export function archivePipeline(call: TypedCall): SandboxReply {
  const {type, context} = call
  const found = type.pipelines.find(({id}) => id === call.name)
  if (found === undefined) return {status: 204}
  if (type.pipelines.length === 1) throw validationRefusal(`Pipeline ${found.id} is the last one of ${type.name}.`)
  if (validatesUse(call) && pipelineIsUsed(call, found.id)) throw inUse(found.id)
  type.archivedPipelines = [...type.archivedPipelines, {...found, archivedAtMs: context.now()}]
  savePipelines(
    call,
    type.pipelines.filter(each => each !== found),
  )
  return {status: 204}
}

/** When it was made and last changed; what HubSpot made has no history. */
export function auditPipeline(call: TypedCall): SandboxReply {
  const [pipeline] = pipelineOf(call)
  return {status: 200, body: {results: auditOf(call, pipeline)}}
}

export function auditOf(
  {context}: TypedCall,
  {id, createdAtMs, updatedAtMs}: Pick<PipelineDefinition, 'id' | 'createdAtMs' | 'updatedAtMs'>,
): unknown[] {
  const entry = (action: string, atMs: number) => ({
    ...{portalId: context.portalId, identifier: id, action, timestamp: instant(atMs)},
  })
  return [
    ...(updatedAtMs !== undefined && updatedAtMs !== createdAtMs ? [entry('UPDATE', updatedAtMs)] : []),
    ...(createdAtMs === undefined ? [] : [entry('CREATE', createdAtMs)]),
  ]
}

/** The pipeline that the path names, and its place. */
export function pipelineOf({type, name}: TypedCall): [PipelineDefinition, number] {
  const index = type.pipelines.findIndex(pipeline => pipeline.id === name)
  const pipeline = type.pipelines[index]
  if (pipeline) return [pipeline, index]
  throw new CrmRefusal(404, {message: 'resource not found'})
}

export function savePipelines({type, context}: TypedCall, pipelines: readonly PipelineDefinition[]): void {
  type.pipelines = pipelines
  context.onPipelinesChanged(type)
}

function newPipeline(call: TypedCall, before: PipelineDefinition | undefined): PipelineDefinition {
  const body = knownBody(call, KNOWN)
  const {label, displayOrder} = labelAndOrder(body)
  const stages = body['stages']
  const missing = Object.entries({label, displayOrder, stages}).flatMap(([key, each]) =>
    each === undefined || each === null || each === '' ? [key] : [],
  )
  if (label === undefined || missing.length > 0) throw missingFields(missing)
  if (!Array.isArray(stages)) throw wrongShape('java.util.ArrayList<PipelineStageInput>', stages)
  const now = call.context.now()
  const made = stages.map(stage => newStage(call, stage, before?.stages))
  refuseStageTwice(made)
  return {
    id: before?.id ?? (typeof body['pipelineId'] === 'string' ? body['pipelineId'] : freshId(call)),
    label,
    ...defined({displayOrder}),
    stages: made,
    createdAtMs: before?.createdAtMs ?? now,
    updatedAtMs: now,
  }
}

/** The text was not captured. */
export function refuseStageTwice(stages: readonly Stage[]): void {
  const ids = stages.map(({id}) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) < index)
  if (twice === undefined) return
  throw new CrmRefusal(409, {message: `Stage ID '${twice}' already exists.`, category: 'OBJECT_ALREADY_EXISTS'})
}

/** Also by the older of the two names. */
function validatesUse({request: {query}, version}: TypedCall): boolean {
  const asks = ['validateReferencesBeforeDelete', 'validateDealStageUsagesBeforeDelete']
  return version === '2026-09' || asks.some(name => parseFlag(query, name))
}

/** The text was not captured. */
function inUse(id: string): CrmRefusal {
  return validationRefusal(`Pipeline ${id} is in use by records.`)
}

function pipelineExists(id: string): CrmRefusal {
  return new CrmRefusal(409, {message: `Pipeline ID '${id}' already exists.`, category: 'OBJECT_ALREADY_EXISTS'})
}

export function presentPipeline(pipeline: PipelineDefinition, place: number): unknown {
  const {id, label, displayOrder = place, stages} = pipeline
  return {label, displayOrder, id, stages: stages.map(presentStage), ...timesOf(pipeline), archived: false}
}
