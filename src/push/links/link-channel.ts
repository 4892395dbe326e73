import {
  type LinkDirection,
  linkPlain,
  linkTyped,
  MAX_LINK_READS,
  type Pair,
  type TypedPair,
  unlink,
  unlinkTypes,
} from '../../hubspot/associations/association-calls.js'
import type {LinkedObjects} from '../../hubspot/associations/link-errors.js'
import {type LinksOfRecord, readLinks} from '../../hubspot/associations/read-links.js'
import type {CallOptions, HubSpot, HubSpotReply} from '../../hubspot/call-types.js'
import {labelKey, type MadeLink} from '../../runs/created/created-log.js'
import type {FlushPolicy} from './flush-policy.js'
import {Gather, type GatherPorts} from './gather.js'
import {isRemoved, partsByRecord, removeAll} from './link-remover.js'
import {isLinked, LinkWriter, type PairOutcome} from './link-writer.js'
import type {LinkDoubts} from './ordered/link-doubts.js'
import {RequestSize} from './request-size.js'

export interface LinkChannelPorts {
  readonly hubspot: HubSpot
  readonly options: CallOptions
  readonly mostUnderWay: () => number
  readonly policy: FlushPolicy
  /** Links that HubSpot has just confirmed. */
  readonly onLinked?: ((toTypeId: string, links: readonly MadeLink[]) => void) | undefined
  /** Absent where nothing is written. */
  readonly doubts?: LinkDoubts | undefined
}

/** Most inputs of a request that links; HubSpot documents it for labelled links (docs/hubspot-api.md#association-limits). */
export const MAX_LINKS = 2000
/** Most records of a request that removes links. */
export const MAX_UNLINKED_RECORDS = 100

/** How many batches may come behind the first item of a request: together they fit the window of 64. */
const MOST_BATCHES = {read: 16, write: 24, remove: 8} as const

/** All requests about links from one object to another, each filled with what several batches bring. */
export interface LinkChannel {
  readonly direction: LinkDirection
  read(fromIds: readonly string[]): Promise<readonly LinksOfRecord[]>
  linkPlain(pairs: readonly Pair[]): Promise<readonly PairOutcome[]>
  linkTyped(pairs: readonly TypedPair[]): Promise<readonly PairOutcome[]>
  unlink(pairs: readonly Pair[]): Promise<void>
  unlinkTypes(pairs: readonly TypedPair[]): Promise<void>
}

const NO_LINKS: LinksOfRecord = new Map()

export function openLinkChannel(
  direction: LinkDirection,
  objects: LinkedObjects,
  {hubspot, options, mostUnderWay, policy, onLinked, doubts}: LinkChannelPorts,
): LinkChannel {
  const read = (ids: readonly string[]) => readLinks(hubspot, direction, ids, options)
  const reads = gather<string, LinksOfRecord>('read', {
    ...{most: () => MAX_LINK_READS, mostUnderWay},
    send: async ids => {
      const links = await read(ids)
      return ids.map(id => links.get(id) ?? NO_LINKS)
    },
  })
  const plain = writing<Pair>(noting(pairs => linkPlain(hubspot, direction, pairs, options)))
  const typed = writing<TypedPair>(noting(pairs => linkTyped(hubspot, direction, pairs, options)))
  const unlinkPart = noting<Pair>(pairs => unlink(hubspot, direction, pairs, options))
  const removals = removing<Pair>(async pairs => {
    const [first = [], ...others] = partsByRecord(pairs, MAX_UNLINKED_RECORDS)
    let reply = await unlinkPart(first)
    for (const part of others) if (isRemoved(reply)) reply = await unlinkPart(part)
    return reply
  })
  const labelRemovals = removing<TypedPair>(noting(pairs => unlinkTypes(hubspot, direction, pairs, options)))
  return {
    direction,
    read: reads,
    linkPlain: plain,
    linkTyped: typed,
    unlink: async pairs => void (await removals(pairs)),
    unlinkTypes: async pairs => void (await labelRemovals(pairs)),
  }

  function writing<P extends Pair>(send: (pairs: readonly P[]) => Promise<HubSpotReply>) {
    const size = new RequestSize(MAX_LINKS)
    const writer = new LinkWriter<P>({direction, objects, size, send, read, isDone: isLinked})
    return afterDoubts<P, PairOutcome>('write', {...size.bounds(mostUnderWay), send: pairs => write(pairs)})

    async function write(pairs: readonly P[]): Promise<readonly PairOutcome[]> {
      const outcomes = await writer.write(pairs)
      onLinked?.(direction.to, madeLinks(pairs, outcomes))
      return outcomes
    }
  }

  function removing<P extends Pair>(send: (pairs: readonly P[]) => Promise<HubSpotReply>) {
    const size = new RequestSize(MAX_LINKS)
    return afterDoubts<P, true>('remove', {...size.bounds(mostUnderWay), send: pairs => removeAll(pairs, {size, send})})
  }

  function noting<P extends Pair>(send: (pairs: readonly P[]) => Promise<HubSpotReply>): typeof send {
    return doubts?.noting(direction, send) ?? send
  }

  /** A pair of which a request may still take effect waits, and keeps no other from being sent. */
  function afterDoubts<P extends Pair, R>(kind: keyof typeof MOST_BATCHES, ports: GatherPorts<P, R>) {
    const send = gather(kind, ports)
    return (pairs: readonly P[]): Promise<readonly R[]> =>
      doubts?.outlast(direction, pairs)?.then(() => send(pairs)) ?? send(pairs)
  }

  function gather<T, R>(kind: keyof typeof MOST_BATCHES, ports: GatherPorts<T, R>) {
    const gathered = new Gather<T, R>(ports)
    policy.watch(gathered, MOST_BATCHES[kind])
    return (items: readonly T[]): Promise<readonly R[]> => {
      const results = gathered.add(items)
      policy.stir()
      return results
    }
  }
}

type AnyPair = Pair & Partial<TypedPair>
const NO_TYPES: TypedPair['types'] = []

/** Most pairs have the very types of the one before. */
function madeLinks(pairs: readonly AnyPair[], outcomes: readonly PairOutcome[]): readonly MadeLink[] {
  const made: MadeLink[] = []
  let [last, labels]: [TypedPair['types'], readonly string[]] = [NO_TYPES, []]
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at]
    if (pair === undefined || outcomes[at]?.kind !== 'linked') continue
    const {from, to, types = NO_TYPES} = pair
    if (types !== last) labels = types.flatMap(type => (type.label === null ? [] : [labelKey(type)]))
    last = types
    made.push({from, to, labels})
  }
  return made
}
