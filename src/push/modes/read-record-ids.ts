import {batchRead} from '../../hubspot/batch/batch-read.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'

const LOOKS = 5

/**
 * Record id → the id of the record that HubSpot finds by it; absent if there is none. The two differ for a record that
 * was merged into another one: HubSpot answers for the survivor (docs/hubspot-api.md#deletes). An answer to several ids
 * does not say which of them such a record stands for, so those that it leaves out are asked for singly.
 */
export async function readRecordIds(
  hubspot: HubSpot,
  objectTypeId: string,
  recordIds: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const read = (ids: readonly string[]) => batchRead(hubspot, objectTypeId, {properties: [], ids}, options)
  const found = new Map<string, string>()
  let open = recordIds
  for (let look = 0; look < LOOKS && open.length > 0; look += 1) {
    const answer = await read(open)
    for (const [id, record] of answer.found) found.set(id, record.recordId)
    open = answer.unnamed
    if (answer.strays.length === 0) continue
    for (const id of open) {
      const {found: own, strays} = open.length === 1 ? answer : await read([id])
      const record = own.get(id) ?? strays[0]
      if (record !== undefined) found.set(id, record.recordId)
    }
    open = open.filter(id => !found.has(id))
  }
  return found
}

/** Of these, the ids of records that were merged into another one, with the id of that one. */
export async function readSurvivors(...asked: Parameters<typeof readRecordIds>): Promise<ReadonlyMap<string, string>> {
  const found = await readRecordIds(...asked)
  return new Map([...found].filter(([id, recordId]) => id !== recordId))
}

/** For whatever names a record by an id that HubSpot takes for another record's. */
export function mergedMessage(recordId: string, survivorId: string): string {
  return `Record ${recordId} was merged into record ${survivorId}, which was left as it is.`
}
