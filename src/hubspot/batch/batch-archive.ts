import type {CallOptions, HubSpot, HubSpotReply} from '../call-types.js'
import {pathsOf} from '../paths.js'

/**
 * One request that moves at most `MAX_INPUTS` records to the recycle bin, by their record ids: HubSpot takes no other
 * key here. Retried like an upsert, for an archive sent twice leaves the same record archived. A 204 proves nothing: it
 * is also the answer for ids without a record. A 400 names none of the ids, and nothing was archived
 * (docs/hubspot-api.md#deletes).
 */
export function batchArchive(
  hubspot: HubSpot,
  objectTypeId: string,
  recordIds: readonly string[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  const path = pathsOf(hubspot.apiVersion).batchArchive(objectTypeId)
  return hubspot.call({method: 'POST', path, body: {inputs: recordIds.map(id => ({id}))}}, options)
}
