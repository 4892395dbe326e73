import {defined} from '../../../shared/defined.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {isJsonObject} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {Stage} from '../portal/object-type.js'
import {metadataOf, NEW_STAGE, newStage, pipelineIsUsed, presentStage} from './pipeline-stages.js'
import {auditOf, pipelineOf, refuseStageTwice, savePipelines} from './pipelines-api.js'
import {labelAndOrder} from './stage-fields.js'

export function listStages(call: TypedCall): SandboxReply {
  const [{stages}] = pipelineOf(call)
  return {status: 200, body: {results: stages.map(presentStage)}}
}

export function getStage(call: TypedCall): SandboxReply {
  return {status: 200, body: presentStage(...stageOf(call))}
}

export function createStage(call: TypedCall): SandboxReply {
  const [{stages}] = pipelineOf(call)
  const made = newStage(call, knownBody(call, NEW_STAGE))
  refuseStageTwice([...stages, made])
  saveStages(call, [...stages, made])
  return {status: 201, body: presentStage(made, stages.length)}
}

export function replaceStage(call: TypedCall): SandboxReply {
  const [before, place] = stageOf(call)
  const body = {...knownBody(call, NEW_STAGE), stageId: before.id}
  return changedStage(call, newStage(call, body, [before]), place)
}

/** Metadata that the request does not name stays. */
export function updateStage(call: TypedCall): SandboxReply {
  const body = knownBody(call, members('label displayOrder metadata archived'))
  if (body['archived'] === false) restoreStage(call)
  const [before, place] = stageOf(call)
  const given = isJsonObject(body['metadata']) ? body['metadata'] : {}
  const metadata = metadataOf(call, {metadata: {...before.metadata, ...given}})
  const after = {...before, ...defined(labelAndOrder(body)), metadata, updatedAtMs: call.context.now()}
  return changedStage(call, after, place)
}

/** Refused while records are in it, in every version. */
export function archiveStage(call: TypedCall): SandboxReply {
  const [pipeline, index] = pipelineOf(call)
  const stage = pipeline.stages.find(({id}) => id === stageId(call))
  if (stage === undefined) return {status: 204}
  if (pipelineIsUsed(call, pipeline.id, stage.id)) throw validationRefusal(`Stage ${stage.id} is in use by records.`)
  const archivedStages = [...(pipeline.archivedStages ?? []), stage]
  const stages = pipeline.stages.filter(each => each !== stage)
  savePipelines(call, call.type.pipelines.with(index, {...pipeline, stages, archivedStages}))
  return {status: 204}
}

export function auditStage(call: TypedCall): SandboxReply {
  const [stage] = stageOf(call)
  return {status: 200, body: {results: auditOf(call, stage)}}
}

function restoreStage(call: TypedCall): void {
  const [pipeline, index] = pipelineOf(call)
  const stage = pipeline.archivedStages?.find(({id}) => id === stageId(call))
  if (stage === undefined) return
  const archivedStages = pipeline.archivedStages?.filter(each => each !== stage) ?? []
  const stages = [...pipeline.stages, stage]
  savePipelines(call, call.type.pipelines.with(index, {...pipeline, stages, archivedStages}))
}

function changedStage(call: TypedCall, after: Stage, place: number): SandboxReply {
  const [{stages}] = pipelineOf(call)
  saveStages(call, stages.with(place, after))
  return {status: 200, body: presentStage(after, place)}
}

function saveStages(call: TypedCall, stages: readonly Stage[]): void {
  const [pipeline, index] = pipelineOf(call)
  savePipelines(call, call.type.pipelines.with(index, {...pipeline, stages, updatedAtMs: call.context.now()}))
}

function stageOf(call: TypedCall): [Stage, number] {
  const [{stages}] = pipelineOf(call)
  const place = stages.findIndex(({id}) => id === stageId(call))
  const stage = stages[place]
  if (stage) return [stage, place]
  throw new CrmRefusal(404, {message: 'resource not found'})
}

function stageId({parts}: TypedCall): string {
  return parts.get('stage') ?? ''
}
