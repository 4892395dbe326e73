import type {Pair} from '../../hubspot/associations/association-calls.js'
import {readTooMany} from '../../hubspot/associations/link-verdict.js'
import {callRefused} from '../../hubspot/call/call-refused.js'
import type {HubSpotReply} from '../../hubspot/call-types.js'
import {arrayOf, objectOf} from '../../shared/json.js'
import {FIRST_SIZE, type RequestSize} from './request-size.js'

interface LinkRemoverPorts<P extends Pair> {
  readonly size: RequestSize
  readonly send: (pairs: readonly P[]) => Promise<HubSpotReply>
}

/**
 * Removes links, or labels of links, in requests as long as HubSpot takes them. What was not there is removed as well; a
 * refusal is about what was just read, and so about the call: of one longer than any that peers send, perhaps about its
 * length. @throws AppError CALL_REFUSED
 */
export async function removeAll<P extends Pair>(
  pairs: readonly P[],
  {size, send}: LinkRemoverPorts<P>,
): Promise<readonly true[]> {
  const reply = await send(pairs)
  if (isRemoved(reply)) size.answered(pairs.length, true)
  else {
    const tooMany = readTooMany(reply, pairs.length)
    if (tooMany === undefined && (reply.status !== 400 || pairs.length <= FIRST_SIZE))
      throw callRefused('to remove links', reply)
    size.tooMany(pairs.length, tooMany?.most ?? Math.min(FIRST_SIZE, pairs.length - 1))
    for (let start = 0; start < pairs.length; start += size.size)
      await removeAll(pairs.slice(start, start + size.size), {size, send})
  }
  return pairs.map(() => true)
}

/** In an answer to a request that removes links. */
export function isRemoved({status, body}: HubSpotReply): boolean {
  return status < 300 && arrayOf(objectOf(body)['errors']).length === 0
}

/** Of one request only so many different records may lose links (docs/hubspot-api.md#association-limits). */
export function partsByRecord(pairs: readonly Pair[], most: number): readonly (readonly Pair[])[] {
  const parts: Pair[][] = []
  let records = new Set<string>()
  for (const pair of pairs) {
    if (parts.length === 0 || (records.size >= most && !records.has(pair.from))) {
      parts.push([])
      records = new Set()
    }
    records.add(pair.from)
    parts.at(-1)?.push(pair)
  }
  return parts
}
