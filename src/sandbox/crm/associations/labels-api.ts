import type {SandboxReply} from '../../basics/messages.js'
import type {PairCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {missingScopes} from '../call/require-scope.js'
import type {AssociationType} from '../portal/association-types.js'
import {directionOf} from './link-batches.js'
import {typesBetween, unlinkTypes} from './write-links.js'

/** Where the default portal's own labels end. */
const FIRST_LABEL_ID = 101
const NEW_LABEL = members('label name inverseLabel')
const CHANGED_LABEL = members('associationTypeId label inverseLabel')

/** Types from one kind to another: the plain one, HubSpot's own, the portal's labels. */
export function listLabels(call: PairCall): SandboxReply {
  if (call.context.switches.labelsForbidden) throw missingScopes(call.type.scopes.read)
  return {status: 200, body: {results: typesBetween(call.context, directionOf(call)).map(type => present(call, type))}}
}

/** Makes a label in both directions; the reply has both of its types. */
export function createLabel(call: PairCall): SandboxReply {
  const {context, type, toType} = call
  const {associationTypes} = context
  const body = knownBody(call, NEW_LABEL)
  const missing = ['label', 'name'].filter(name => typeof body[name] !== 'string' || body[name] === '')
  if (missing.length > 0) throw missingFields(missing)
  const [label, name] = [String(body['label']), String(body['name'])]
  const inverseLabel = textOf(body['inverseLabel']) ?? label
  if (associationTypes.isFull(type.id, toType.id)) throw tooManyLabels()
  if (associationTypes.between(type.id, toType.id).some(each => each.label === label || each.name === name))
    throw validationRefusal(`An association label '${label}' or name '${name}' already exists`)
  const made = associationTypes.makeLabel(
    {from: type.id, to: toType.id, label, inverseLabel, name},
    context.switches.clashingTypeIds ? 1 : FIRST_LABEL_ID,
  )
  context.onLabelsChanged()
  const results = [
    {category: 'USER_DEFINED', typeId: made.id, label},
    {category: 'USER_DEFINED', typeId: made.inverseId, label: inverseLabel},
  ]
  return {status: 200, body: {results}}
}

/** Renames a label; links keep it. */
export function updateLabel(call: PairCall): SandboxReply {
  const {context} = call
  const body = knownBody(call, CHANGED_LABEL)
  if (typeof body['associationTypeId'] !== 'number') throw missingFields(['associationTypeId'])
  const label = textOf(body['label'])
  if (label === undefined) throw missingFields(['label'])
  const former = ownLabel(call, body['associationTypeId'])
  const inverse = context.associationTypes.byKey(former.to, former.from, former.inverseKey)
  const inverseLabel = textOf(body['inverseLabel']) ?? inverse?.label ?? label
  const {from, to, id, name} = former
  context.associationTypes.keepLabel({from, to, id, name, label, inverseLabel, inverseId: inverse?.id ?? id})
  context.onLabelsChanged()
  return {status: 204}
}

/** Takes the label from every link that has it, and then away. */
export function deleteLabel(call: PairCall): SandboxReply {
  const {associations, associationTypes, onLabelsChanged} = call.context
  const type = ownLabel(call, Number(call.parts.get('name')))
  for (const {from, to, types, inverseTypes} of [...associations.all()])
    for (const [a, b, keys] of [
      [from, to, types],
      [to, from, inverseTypes],
    ] as const)
      if (a.typeId === type.from && b.typeId === type.to && keys.includes(type.key))
        unlinkTypes(call.context, directionOf(call), {fromId: a.id, toId: b.id, types: [type]})
  associations.commit()
  associationTypes.removeLabel(type.from, type.to, type.id)
  onLabelsChanged()
  return {status: 204}
}

/** Limits that admins have set: none in the default portal, but by switch. */
export function listLimits(call: PairCall): SandboxReply {
  const {maxLinksOfRecord: userEnforcedMaxToObjectIds} = call.context.switches
  const limited = userEnforcedMaxToObjectIds === undefined ? [] : typesBetween(call.context, directionOf(call))
  const results = limited.map(type => ({
    category: type.category,
    typeId: type.id,
    userEnforcedMaxToObjectIds,
    ...(type.label === null ? {} : {label: type.label}),
  }))
  return {status: 200, body: {results}}
}

function ownLabel({context, type, toType}: PairCall, id: number): AssociationType {
  const found = context.associationTypes.byKey(type.id, toType.id, `U${id}`)
  if (found?.kind === 'label') return found
  throw new CrmRefusal(404, {message: 'resource not found'})
}

/** Seen in 2026; its body was not captured. */
function tooManyLabels(): CrmRefusal {
  const message = 'The maximum of 50 association labels between these object types is reached'
  return new CrmRefusal(437, {message, category: 'VALIDATION_ERROR'})
}

/** 2026-09 was seen to name the kinds as null. */
function present({version}: PairCall, {category, id, label}: AssociationType): unknown {
  const kinds = version === '2026-09' ? {fromObjectTypeId: null, toObjectTypeId: null} : {}
  return {category, typeId: id, label, ...kinds}
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
