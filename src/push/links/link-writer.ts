import {AppError} from '../../errors/app-error.js'
import type {LinkDirection, Pair, TypedPair} from '../../hubspot/associations/association-calls.js'
import type {LinkedObjects, LinkRefusal} from '../../hubspot/associations/link-errors.js'
import {type LinkVerdict, readLinkReply} from '../../hubspot/associations/link-verdict.js'
import type {LinksOfRecord} from '../../hubspot/associations/read-links.js'
import type {HubSpotReply} from '../../hubspot/call-types.js'
import type {RequestSize} from './request-size.js'

/** What became of one pair: linked, or why not. */
export type PairOutcome = {readonly kind: 'linked'} | {readonly kind: 'refused'; readonly refusal: LinkRefusal}

export interface LinkWriterPorts<P extends Pair> {
  readonly direction: LinkDirection
  readonly objects: LinkedObjects
  readonly size: RequestSize
  readonly send: (pairs: readonly P[]) => Promise<HubSpotReply>
  /** What records are linked to now. */
  readonly read: (fromIds: readonly string[]) => Promise<ReadonlyMap<string, LinksOfRecord>>
  readonly isDone: (pair: P, links: LinksOfRecord | undefined) => boolean
}

const LINKED: PairOutcome = {kind: 'linked'}
/** So often a pair is sent that no answer mentions. */
const MOST_TRIES = 3
/** As many single pairs that are refused in the same words, before any was linked, are no coincidence. */
const MOST_ALIKE = 4

/** Turns requests that link into one certain outcome a pair, whatever HubSpot leaves out. */
export class LinkWriter<P extends Pair> {
  readonly #ports: LinkWriterPorts<P>
  #hasLinked = false
  readonly #alike = new Map<string, number>()

  constructor(ports: LinkWriterPorts<P>) {
    this.#ports = ports
  }

  /** In the order of the pairs. @throws AppError for what would refuse every link alike */
  async write(pairs: readonly P[], tries = 1): Promise<readonly PairOutcome[]> {
    const {size, objects, send} = this.#ports
    const reply = await send(pairs)
    const verdict = readLinkReply(pairs, reply, objects)
    if ('kind' in verdict && verdict.kind === 'too-many') {
      size.tooMany(pairs.length, verdict.most)
      return this.#inParts(pairs, size.size)
    }
    const isClean = 'kind' in verdict
    size.answered(pairs.length, isClean)
    if (isClean) {
      this.#hasLinked = true
      return pairs.map(() => LINKED)
    }
    return this.#settleOpen(pairs, {verdict, reply, tries})
  }

  async #inParts(pairs: readonly P[], count: number): Promise<readonly PairOutcome[]> {
    const outcomes: PairOutcome[] = []
    for (let start = 0; start < pairs.length; start += count)
      outcomes.push(...(await this.write(pairs.slice(start, start + count))))
    return outcomes
  }

  async #settleOpen(
    pairs: readonly P[],
    {verdict, reply, tries}: {verdict: LinkVerdict; reply: HubSpotReply; tries: number},
  ): Promise<readonly PairOutcome[]> {
    const open = pairs.filter((_, index) => verdict.verdicts[index]?.kind === 'open')
    const settled = open.length === 0 ? [] : await this.#settle(open, verdict, {reply, tries})
    let at = 0
    return verdict.verdicts.map(each => {
      if (each.kind !== 'open') {
        if (each.kind === 'linked') this.#hasLinked = true
        return each
      }
      const outcome = settled[at]
      at += 1
      if (outcome === undefined) throw new Error('A pair has no outcome: this is a bug in hubspot-push.')
      return outcome
    })
  }

  #settle(
    open: readonly P[],
    {open: how, refusal}: LinkVerdict,
    {reply, tries}: {reply: HubSpotReply; tries: number},
  ): Promise<readonly PairOutcome[]> {
    if (how === 'resend') return this.write(open)
    if (how === 'confirm' || refusal === undefined) return this.#confirm(open, reply, tries)
    if (open.length === 1) return Promise.resolve(open.map(() => this.#refuse(refusal)))
    return this.#halve(open)
  }

  async #halve(pairs: readonly P[]): Promise<readonly PairOutcome[]> {
    const middle = Math.ceil(pairs.length / 2)
    return [...(await this.write(pairs.slice(0, middle))), ...(await this.write(pairs.slice(middle)))]
  }

  /** The answer does not mention them: what is there tells, and what is not there is sent again. */
  async #confirm(pairs: readonly P[], reply: HubSpotReply, tries: number): Promise<readonly PairOutcome[]> {
    const links = await this.#ports.read([...new Set(pairs.map(({from}) => from))])
    const missing = pairs.filter(pair => !this.#ports.isDone(pair, links.get(pair.from)))
    const again = missing.length === 0 || tries >= MOST_TRIES ? [] : await this.write(missing, tries + 1)
    const outcomes = new Map(missing.map((pair, index) => [pair, again[index] ?? unaccounted(reply)]))
    return pairs.map(pair => outcomes.get(pair) ?? LINKED)
  }

  #refuse(refusal: LinkRefusal): PairOutcome {
    const words = refusal.said.replace(/\d+/g, '#')
    const count = (this.#alike.get(words) ?? 0) + 1
    this.#alike.set(words, count)
    if (!this.#hasLinked && count >= MOST_ALIKE) throw this.#allRefused(refusal)
    return {kind: 'refused', refusal}
  }

  #allRefused({said, status, correlationId = 'none'}: LinkRefusal): AppError {
    const {from, to} = this.#ports.objects
    const why = `HubSpot refuses every link from ${from} to ${to} in the same words (HTTP ${status})`
    return new AppError('CALL_REFUSED', `${why}: ${said || 'no reason given'} (correlationId ${correlationId})`)
  }
}

function unaccounted({status, correlationId}: HubSpotReply): PairOutcome {
  const said = 'the answer does not mention the link, and it is not there'
  return {
    kind: 'refused',
    refusal: {code: 'UNACCOUNTED', said, status, ...(correlationId !== undefined && {correlationId})},
  }
}

/** Whether a pair is linked, and by all of these types. */
export function isLinked({to, types = []}: Pair & Partial<TypedPair>, links: LinksOfRecord | undefined): boolean {
  const known = links?.get(to)
  return known !== undefined && types.every(type => known.some(each => isSameType(each, type)))
}

/** Ids are unique within a category only (docs/hubspot-api.md#types-and-labels). */
export function isSameType(one: TypedPair['types'][number], other: TypedPair['types'][number]): boolean {
  return one.typeId === other.typeId && one.category === other.category
}
