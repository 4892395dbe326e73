import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {batchArchive} from '../../hubspot/batch/batch-archive.js'
import {callRefused, mayBeAboutRows} from '../../hubspot/call/call-refused.js'
import {readErrorReply} from '../../hubspot/call/error-reply.js'
import type {CallOptions, HubSpot, HubSpotReply} from '../../hubspot/call-types.js'
import {readRefusal} from '../../hubspot/refusals/read-refusal.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import {objectOf} from '../../shared/json.js'

export interface ArchivePorts {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  readonly options: CallOptions
  /** After each answer, or failing that. `fateUnknown`: an attempt may archive these records later than it says. */
  readonly onAnswer?: (recordIds: readonly string[], fateUnknown: boolean) => void
}

/** So many records that are refused with the same words, one after the other, are no coincidence. */
const ENOUGH = 4

/**
 * Archives at most 100 records by their ids, and returns why HubSpot refused some: record id → refusal. A request that
 * is refused as a whole archived nothing and names no input, so it is halved until the culprits stand alone.
 * @throws AppError UNKNOWN_OBJECT, CALL_REFUSED, and what HubSpot.call throws
 */
export async function archiveRecords(
  recordIds: readonly string[],
  ports: ArchivePorts,
): Promise<ReadonlyMap<string, Refusal>> {
  const refused = new Map<string, Refusal>()
  const alike = new Map<string, number>()
  if (recordIds.length > 0) await archive(recordIds)
  return refused

  async function archive(ids: readonly string[]): Promise<void> {
    const reply = await send(ids, ports)
    if (reply.status < 300) return alike.clear()
    if (!mayBeAboutRows(reply.status)) throw archiveRefused(reply, ports)
    const [only, ...others] = ids
    if (only !== undefined && others.length === 0) return refuse(only, reply)
    const middle = Math.ceil(ids.length / 2)
    await archive(ids.slice(0, middle))
    await archive(ids.slice(middle))
  }

  function refuse(id: string, reply: HubSpotReply): void {
    const {message} = readErrorReply(reply.body)
    const words = message.includes(id) ? undefined : message
    const count = words === undefined ? 0 : (alike.get(words) ?? 0) + 1
    if (words !== undefined) alike.set(words, count)
    if (count >= ENOUGH) throw archiveRefused(reply, ports)
    const {status, correlationId} = reply
    refused.set(id, readRefusal(objectOf(reply.body), {status, correlationId}))
  }
}

async function send(ids: readonly string[], ports: ArchivePorts): Promise<HubSpotReply> {
  const {hubspot, objectTypeId, options, onAnswer} = ports
  const reply = await batchArchive(hubspot, objectTypeId, ids, options).catch(error => {
    onAnswer?.(ids, true)
    throw error
  })
  onAnswer?.(ids, reply.fateUnknown)
  return reply
}

function archiveRefused(reply: HubSpotReply, {objectTypeId}: ArchivePorts): AppError {
  const {status, body, correlationId = 'none'} = reply
  if (status !== 404) return callRefused(`to archive records of ${objectTypeId}`, reply)
  const {message} = readErrorReply(body)
  return new AppError(
    'UNKNOWN_OBJECT',
    `HubSpot does not know the object ${objectTypeId} (404: ${message || 'no reason given'}, correlationId ${correlationId}).`,
    {next: [ours(['objects'])]},
  )
}
