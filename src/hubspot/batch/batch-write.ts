import type {CallOptions, HubSpot, HubSpotReply} from '../call-types.js'
import {pathsOf} from '../paths.js'
import type {WriteInput} from '../write-input.js'

/** Inputs of one upsert, update or read. Source: docs/hubspot-api.md#batch-writes. */
export const MAX_INPUTS = 100

/**
 * One request of at most `MAX_INPUTS` inputs, retried where that is safe; `readUpsertReply` says what the reply means.
 */
export function batchUpsert(
  hubspot: HubSpot,
  objectTypeId: string,
  inputs: readonly WriteInput[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  return hubspot.call(
    {method: 'POST', path: pathsOf(hubspot.apiVersion).batchUpsert(objectTypeId), body: {inputs}},
    options,
  )
}

/**
 * One request of at most `MAX_INPUTS` new records; the key must be among the properties. Sent again by itself only
 * after a reply that proves nothing was made. `earlierAttempts`: of the same inputs, for the pause after the next
 * failure. Throws FateUnknownError when the caller must look first.
 */
export function batchCreate(
  hubspot: HubSpot,
  objectTypeId: string,
  {inputs, earlierAttempts}: {readonly inputs: readonly WriteInput[]; readonly earlierAttempts: number},
  options: CallOptions = {},
): Promise<HubSpotReply> {
  // The specifications of v3 and 2026-09 want associations, if only none.
  const body = {
    inputs: inputs.map(({properties, objectWriteTraceId}) => ({associations: [], properties, objectWriteTraceId})),
  }
  const path = pathsOf(hubspot.apiVersion).batchCreate(objectTypeId)
  return hubspot.call({method: 'POST', path, body}, {...options, unrepeatable: {earlierAttempts}})
}

/** As `idProperty`: `id` is a record id. HubSpot then wants no `idProperty` at all. */
export const RECORD_ID = 'hs_object_id'

/**
 * One request of at most `MAX_INPUTS` inputs that changes records which exist; retried like an upsert, for sent twice
 * it leaves the same record. Takes record ids and custom unique properties, but no e-mails
 * (docs/hubspot-api.md#batch-writes).
 */
export function batchUpdate(
  hubspot: HubSpot,
  objectTypeId: string,
  inputs: readonly WriteInput[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  const body = {inputs: inputs.map(wireInput)}
  return hubspot.call({method: 'POST', path: pathsOf(hubspot.apiVersion).batchUpdate(objectTypeId), body}, options)
}

function wireInput({idProperty, ...input}: WriteInput) {
  return idProperty === RECORD_ID ? input : {...input, idProperty}
}
