/** Properties, pipelines and owners in the shapes before v3. */

import type {SandboxReply} from '../../basics/messages.js'
import type {Call, TypedCall} from '../call/context.js'
import {CrmRefusal} from '../call/crm-refusal.js'
import {createProperty, putAway, updateProperty} from '../definitions/properties-api.js'
import type {PipelineDefinition, PropertyBody, Stage} from '../portal/object-type.js'
import type {PortalOwner} from '../portal/owners.js'

export function listLegacyProperties({type}: TypedCall): SandboxReply {
  const shown = [...type.properties.values()].filter(({body}) => body.dataSensitivity === 'non_sensitive')
  return {status: 200, body: shown.map(({body}) => presentProperty(body))}
}

export function getLegacyProperty(call: TypedCall): SandboxReply {
  return {status: 200, body: presentProperty(propertyOf(call))}
}

export function createLegacyProperty(call: TypedCall): SandboxReply {
  return {status: 200, body: presentProperty(createProperty(call).body as PropertyBody)}
}

export function updateLegacyProperty(call: TypedCall): SandboxReply {
  propertyOf(call)
  return {status: 200, body: presentProperty(updateProperty(call).body as PropertyBody)}
}

export function deleteLegacyProperty(call: TypedCall): SandboxReply {
  propertyOf(call)
  putAway(call, call.name)
  return {status: 204}
}

export function listLegacyGroups({type}: TypedCall): SandboxReply {
  const groups = [...type.groups.values()].filter(({archived}) => !archived)
  const body = groups.map(({name, label, displayOrder}) => ({
    ...{name, displayName: label, displayOrder, hubspotDefined: type.defaultGroups.some(each => each.name === name)},
  }))
  return {status: 200, body}
}

function propertyOf({type, name}: TypedCall): PropertyBody {
  const property = type.properties.get(name)?.body
  if (property) return property
  throw new CrmRefusal(404, {message: `Couldn't find a Property with the given name '${name}'`})
}

function presentProperty(property: PropertyBody): unknown {
  const {name, label, description, groupName, type, fieldType, hidden, formField, displayOrder} = property
  const {calculated, externalOptions, hubspotDefined = false, modificationMetadata} = property
  const {readOnlyDefinition, readOnlyValue} = modificationMetadata
  return {
    ...{name, label, description, groupName, type, fieldType, hidden, formField, displayOrder},
    options: property.options.map(option => ({...option, readOnly: null, doubleData: null})),
    ...{calculated, externalOptions, readOnlyDefinition, readOnlyValue, hubspotDefined, deleted: false},
    ...{mutableDefinitionNotDeletable: hubspotDefined, displayMode: 'current_value'},
  }
}

export function listLegacyPipelines({type}: TypedCall): SandboxReply {
  return {
    status: 200,
    body: {results: type.pipelines.map((pipeline, place) => presentPipeline(type.messageName, pipeline, place))},
  }
}

function presentPipeline(objectType: string, pipeline: PipelineDefinition, place: number): unknown {
  const {id, label, displayOrder = place, stages} = pipeline
  return {
    pipelineId: id,
    ...momentsOf(pipeline),
    ...{objectType, label, displayOrder, active: true, default: place === 0},
    stages: stages.map((stage, index) => ({
      stageId: stage.id,
      ...momentsOf(stage),
      ...{label: stage.label, displayOrder: stage.displayOrder ?? index, metadata: stage.metadata, active: true},
    })),
  }
}

function momentsOf({createdAtMs = 0, updatedAtMs = 0}: Pick<Stage, 'createdAtMs' | 'updatedAtMs'>) {
  return {createdAt: createdAtMs, updatedAt: updatedAtMs}
}

/** `?email=`, `?includeInactive=true`. */
export function listLegacyOwners({context, request}: Call): SandboxReply {
  const email = request.query.get('email')?.toLowerCase()
  const isAll = request.query.get('includeInactive') === 'true'
  const owners = context.owners.filter(
    owner => (isAll || !owner.archived) && (email === undefined || owner.email.toLowerCase() === email),
  )
  return {status: 200, body: owners.map(owner => presentOwner(context.portalId, owner))}
}

export function getLegacyOwner({context, name}: Call): SandboxReply {
  const owner = context.owners.find(({id}) => id === name)
  if (owner) return {status: 200, body: presentOwner(context.portalId, owner)}
  throw new CrmRefusal(404, {message: 'resource not found'})
}

function presentOwner(portalId: number, owner: PortalOwner): unknown {
  const {type, firstName, lastName, email, userId, userIdIncludingInactive, createdAt, updatedAt, archived} = owner
  const ownerId = Number(owner.id)
  return {
    ...{portalId, ownerId, type, firstName, lastName, email},
    ...{createdAt: Date.parse(createdAt), updatedAt: Date.parse(updatedAt)},
    remoteList: [{id: userId, portalId, ownerId, remoteId: String(userId), remoteType: 'HUBSPOT', active: !archived}],
    ...{hasContactsAccess: true, activeUserId: userId, userIdIncludingInactive},
  }
}
