import type {CallOptions, HubSpot, HubSpotReply} from './api-types.js'
import {pathsOf} from './paths.js'
import type {UpsertInput} from './upsert-types.js'

/** As `idProperty`: `id` is a record id. HubSpot then wants no `idProperty` at all. */
export const RECORD_ID = 'hs_object_id'

/**
 * One request of at most `MAX_INPUTS` inputs that changes records which exist; retried like an upsert, for sent twice
 * it leaves the same
 * record. Takes record ids and custom unique properties, but no e-mails (contacts guide, read 2026-11;
 * docs/hubspot-api.md#batch-writes).
 */
export function batchUpdate(
  hubspot: HubSpot,
  objectTypeId: string,
  inputs: readonly UpsertInput[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  const body = {inputs: inputs.map(wireInput)}
  return hubspot.call({method: 'POST', path: pathsOf(hubspot.apiVersion).batchUpdate(objectTypeId), body}, options)
}

function wireInput({idProperty, ...input}: UpsertInput) {
  return idProperty === RECORD_ID ? input : {...input, idProperty}
}
