import {join} from 'node:path'
import {
  type LinkDirection,
  MAX_LINK_READS,
  type Pair,
  type TypedPair,
} from '../hubspot/associations/association-calls.js'
import {type LinksOfRecord, readLinks} from '../hubspot/associations/read-links.js'
import type {HubSpot} from '../hubspot/call-types.js'
import type {Mapping} from '../mapping/mapping-types.js'
import type {BatchOutcome} from '../push/line/batch.js'
import {type LinkChannel, MAX_LINKS, MAX_UNLINKED_RECORDS} from '../push/links/link-channel.js'
import {LinkStage, type LinkStagePorts} from '../push/links/link-stage.js'
import type {PairOutcome} from '../push/links/link-writer.js'
import {requestsFor} from '../push/links/request-size.js'
import {PairStage} from '../push/pairs/pair-stage.js'
import {DiskKeyMap} from '../shared/files/disk-key-map.js'
import {arrayOf, objectOf} from '../shared/json.js'
import {isNewRecord, type LinkChange, linksAfter} from './foreseen-links.js'

/** Requests of a push, each as full as it can be. */
export interface LinkRequests {
  /** Look-ups of the other records, and reads of links. */
  readonly reads: number
  /** That link, or remove links. */
  readonly associations: number
}

/** How often each kind of request has something to carry. */
interface Counts {
  reads: number
  plain: number
  typed: number
  removed: number
  /** Records that lose links. */
  unlinked: number
  unlabelled: number
}

export interface ForecastPorts extends Omit<LinkStagePorts, 'openChannel' | 'mapping'> {
  readonly mapping: Pick<Mapping, 'links' | 'replacesLinks' | 'pairs' | 'key'>
}

const LINKED: PairOutcome = {kind: 'linked'}
const NONE: LinksOfRecord = new Map()
const LOOK_UPS = 100

/**
 * The links of a push, foreseen: its own line of links with channels that read what is there and send nothing. What
 * they would have written is kept on disk, by record, for the rows that follow.
 */
export class LinkForecast {
  readonly #stage: LinkStage | PairStage
  readonly #changes: DiskKeyMap<readonly LinkChange[]>
  readonly #counts: Counts[] = []
  #names = 0
  #searches = 0

  private constructor(ports: ForecastPorts, changes: DiskKeyMap<readonly LinkChange[]>) {
    this.#changes = changes
    const foreseeing = {
      ...ports,
      hubspot: this.#countingLookUps(ports.hubspot),
      openChannel: (direction: LinkDirection) => this.#openChannel(direction, ports),
    }
    this.#stage = ports.mapping.pairs === undefined ? new LinkStage(foreseeing) : new PairStage(foreseeing)
    this.#stage.ended() // all that is there is asked at once: nothing more comes while it waits
  }

  static async open(ports: ForecastPorts): Promise<LinkForecast> {
    const changes = await DiskKeyMap.create<readonly LinkChange[]>(join(ports.directory, 'links'))
    return new LinkForecast(ports, changes)
  }

  /** Rows in file order, with the record ids that they have or `newRecordId`. */
  foresee(outcome: BatchOutcome): Promise<BatchOutcome> {
    return this.#stage.link(outcome, {recordIds: async () => new Map(), isWrittenNow: () => true})
  }

  warnings(): readonly string[] {
    return this.#stage.warnings(true)
  }

  requests(): LinkRequests {
    const sum = (one: (counts: Counts) => number): number => this.#counts.reduce((all, each) => all + one(each), 0)
    return {
      reads: Math.ceil(this.#names / LOOK_UPS) + this.#searches + sum(({reads}) => Math.ceil(reads / MAX_LINK_READS)),
      associations: sum(
        ({plain, typed, removed, unlinked, unlabelled}) =>
          requestsFor(plain, MAX_LINKS) +
          requestsFor(typed, MAX_LINKS) +
          Math.max(requestsFor(removed, MAX_LINKS), Math.ceil(unlinked / MAX_UNLINKED_RECORDS)) +
          requestsFor(unlabelled, MAX_LINKS),
      ),
    }
  }

  async close(): Promise<void> {
    await this.#stage.close(true)
    await this.#changes.delete()
  }

  /** A search asks for as many domains as a read for keys, in pages; the client paces it. */
  #countingLookUps(hubspot: HubSpot): HubSpot {
    const {apiVersion} = hubspot
    return {
      ...(apiVersion !== undefined && {apiVersion}),
      counts: () => hubspot.counts(),
      rate: () => hubspot.rate(),
      call: (call, options) => {
        const names = arrayOf(objectOf(call.body)['inputs']).length
        if (names === 0) this.#searches += 1
        this.#names += names
        return hubspot.call(call, options)
      },
    }
  }

  #openChannel(direction: LinkDirection, {hubspot, options}: Pick<LinkStagePorts, 'hubspot' | 'options'>): LinkChannel {
    const counts: Counts = {reads: 0, plain: 0, typed: 0, removed: 0, unlinked: 0, unlabelled: 0}
    this.#counts.push(counts)
    const keep = (from: string, change: LinkChange): void => this.#keep(direction, from, change)
    return {
      direction,
      read: async ids => {
        counts.reads += ids.length
        const stored = await readLinks(
          hubspot,
          direction,
          ids.filter(id => !isNewRecord(id)),
          options,
        )
        return ids.map(id => linksAfter(stored.get(id) ?? NONE, this.#changesOf(direction, id)))
      },
      linkPlain: async pairs => {
        counts.plain += pairs.length
        for (const {from, to} of pairs) keep(from, {kind: 'linked', to, types: []})
        return linked(pairs)
      },
      linkTyped: async pairs => {
        counts.typed += pairs.length
        for (const {from, to, types} of pairs) keep(from, {kind: 'linked', to, types})
        return linked(pairs)
      },
      unlink: async pairs => {
        counts.removed += pairs.length
        counts.unlinked += new Set(pairs.map(({from}) => from)).size
        for (const {from, to} of pairs) keep(from, {kind: 'unlinked', to})
      },
      unlinkTypes: async (pairs: readonly TypedPair[]) => {
        counts.unlabelled += pairs.length
        for (const {from, to, types} of pairs) keep(from, {kind: 'unlabelled', to, types})
      },
    }
  }

  #changesOf({to}: LinkDirection, id: string): readonly LinkChange[] {
    return this.#changes.get(`${to} ${id}`) ?? []
  }

  #keep(direction: LinkDirection, id: string, change: LinkChange): void {
    this.#changes.set(`${direction.to} ${id}`, [...this.#changesOf(direction, id), change])
  }
}

function linked(pairs: readonly Pair[]): readonly PairOutcome[] {
  return pairs.map(() => LINKED)
}
