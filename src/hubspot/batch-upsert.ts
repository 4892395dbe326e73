import type {CallOptions, HubSpot, HubSpotReply} from './api-types.js'
import {pathsOf} from './paths.js'
import type {UpsertInput} from './upsert-types.js'

/** Inputs of one upsert, update or read. Source: using-object-apis guide, read 2026-11. */
export const MAX_INPUTS = 100

/**
 * One request of at most `MAX_INPUTS` inputs, retried where that is safe; `readUpsertReply` says what the reply means.
 */
export function batchUpsert(
  hubspot: HubSpot,
  objectTypeId: string,
  inputs: readonly UpsertInput[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  return hubspot.call(
    {method: 'POST', path: pathsOf(hubspot.apiVersion).batchUpsert(objectTypeId), body: {inputs}},
    options,
  )
}
