import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {arrayOf, isObject, type JsonObject, objectOf, textOf} from '../../shared/json.js'
import {callRefused, mayBeAboutRows} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpotReply} from '../call-types.js'
import {isUnknownObjectType} from '../portal/call-for-body.js'
import type {Pair} from './association-calls.js'
import {type LinkedObjects, type LinkRefusal, pairsOfError, readLinkRefusal} from './link-errors.js'

/** What an answer says of one pair; `open`: nothing that is certain. */
export type PairVerdict =
  | {readonly kind: 'linked'}
  | {readonly kind: 'refused'; readonly refusal: LinkRefusal}
  | {readonly kind: 'open'}

export interface LinkVerdict {
  /** In the order of the pairs. */
  readonly verdicts: readonly PairVerdict[]
  /**
   * What to do about the open ones: send them again, since the whole request was refused for the others · halve, since
   * something that was refused is among them · read whether they are linked, since the answer does not mention them.
   */
  readonly open: 'resend' | 'halve' | 'confirm'
  /** What was refused without a name: of a single pair, it is that pair's. */
  readonly refusal?: LinkRefusal
}

const ALL_LINKED = {kind: 'all-linked'} as const

/**
 * What an answer to a request that links says of each pair. There are no trace ids: results are joined by the ids of
 * both records, errors by link-errors.ts. Any 2xx is read alike, since all may have failed in it, and so may a 400 carry
 * errors of single pairs (docs/hubspot-api.md#associations).
 * `too-many`: the request was too long; `most`: what it says HubSpot takes.
 * @throws AppError for what refuses every request of this run alike
 */
export function readLinkReply(
  pairs: readonly Pair[],
  reply: HubSpotReply,
  objects: LinkedObjects,
): LinkVerdict | typeof ALL_LINKED | {readonly kind: 'too-many'; readonly most?: number} {
  const body = objectOf(reply.body)
  const isAccepted = reply.status < 300
  const tooMany = isAccepted ? undefined : readTooMany(reply, pairs.length)
  if (tooMany !== undefined) return tooMany
  if (isAccepted && tellsAllInOrder(body, pairs)) return ALL_LINKED
  const linked = isAccepted ? linkedPairs(body, pairs) : new Set<number>()
  const errors = arrayOf(body['errors']).filter(isObject)
  const told = isAccepted ? errors : [...errors, body]
  const refused = new Map<number, LinkRefusal>()
  let unnamed: LinkRefusal | undefined
  for (const error of told) {
    const refusal = readLinkRefusal(error, reply)
    const found = pairsOfError(error, pairs, objects).filter(index => !linked.has(index))
    for (const index of found) if (!refused.has(index)) refused.set(index, refusal)
    if (found.length === 0 && (error !== body || errors.length === 0)) unnamed ??= refusal
  }
  if (!isAccepted && refused.size === 0) refuseStructural(reply)
  if (linked.size === pairs.length) return ALL_LINKED
  const verdicts = pairs.map((_, index): PairVerdict => {
    const refusal = refused.get(index)
    if (linked.has(index)) return {kind: 'linked'}
    return refusal === undefined ? {kind: 'open'} : {kind: 'refused', refusal}
  })
  const open = isAccepted ? (unnamed === undefined ? 'confirm' : 'halve') : refused.size > 0 ? 'resend' : 'halve'
  return {verdicts, open, ...defined({refusal: unnamed})}
}

/** Of nearly all answers: each pair is told, one after the other as they were sent, and nothing else. */
function tellsAllInOrder(body: JsonObject, pairs: readonly Pair[]): boolean {
  const results = arrayOf(body['results'])
  if (results.length !== pairs.length || arrayOf(body['errors']).length > 0) return false
  return results.every((entry, index) => isPair(objectOf(entry), pairs[index]))
}

function isPair({fromObjectId, toObjectId, from, to}: JsonObject, pair: Pair | undefined): boolean {
  if (fromObjectId !== undefined) return idOf(fromObjectId) === pair?.from && idOf(toObjectId) === pair.to
  return idOf(objectOf(from)['id']) === pair?.from && idOf(objectOf(to)['id']) === pair.to
}

/** Numbers or texts, in either of two shapes; plain links may be told once a direction, which is passed over. */
function linkedPairs(body: JsonObject, pairs: readonly Pair[]): Set<number> {
  const results = arrayOf(body['results'])
  const told = new Set<string>()
  for (const entry of results) told.add(toldPair(objectOf(entry)))
  const mayBeReversed = results.length > 0 && arrayOf(body['errors']).length > 0
  const asked = mayBeReversed ? new Set(pairs.map(nameOf)) : undefined
  const linked = new Set<number>()
  for (let index = 0; index < pairs.length; index += 1) {
    const pair = pairs[index]
    // Where 1 → 2 and 2 → 1 were both asked for and something failed, one may be told as the other's other direction.
    if (pair !== undefined && told.has(nameOf(pair)) && !isMirrored(pair, asked)) linked.add(index)
  }
  return linked
}

function nameOf({from, to}: Pair): string {
  return `${from} ${to}`
}

function toldPair({fromObjectId, toObjectId, from, to}: JsonObject): string {
  return fromObjectId === undefined
    ? `${idOf(objectOf(from)['id'])} ${idOf(objectOf(to)['id'])}`
    : `${idOf(fromObjectId)} ${idOf(toObjectId)}`
}

function idOf(id: unknown): string {
  return textOf(id) ?? ''
}

function isMirrored({from, to}: Pair, asked: ReadonlySet<string> | undefined): boolean {
  return asked !== undefined && from !== to && asked.has(`${to} ${from}`)
}

/** Whether a request of so many inputs was refused for its length; `most`: what the answer says HubSpot takes. */
export function readTooMany(
  {status, body}: HubSpotReply,
  count: number,
): {readonly kind: 'too-many'; readonly most?: number} | undefined {
  const {message} = readErrorReply(body)
  const isTold = /^The maximum number of inputs supported in a batch/.test(message)
  if (count < 2 || !(status === 413 || isTold)) return undefined
  const most = Number(/\b(\d{1,5})\D*$/.exec(message)?.[1])
  return {kind: 'too-many', ...(isTold && most > 0 && most < count && {most})}
}

/** What no other pair could change. Texts count from their beginning only. */
function refuseStructural(reply: HubSpotReply): void {
  const {status, body, correlationId = 'none'} = reply
  const {message} = readErrorReply(body)
  const said = `HubSpot says (${status}): ${message || 'nothing'} (correlationId ${correlationId})`
  if (isUnknownObjectType(message)) {
    throw new AppError('UNKNOWN_OBJECT', `HubSpot does not know one of the linked objects. ${said}`, {
      next: [ours(['objects'])],
    })
  }
  if (/^Missing '[^']*' permission/.test(message)) {
    const why =
      'The user who logged in may not link records in HubSpot: this needs the permission "Edit Associations", or'
    throw new AppError('SCOPE_MISSING', `${why} the token of a private app or service key. ${said}`, {
      next: [ours(['whoami']), ours(['login', '--token-stdin'])],
    })
  }
  if (/^Invalid input JSON/.test(message))
    throw new AppError('BUG', `HubSpot did not understand a request that links records. ${said}`)
  if (!mayBeAboutRows(status)) throw callRefused('to link any records', reply)
}
