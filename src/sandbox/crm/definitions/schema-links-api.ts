import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {CrmContext, TypedCall} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {ObjectType} from '../portal/object-type.js'

/** Where the ids of types that are made end to be the default portal's. */
const FIRST_ID = 101
const NAMES = ['fromObjectTypeId', 'toObjectTypeId'] as const

/** Lets records of the kind be linked to another one: plainly, or by a label where they can be already. */
export function createAssociation(call: TypedCall): SandboxReply {
  const {context} = call
  const body = knownBody(call, members('fromObjectTypeId toObjectTypeId name'))
  const missing = NAMES.filter(name => typeof body[name] !== 'string')
  if (missing.length > 0) throw missingFields([...missing])
  const [from, to] = NAMES.map(name => typeNamed(context, String(body[name])))
  if (from === undefined || to === undefined) throw missingFields([...NAMES])
  if (from !== call.type && to !== call.type)
    throw validationRefusal(`Neither ${from.id} nor ${to.id} is the object type ${call.type.id}.`)
  const name = typeof body['name'] === 'string' && body['name'] !== '' ? body['name'] : `${from.name}_to_${to.name}`
  if (context.associationTypes.between(from.id, to.id).some(each => each.name === name))
    throw validationRefusal(`An association '${name}' already exists.`)
  const made = linkPlainly(context, from, to, name) ?? label(context, from, to, name)
  const type = context.associationTypes.byKey(from.id, to.id, `U${made.id}`)
  if (type === undefined) throw new Error(`association ${made.id} was not made`)
  const at = instant(context.now())
  const ends = {fromObjectTypeId: from.id, toObjectTypeId: to.id}
  return {status: 201, body: {id: String(type.id), ...ends, name: type.name, createdAt: at, updatedAt: at}}
}

/** By its id or its name; links of that type go with it. */
export function archiveAssociation(call: TypedCall): SandboxReply {
  const {context, type, parts} = call
  const wanted = parts.get('association') ?? ''
  const isWanted = (id: number, name: string) => String(id) === wanted || name === wanted
  const own = [...context.associationTypes.all()].filter(each => each.from === type.id || each.to === type.id)
  const found = own.find(each => each.category === 'USER_DEFINED' && isWanted(each.id, each.name))
  if (found === undefined) throw new CrmRefusal(404, {message: 'resource not found'})
  context.associationTypes.removeLabel(found.from, found.to, found.id)
  context.onLabelsChanged()
  return {status: 204}
}

/** Undefined where the two can be linked plainly already. */
export function linkPlainly(context: CrmContext, from: ObjectType, to: ObjectType, name?: string) {
  if (context.associationTypes.plain(from.id, to.id)) return undefined
  const made = context.associationTypes.makeLabel(
    {
      ...{from: from.id, to: to.id, label: '', inverseLabel: '', isPlain: true},
      name: name ?? `${from.singularName}_to_${to.singularName}`,
      inverseName: `${to.singularName}_to_${from.singularName}`,
    },
    FIRST_ID,
  )
  context.onLabelsChanged()
  return made
}

function label(context: CrmContext, from: ObjectType, to: ObjectType, name: string) {
  const made = context.associationTypes.makeLabel(
    {from: from.id, to: to.id, label: name, inverseLabel: name, name},
    FIRST_ID,
  )
  context.onLabelsChanged()
  return made
}

function typeNamed(context: CrmContext, name: string): ObjectType {
  const type = context.findType(name)
  if (type) return type
  throw unknownTypeRefusal(name)
}
