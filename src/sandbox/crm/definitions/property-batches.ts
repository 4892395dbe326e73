import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {PropertyBody} from '../portal/object-type.js'
import {addProperty, propertyNotFound, putAway, sensitivityOf} from './properties-api.js'
import {refuseNewProperty, toPropertyBody} from './property-rules.js'

/** Not documented for definitions; that of records. */
const MAX_INPUTS = 100
const NAMED = members('', {inputs: members('name')})
const READ = members('archived dataSensitivity', {inputs: members('name')})

/** Those that can be made are, with an error for each other one, unless a switch has the whole request refused. */
export function batchCreateProperties(call: TypedCall): SandboxReply {
  const inputs = inputsOf(knownBody(call, members('inputs')))
  if (call.context.switches.propertyBatchFails === 'whole') {
    for (const input of inputs) refuseNewProperty(call, toPropertyBody(input, instant(call.context.now())))
  }
  return answerEach(call, 201, inputs, input => {
    const {createdAt, updatedAt, ...told} = addProperty(call, input, 'inputs[].') // as recorded: without its times
    return told
  })
}

export function batchReadProperties(call: TypedCall): SandboxReply {
  const body = knownBody(call, READ)
  const isArchived = body['archived'] === true
  const wanted = sensitivityOf(call, body['dataSensitivity'])
  const {properties, archivedProperties} = call.type
  return answerEach(call, 200, inputsOf(body), input => {
    const name = nameOf(input)
    const found = isArchived ? archivedProperties.get(name) : properties.get(name)?.body
    if (found?.dataSensitivity === wanted) return found
    throw propertyNotFound(name)
  })
}

/** 204 whatever their state was. */
export function batchArchiveProperties(call: TypedCall): SandboxReply {
  for (const input of inputsOf(knownBody(call, NAMED))) putAway(call, nameOf(input))
  return {status: 204}
}

function answerEach(
  call: TypedCall,
  status: number,
  inputs: readonly BodyObject[],
  answer: (input: BodyObject) => Partial<PropertyBody>,
): SandboxReply {
  const startedAt = instant(call.context.now())
  const results: Partial<PropertyBody>[] = []
  const errors: unknown[] = []
  for (const input of inputs) {
    try {
      results.push(answer(input))
    } catch (error) {
      if (!(error instanceof CrmRefusal)) throw error
      errors.push({status: 'error', ...(error.body === 'html' ? {} : error.body)})
    }
  }
  const failed = errors.length > 0 ? {numErrors: errors.length, errors} : {}
  // 2026-09 declares nothing but 200 (docs/hubspot-api.md#creating-properties).
  const said = errors.length > 0 ? 207 : status
  return {
    status: call.version === '2026-09' ? 200 : said,
    body: {completedAt: instant(call.context.now()), status: 'COMPLETE', startedAt, results, ...failed},
  }
}

function inputsOf({inputs}: BodyObject): readonly BodyObject[] {
  if (inputs === undefined) throw missingFields(['inputs'])
  if (!Array.isArray(inputs)) throw wrongShape('java.util.ArrayList<PropertyCreate>', inputs)
  if (inputs.length > MAX_INPUTS)
    throw validationRefusal(`The maximum number of inputs supported in a batch is ${MAX_INPUTS}.`)
  return inputs.filter(isJsonObject)
}

function nameOf({name}: BodyObject): string {
  return typeof name === 'string' ? name : ''
}
