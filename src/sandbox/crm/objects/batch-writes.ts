import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {type InlineLink, linkNewRecord, parseInlineLinks, requireLinkedScopes} from '../associations/inline-links.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {knownBody} from '../call/passed-over.js'
import {type BatchInput, CHANGES, NEW_RECORDS, parseInputs, refuseDuplicateIds} from './batch-inputs.js'
import {cannotLink} from './row-refusal.js'
import {type BatchResult, runBatch} from './run-batch.js'
import {isUnique, type RowOutcome, type RowWriter, type WriteCall, writeRow} from './write-row.js'

export function batchUpsert(call: TypedCall): SandboxReply {
  const inputs = parseInputs(knownBody(call, CHANGES), {id: true, properties: call.context.switches.nullIs})
  if (inputs.length === 0) return nothingDone(call)
  refuseDuplicateIds(inputs, call.context.switches.duplicateIdsFoldCase)
  // Without an idProperty the id means a record id, and that is refused like any other non-unique property.
  for (const input of inputs) refuseNonUnique(call, input.idProperty ?? 'hs_object_id')
  return runBatch(call, {inputs, successStatus: 200, tellsNew: true, write: upsertRow})
}

function upsertRow(writer: RowWriter, {id, idProperty = '', properties}: BatchInput): BatchResult {
  const {context, type} = writer.call
  const store = context.storeOf(type)
  const existing = store.find(idProperty, id)
  if (existing) return writeRow(writer, properties, existing)
  return writeRow(writer, Object.hasOwn(properties, idProperty) ? properties : {...properties, [idProperty]: id})
}

export function batchCreate(call: TypedCall): SandboxReply {
  const inputs = parseInputs(knownBody(call, NEW_RECORDS), {
    id: false,
    properties: call.context.switches.nullIs,
    associations: true,
  })
  if (inputs.length === 0) return nothingDone(call)
  for (const {associations} of inputs) requireLinkedScopes(call, associations)
  return runBatch(call, {
    inputs,
    successStatus: 201,
    tellsNew: false,
    write: createRow,
  })
}

/** A record with the links its input brings, or neither. */
export function createRow(
  writer: RowWriter,
  {properties, associations}: Pick<BatchInput, 'properties' | 'associations'>,
): RowOutcome {
  const {links, problem} = parseInlineLinks(writer.call, associations)
  if (problem !== undefined) return {refused: cannotLink(problem)}
  if (lacksContact(writer.call, links)) return {refused: cannotLink(NO_CONTACT)}
  const outcome = writeRow(writer, properties)
  if ('written' in outcome) linkNewRecord(writer.call.context, outcome.written.record.id, links)
  return outcome
}

/** Leads belong to a contact from the start (docs/hubspot-api.md#required-on-create); the words were not captured. */
const NO_CONTACT = {message: 'A lead must be associated with a contact.', category: 'VALIDATION_ERROR'} as const

function lacksContact({type, context}: WriteCall, links: readonly InlineLink[]): boolean {
  if (type.id !== '0-136' || !context.switches.leadsNeedContact) return false
  return links.every(({direction}) => direction.to.id !== '0-1')
}

export function batchUpdate(call: TypedCall): SandboxReply {
  const inputs = parseInputs(knownBody(call, CHANGES), {id: true, properties: call.context.switches.nullIs})
  if (inputs.length === 0) return nothingDone(call)
  refuseDuplicateIds(inputs, call.context.switches.duplicateIdsFoldCase)
  for (const input of inputs) if (input.idProperty !== undefined) refuseNonUpdateKey(call, input.idProperty)
  refuseMissingKeys(call, inputs)
  return runBatch(call, {inputs, successStatus: 200, tellsNew: false, write: updateRow})
}

/** The status and the words were not captured; the context was (docs/hubspot-api.md#batch-writes). */
function refuseMissingKeys({context, type}: TypedCall, inputs: readonly BatchInput[]): void {
  if (context.switches.missingKeyAs !== 'refusal') return
  const store = context.storeOf(type)
  const missing = inputs.flatMap(({id, idProperty = 'hs_object_id'}) =>
    idProperty === 'hs_object_id' || store.find(idProperty, id) ? [] : [`${type.id}:${idProperty}:${id}`],
  )
  if (missing.length === 0) return
  throw new CrmRefusal(404, {
    message: `Could not find some ${type.messageName} objects by their unique values.`,
    category: 'OBJECT_NOT_FOUND',
    context: {missingObjectPropertyValueCoordinates: missing},
  })
}

/** An id that stands for the record it was merged into is left out of the reply (docs/hubspot-api.md#partial-failure). */
function updateRow(writer: RowWriter, {id, idProperty = 'hs_object_id', properties}: BatchInput): BatchResult {
  const store = writer.call.context.storeOf(writer.call.type)
  const existing = idProperty === 'hs_object_id' ? store.get(id) : store.find(idProperty, id)
  if (existing === undefined || existing.archivedAtMs !== undefined) return 'missing'
  if (idProperty === 'hs_object_id' && existing.id !== id) {
    if (!writer.call.context.switches.updatesSurvivors) return 'left-out'
  }
  return writeRow(writer, properties, existing)
}

/** `Unable to perform update/upsert by non-unique 0-2 property domain …` (docs/hubspot-api.md#batch-writes). */
export function refuseNonUnique(call: TypedCall, property: string): void {
  if (!isUnique(call, property)) throw nonUnique(call, property)
}

/** Updates take record ids, if no key is named, and custom unique properties, but no e-mails. */
function refuseNonUpdateKey(call: TypedCall, property: string): void {
  if (property === 'email' && call.type.id === '0-1') throw nonUnique(call, property)
  refuseNonUnique(call, property)
}

function nonUnique({context, type}: TypedCall, property: string): CrmRefusal {
  return validationRefusal(
    `Unable to perform update/upsert by non-unique ${type.id} property ${property} in portal ID ${context.portalId}`,
  )
}

/** A body without inputs is answered 200, and nothing was done (docs/hubspot-api.md#silent-replies). */
function nothingDone({context}: TypedCall): SandboxReply {
  const at = instant(context.now())
  return {status: 200, body: {completedAt: at, status: 'COMPLETE', startedAt: at, results: [], errors: []}}
}
