import {defined} from '../../../shared/defined.js'
import type {SandboxReply} from '../../basics/messages.js'
import {numberIn, textIn} from '../call/body-fields.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {PropertyGroup} from '../portal/object-type.js'
import {refuseOddName} from './property-rules.js'

/** Archived ones are never listed. */
export function listGroups({type}: TypedCall): SandboxReply {
  return {status: 200, body: {results: [...type.groups.values()]}}
}

export function getGroup(call: TypedCall): SandboxReply {
  return {status: 200, body: groupOf(call)}
}

export function createGroup(call: TypedCall): SandboxReply {
  const body = knownBody(call, members('name label displayOrder'))
  const [name, label] = [textIn(body, 'name'), textIn(body, 'label')]
  const missing = Object.entries({name, label}).flatMap(([key, value]) => (value === undefined ? [key] : []))
  if (name === undefined || label === undefined) throw missingFields(missing)
  refuseOddName('Group name', name)
  if (call.type.groups.has(name))
    throw new CrmRefusal(409, {
      message: `A property group named '${name}' already exists.`,
      category: 'OBJECT_ALREADY_EXISTS',
    })
  const order = numberIn(body, 'displayOrder') ?? -1
  return {status: 201, body: saveGroup(call, {archived: false, name, displayOrder: order, label})}
}

export function updateGroup(call: TypedCall): SandboxReply {
  const body = knownBody(call, members('label displayOrder'))
  const changes = defined({label: textIn(body, 'label'), displayOrder: numberIn(body, 'displayOrder')})
  return {status: 200, body: saveGroup(call, {...groupOf(call), ...changes})}
}

export function archiveGroup(call: TypedCall): SandboxReply {
  const {name} = groupOf(call)
  if ([...call.type.properties.values()].some(({body}) => body.groupName === name))
    throw new CrmRefusal(400, {
      message: `Property group ${name} has active properties.`,
      subCategory: 'PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES',
      category: 'VALIDATION_ERROR',
    })
  if (call.type.groups.size === 1) throw validationRefusal(`Property group ${name} is the last one.`)
  call.type.groups.delete(name)
  call.context.onGroupsChanged(call.type)
  return {status: 204}
}

function groupOf({type, name}: TypedCall): PropertyGroup {
  const group = type.groups.get(name)
  if (group) return group
  throw new CrmRefusal(404, {message: `Property group "${name}" does not exist`, category: 'OBJECT_NOT_FOUND'})
}

function saveGroup({type, context}: TypedCall, group: PropertyGroup): PropertyGroup {
  type.groups.set(group.name, group)
  context.onGroupsChanged(type)
  return group
}
