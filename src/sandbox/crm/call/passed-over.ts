import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from './context.js'
import {type BodyObject, isJsonObject, parseJsonObject} from './json-body.js'

/** Names what of a request was passed over: a misspelt parameter would else look as if it had been understood. */
const PASSED_OVER_HEADER = 'x-sandbox-ignored'

const MOST_NAMES = 20
const MOST_LETTERS = 100
/** Half of a letter, which no header can carry. */
const LONE = /\p{Cs}/gu

/** A query that knows which of its parameters were asked for. */
export class WatchedQuery extends URLSearchParams {
  readonly #asked = new Set<string>()

  override get(name: string): string | null {
    this.#asked.add(name)
    return super.get(name)
  }

  override getAll(name: string): string[] {
    this.#asked.add(name)
    return super.getAll(name)
  }

  override has(name: string): boolean {
    this.#asked.add(name)
    return super.has(name)
  }

  unasked(): string[] {
    return [...new Set(this.keys())].filter(name => !this.#asked.has(name))
  }
}

/** The members that a route knows of an object, and of the objects in them; undefined: whatever is in there. */
export type Members = ReadonlyMap<string, Members | undefined>

/** `members('inputs after', {inputs: members('id')})`: names, and what is known of those that hold objects or lists. */
export function members(names: string, nested: Readonly<Record<string, Members>> = {}): Members {
  const own = names.split(' ').filter(name => name !== '')
  return new Map<string, Members | undefined>([
    ...own.map(name => [name, undefined] as const),
    ...Object.entries(nested),
  ])
}

/** The body as an object; notes the members that its route does not know. */
export function knownBody(call: Pick<Call, 'passedOver' | 'request'>, known: Members): BodyObject {
  const body = parseJsonObject(call.request.body)
  noteUnknown(call, body, known)
  return body
}

/** Notes the members of an object, or of each in a list, that its route does not know: `filterGroup`, `inputs[].foo`. */
export function noteUnknown(call: Pick<Call, 'passedOver'>, given: unknown, known: Members, place = ''): void {
  if (Array.isArray(given)) {
    for (const each of given) if (isJsonObject(each)) noteMembers(call, each, known, place)
  } else if (isJsonObject(given)) noteMembers(call, given, known, place)
}

function noteMembers(call: Pick<Call, 'passedOver'>, given: BodyObject, known: Members, place: string): void {
  for (const name in given) {
    const within = known.get(name)
    if (within !== undefined) noteUnknown(call, given[name], within, placeOf(place, name, given[name]))
    else if (!known.has(name)) call.passedOver.add(place + name)
  }
}

function placeOf(place: string, name: string, value: unknown): string {
  return `${place}${name}${Array.isArray(value) ? '[]' : ''}.`
}

/** A success with the names of what was passed over; a refusal says itself what is wrong. */
export function withPassedOver(reply: SandboxReply, names: Iterable<string>): SandboxReply {
  const all = [...names]
  if (reply.status >= 300 || all.length === 0) return reply
  const told = all
    .slice(0, MOST_NAMES)
    .map(name => encodeURIComponent(name.slice(0, MOST_LETTERS).replaceAll(LONE, '�')).replaceAll('%5B%5D', '[]'))
  return {...reply, headers: {...reply.headers, [PASSED_OVER_HEADER]: told.join(', ')}}
}
