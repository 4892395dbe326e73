import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from './context.js'
import type {BodyObject} from './json-body.js'

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

/** Notes the members of a body that its route does not know. */
export function noteUnknown(
  {passedOver}: Pick<Call, 'passedOver'>,
  body: BodyObject,
  known: ReadonlySet<string>,
): void {
  for (const name of Object.keys(body)) if (!known.has(name)) passedOver.add(name)
}

/** A success with the names of what was passed over; a refusal says itself what is wrong. */
export function withPassedOver(reply: SandboxReply, names: Iterable<string>): SandboxReply {
  const all = [...names]
  if (reply.status >= 300 || all.length === 0) return reply
  const told = all
    .slice(0, MOST_NAMES)
    .map(name => encodeURIComponent(name.slice(0, MOST_LETTERS).replaceAll(LONE, '�')))
  return {...reply, headers: {...reply.headers, [PASSED_OVER_HEADER]: told.join(', ')}}
}
