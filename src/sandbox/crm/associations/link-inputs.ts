import type {Call, CrmContext} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, parseJson, wrongShape} from '../call/json-body.js'
import {type Members, members, noteUnknown} from '../call/passed-over.js'
import type {AssociationType} from '../portal/association-types.js'
import {type LinkProblem, noSuchRecord, unknownType} from './link-errors.js'
import {type Direction, type PairWrite, typesBetween} from './write-links.js'

/** A pair as an input names it; `problem`: its types are those of other kinds of records. */
export interface PairInput extends PairWrite {
  readonly problem?: LinkProblem
}

const SPECS = 'java.util.HashSet<com.hubspot.inbounddb.associations.base.AssociationSpec>'

const REF = members('id')
export const SPEC = members('associationCategory associationTypeId')
/** What an input is known to hold, by the kind of route. */
export const PLAIN_PAIR = members('', {from: REF, to: REF})
export const NAMED_PAIR = members('type', {from: REF, to: REF})
export const TYPED_PAIR = members('', {from: REF, to: REF, types: SPEC})
export const INLINE_LINK = members('', {to: REF, types: SPEC})

/** `inputs` of a body; none where it names none. */
export function inputsOf(
  call: Pick<Call, 'request' | 'passedOver'>,
  most: number,
  known: Members,
): readonly BodyObject[] {
  const parsed = parseJson(call.request.body)
  if (!isJsonObject(parsed)) throw wrongShape('com.hubspot.rest.models.batch.BatchInput', parsed)
  noteUnknown(call, parsed, members('', {inputs: known}))
  const inputs = parsed['inputs']
  if (inputs === undefined || inputs === null) return []
  if (!Array.isArray(inputs)) throw wrongShape('java.util.ArrayList<BatchInput$Json>', inputs)
  if (inputs.length > most) {
    const message = `The maximum number of inputs supported in a batch is ${most}. Please reduce the number of items and try again`
    throw validationRefusal(message)
  }
  return inputs.map(input => {
    if (isJsonObject(input)) return input
    throw wrongShape('com.hubspot.rest.models.batch.BatchInput', input)
  })
}

/** `{from, to}`, plainly linked. */
export function plainPair(input: BodyObject): PairInput {
  requireFields(input, ['from', 'to'])
  return {fromId: idOf(input['from']), toId: idOf(input['to']), types: []}
}

/** `{from, to, types}` */
export function typedPair(context: CrmContext, direction: Direction, input: BodyObject): PairInput {
  requireFields(input, ['from', 'to', 'types'])
  const [fromId, toId] = [idOf(input['from']), idOf(input['to'])]
  return {fromId, toId, ...parseTypes(context, direction, {specs: input['types'], fromId})}
}

/** `{to, types}` of a record that is being created. */
export function inlinePair(input: unknown): {readonly toId: string; readonly specs: readonly unknown[]} {
  if (!isJsonObject(input))
    throw wrongShape('com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationsForObject', input)
  requireFields(input, ['to', 'types'])
  const specs = input['types']
  if (!Array.isArray(specs)) throw wrongShape(SPECS, specs)
  return {toId: idOf(input['to']), specs}
}

/** `{from, to: [...]}`: one pair for each that is named. */
export function pairsToRemove(input: BodyObject): PairInput[] {
  requireFields(input, ['from', 'to'])
  const to = input['to']
  if (!Array.isArray(to)) throw wrongShape('java.util.ArrayList<PublicObjectId>', to)
  return to.map(each => ({fromId: idOf(input['from']), toId: idOf(each), types: []}))
}

/** The types of one pair. Throws for a type that the portal has nowhere. */
export function parseTypes(
  context: CrmContext,
  direction: Direction,
  {specs, fromId}: {readonly specs: unknown; readonly fromId: string},
): {readonly types: readonly AssociationType[]; readonly problem?: LinkProblem} {
  if (!Array.isArray(specs)) throw wrongShape(SPECS, specs)
  // Without any it would be linked plainly, which nobody asked for.
  if (specs.length === 0) throw missingFields(['types'])
  const types: AssociationType[] = []
  let problem: LinkProblem | undefined
  for (const spec of specs) {
    const type = typeOf(context, direction, spec)
    if (type.from === direction.from.id && type.to === direction.to.id) types.push(type)
    else problem ??= ofOtherKinds(context, type, {fromId, direction})
  }
  return problem === undefined ? {types} : {types, problem}
}

/** A type between other kinds of records: HubSpot takes the id for one of those (issue 646 of hubspot-api-nodejs). */
function ofOtherKinds(
  {types, switches}: CrmContext,
  {from, category, id}: AssociationType,
  {fromId, direction}: {readonly fromId: string; readonly direction: Direction},
): LinkProblem {
  const type = types.find(each => each.id === from)
  // Of a custom object that is archived.
  if (type === undefined) throw unknownType(category, id, [direction.from, direction.to])
  return noSuchRecord(type, fromId, 'FROM', switches.linkErrorContext)
}

/** `{associationCategory, associationTypeId}` */
export function readSpec(spec: unknown): {readonly category: string; readonly id: number} {
  if (!isJsonObject(spec)) throw wrongShape('com.hubspot.inbounddb.associations.base.AssociationSpec', spec)
  requireFields(spec, ['associationCategory', 'associationTypeId'])
  return {category: String(spec['associationCategory']), id: Number(spec['associationTypeId'])}
}

function typeOf(context: CrmContext, direction: Direction, spec: unknown): AssociationType {
  const {category, id} = readSpec(spec)
  const isIt = (type: AssociationType) => type.category === category && type.id === id
  const found = typesBetween(context, direction).find(isIt) ?? [...context.associationTypes.all()].find(isIt)
  if (found === undefined) throw unknownType(category, id, [direction.from, direction.to])
  const between = found.from === direction.from.id && found.to === direction.to.id
  if (between && !typesBetween(context, direction).includes(found))
    throw unknownType(category, id, [direction.from, direction.to])
  return found
}

/** Of `{id}`; numbers are taken too, as the recorded requests have them. */
export function idOf(value: unknown): string {
  if (!isJsonObject(value)) throw wrongShape('com.hubspot.inbounddb.publicobject.core.v2.PublicObjectId$Json', value)
  requireFields(value, ['id'])
  const {id} = value
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  throw wrongShape('java.lang.String', id)
}

function requireFields(input: BodyObject, names: readonly string[]): void {
  const missing = names.filter(name => input[name] === undefined || input[name] === null)
  if (missing.length > 0) throw missingFields(missing)
}
