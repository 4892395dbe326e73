import type {CallOptions, HubSpot, HubSpotReply} from './api-types.js'
import {pathsOf} from './paths.js'
import type {UpsertInput} from './upsert-types.js'

/**
 * One request of at most `MAX_INPUTS` new records; the key must stand among the properties. Sent again by itself only
 * after a reply that
 * proves nothing was made. `earlierAttempts`: of the same inputs, for the pause after the next failure.
 * Throws FateUnknownError when the caller must look first.
 */
export function batchCreate(
  hubspot: HubSpot,
  objectTypeId: string,
  {inputs, earlierAttempts}: {readonly inputs: readonly UpsertInput[]; readonly earlierAttempts: number},
  options: CallOptions = {},
): Promise<HubSpotReply> {
  // The specifications of v3 and 2026-09 want associations, if only none.
  const body = {
    inputs: inputs.map(({properties, objectWriteTraceId}) => ({associations: [], properties, objectWriteTraceId})),
  }
  const path = pathsOf(hubspot.apiVersion).batchCreate(objectTypeId)
  return hubspot.call({method: 'POST', path, body}, {...options, unrepeatable: {earlierAttempts}})
}
