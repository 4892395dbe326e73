import type {SandboxReply} from '../../basics/messages.js'
import type {Call, TypedCall} from '../call/context.js'
import {CrmRefusal} from '../call/crm-refusal.js'
import {pageLink, parseLimit} from '../call/paging.js'
import type {PipelineDefinition} from '../portal/object-type.js'

const HUBSPOT_MADE = {createdAt: '1970-01-01T00:00:00Z', updatedAt: '1970-01-01T00:00:00Z'}

export function getAccount({context}: Call): SandboxReply {
  return {
    status: 200,
    body: {
      portalId: context.portalId,
      accountType: 'DEVELOPER_TEST',
      timeZone: 'US/Eastern',
      companyCurrency: 'USD',
      additionalCurrencies: ['EUR'],
      utcOffset: '-05:00',
      utcOffsetMilliseconds: -18_000_000,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
      ...context.account,
    },
  }
}

export function listOwners({context, request}: Call): SandboxReply {
  const {query} = request
  const limit = parseLimit(query, {standard: 100, max: 500})
  const email = query.get('email')?.toLowerCase()
  const wanted = context.owners.filter(
    owner => owner.archived === (query.get('archived') === 'true') && (email === undefined || owner.email === email),
  )
  const start = Number(query.get('after') ?? 0)
  const results = wanted.slice(start, start + limit)
  const after = String(start + limit)
  const paging = wanted.length > start + limit ? {paging: {next: {after, link: pageLink(request, after)}}} : {}
  return {status: 200, body: {results, ...paging}}
}

export function getOwner({context, request, name}: Call): SandboxReply {
  const byUser = request.query.get('idProperty') === 'userId'
  const isArchived = request.query.get('archived') === 'true'
  const owner = context.owners.find(
    ({id, userId, archived}) => archived === isArchived && (byUser ? String(userId) : id) === name,
  )
  if (owner) return {status: 200, body: owner}
  throw new CrmRefusal(404, {message: 'resource not found'})
}

export function listPipelines({type}: TypedCall): SandboxReply {
  return {status: 200, body: {results: type.pipelines.map(presentPipeline)}}
}

export function getPipeline({type, name}: TypedCall): SandboxReply {
  const index = type.pipelines.findIndex(pipeline => pipeline.id === name)
  const pipeline = type.pipelines[index]
  if (pipeline) return {status: 200, body: presentPipeline(pipeline, index)}
  throw new CrmRefusal(404, {message: 'resource not found'})
}

function presentPipeline({id, label, stages}: PipelineDefinition, displayOrder: number): unknown {
  const presented = stages.map((stage, order) => ({
    label: stage.label,
    displayOrder: order,
    metadata: stage.metadata,
    id: stage.id,
    ...HUBSPOT_MADE,
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    archived: false,
  }))
  return {label, displayOrder, id, stages: presented, ...HUBSPOT_MADE, archived: false}
}
