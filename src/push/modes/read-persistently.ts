import {type BatchRead, type BatchReadQuery, batchRead, type StoredRecord} from '../../hubspot/batch/batch-read.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import {defined} from '../../shared/defined.js'

/** How often a key is asked for that HubSpot is silent about. */
export const LOOKS = 5

/**
 * As `batchRead`, where a key that is not found decides about a row: HubSpot names the keys that no record has
 * (docs/hubspot-api.md#batch-read), so one that an answer neither finds nor names is asked for again. After some
 * silence it counts as missing.
 */
export async function readSurely(
  hubspot: HubSpot,
  objectTypeId: string,
  query: BatchReadQuery,
  options: CallOptions,
): Promise<Pick<BatchRead, 'found' | 'completedMs'>> {
  const found = new Map<string, StoredRecord>()
  let ids = query.ids
  let completedMs: number | undefined
  for (let look = 0; look < LOOKS && ids.length > 0; look += 1) {
    const read = await batchRead(hubspot, objectTypeId, {...query, ids}, options)
    for (const [key, record] of read.found) found.set(key, record)
    completedMs = read.completedMs
    ids = read.unnamed
  }
  return {found, ...defined({completedMs})}
}
