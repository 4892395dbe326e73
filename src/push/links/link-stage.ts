import {join} from 'node:path'
import type {LinkDirection} from '../../hubspot/associations/association-calls.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {RowLinkOutcome} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {ownOf} from '../../shared/named.js'
import type {BatchOutcome} from '../line/batch.js'
import {addPlainLinks} from './add-plain-links.js'
import {FlushPolicy} from './flush-policy.js'
import {KnownRecords} from './known-records.js'
import {type LinkChannel, type LinkChannelPorts, openLinkChannel} from './link-channel.js'
import {type LinkTally, linkWarnings} from './link-warnings.js'
import {InOrder} from './ordered/in-order.js'
import type {LinkDoubts} from './ordered/link-doubts.js'
import {linkInOrder} from './ordered/link-in-order.js'
import {noteNamed, orderOf} from './ordered/link-order.js'
import {NamedPairs} from './ordered/named-pairs.js'
import {type RowToLink, type RowWishes, wishReader} from './row-wishes.js'
import {type LinkedRow, rowsToLink, type WrittenFacts, withLinks} from './rows-to-link.js'
import {type LinkTurn, Turns} from './turns.js'

export interface LinkStagePorts {
  readonly mapping: Pick<Mapping, 'links' | 'replacesLinks'>
  /** Of the rows. */
  readonly object: {readonly objectTypeId: string; readonly singularLabel: string}
  readonly hubspot: HubSpot
  readonly options: CallOptions
  /** Most requests of a kind in flight. */
  readonly mostUnderWay: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Of the run; names that were looked up are kept below it where they are many. */
  readonly directory: string
  readonly onLinked?: LinkChannelPorts['onLinked']
  /** What may come late; absent where nothing is written. */
  readonly doubts?: LinkDoubts
  /** Absent: channels that really write. */
  readonly openChannel?: (direction: LinkDirection) => LinkChannel
}

/**
 * Links the records of written rows. A batch comes when its rows are written, and leaves when their links are; requests
 * are filled across the batches that wait. One row's links are never in the way of another's: what HubSpot refuses is a
 * reject of its own.
 */
export class LinkStage {
  readonly policy: FlushPolicy
  readonly #ports: LinkStagePorts
  readonly #known: readonly KnownRecords[]
  /** Names that rows of this run give to records: by which property, and where they were looked up. */
  readonly #ownNames: readonly {readonly by: string; readonly known: KnownRecords}[]
  readonly #readWishes: (row: RowToLink) => RowWishes
  readonly #channels = new Map<string, LinkChannel>()
  /** Plain links that are only added may be written in any order. */
  readonly #isOrdered: boolean
  /** In the order in which batches come, each gets its place among those that link its records. */
  readonly #turns = new Turns()
  /** Labels of a pair, and what replaces links, are written in file order. */
  readonly #order = new InOrder()
  /** Records that rows have linked, where that is asked for. */
  #seen: Promise<DiskKeyMap> | undefined
  readonly #tally: LinkTally = {ignored: 0, labelled: 0, named: 0, hasRepeated: false}
  /** Opened once, though batches come at a time. */
  #named: Promise<NamedPairs> | undefined

  constructor(ports: LinkStagePorts) {
    this.#ports = ports
    const {links, replacesLinks} = ports.mapping
    this.#isOrdered = replacesLinks || links.some(({label, labels}) => label !== undefined || labels !== undefined)
    this.policy = new FlushPolicy(ports)
    const {hubspot, options, mostUnderWay, directory} = ports
    const bySource = new Map<string, KnownRecords>()
    this.#known = ports.mapping.links.map(({object, by}) => {
      const source = `${object.objectTypeId} ${by.kind === 'key' ? `.${by.property}` : by.kind}`
      const place = join(directory, `linked-records-${bySource.size}`)
      const known =
        bySource.get(source) ?? new KnownRecords({object, by}, {hubspot, options, mostUnderWay, directory: place})
      if (!bySource.has(source)) this.policy.watch(known.gather, 8)
      bySource.set(source, known)
      return known
    })
    this.#readWishes = wishReader(links, this.#known)
    this.#ownNames = links.flatMap((column, at) => {
      const known = this.#known[at]
      const isOwn = this.#isOwnObject(column) && column.by.kind === 'key' && known !== undefined
      return isOwn ? [{by: column.by.property, known}] : []
    })
  }

  /** The same outcome, with what became of the links of its rows. @throws AppError for what ends the run */
  async link(outcome: BatchOutcome, facts: WrittenFacts): Promise<BatchOutcome> {
    this.policy.batchCame()
    const turn = this.#turns.take()
    try {
      this.#noteNames(outcome)
      const rows = await rowsToLink(outcome, this.#ports.object.objectTypeId, facts)
      if (rows.length === 0) return outcome
      const links = await this.#linkRows(rows, {turn, seq: outcome.batch.seq})
      return {...outcome, settled: withLinks(outcome.settled, rows, links)}
    } catch (error) {
      this.policy.fail(error)
      throw error
    } finally {
      turn.pass()
    }
  }

  /** For the journal: how long requests about links may still take effect. */
  doubts(): readonly DoubtfulRows[] {
    return this.#ports.doubts?.left() ?? []
  }

  /** No further batch comes. */
  ended(): void {
    this.policy.ended()
  }

  /** What to tell of all links, at the end. */
  warnings(_isForeseen = false): readonly string[] {
    return linkWarnings(this.#tally)
  }

  /** `isFinished`: the run will not be resumed. */
  async close(isFinished: boolean): Promise<void> {
    for (const known of new Set(this.#known)) await known.delete()
    await (await this.#seen)?.delete()
    await (await this.#named)?.close(isFinished)
  }

  /** Rows of this batch may be what others name. */
  #noteNames({batch, settled}: BatchOutcome): void {
    for (const {by, known} of this.#ownNames)
      for (let index = 0; index < settled.length; index += 1) {
        const [row, outcome] = [batch.rows[index], settled[index]]
        if (row?.kind !== 'mapped' || outcome?.kind !== 'ack') continue
        const name = ownOf(row.properties, by)
        if (name !== undefined) known.wrote(name, outcome.recordId ?? '')
      }
  }

  async #linkRows(
    rows: readonly LinkedRow[],
    {turn, seq}: {readonly turn: LinkTurn; readonly seq: number},
  ): Promise<readonly RowLinkOutcome[]> {
    await this.#lookUp(rows)
    const {mapping, doubts} = this.#ports
    if (!this.#isOrdered) {
      const onIgnored = (): void => {
        this.#tally.ignored += 1
      }
      return addPlainLinks(rows, {
        columns: mapping.links,
        known: this.#known,
        channelTo: column => this.#channelTo(column),
        onIgnored,
      })
    }
    if (mapping.replacesLinks && !this.#tally.hasRepeated) await this.#noteRepeated(rows)
    const wishes = rows.map(this.#readWishes)
    for (const {ignored} of wishes) this.#tally.ignored += ignored
    const named = await this.#namedPairs()
    await turn.comes // a batch whose names were known would overtake one that had to look them up
    const isOwn = (column: LinkColumn): boolean => this.#isOwnObject(column)
    const linking = {rows, wishes, isOwn, named, seq, replaces: mapping.replacesLinks}
    noteNamed(linking)
    const link = async (): Promise<readonly RowLinkOutcome[]> => {
      await doubts?.outlastEarlier(
        rows.map(({recordId}) => recordId),
        mapping.links.some(isOwn),
      )
      const {outcomes, left} = await linkInOrder({...linking, channelTo: column => this.#channelTo(column)})
      this.#tally.labelled += left.labelled
      this.#tally.named += left.named
      return outcomes
    }
    const linked = this.#order.run(orderOf(linking), link, () => this.policy.flushSoon())
    turn.pass()
    return linked
  }

  /** Undefined where no row can remove what another one names. */
  async #namedPairs(): Promise<NamedPairs | undefined> {
    const {links, replacesLinks} = this.#ports.mapping
    if (!replacesLinks || !links.some(column => this.#isOwnObject(column))) return undefined
    this.#named ??= NamedPairs.open(this.#ports.directory)
    return this.#named
  }

  async #noteRepeated(rows: readonly LinkedRow[]): Promise<void> {
    this.#seen ??= DiskKeyMap.create(join(this.#ports.directory, 'linked-rows')) // once, though batches come at a time
    const seen = await this.#seen
    for (const {recordId} of rows) {
      if (seen.get(recordId) !== undefined) this.#tally.hasRepeated = true
      seen.set(recordId, 1)
    }
  }

  async #lookUp(rows: readonly LinkedRow[]): Promise<void> {
    const names = new Map<KnownRecords, Set<string>>()
    for (const {links} of rows)
      for (const {column, names: inCell} of links) {
        const known = this.#known[column]
        if (known === undefined || inCell.length === 0) continue
        for (const name of inCell) {
          if (known.isKnown(name)) continue
          const wanted = names.get(known) ?? new Set()
          names.set(known, wanted.add(name))
        }
      }
    if (names.size === 0) return
    const looked = [...names].map(([known, wanted]) => known.lookUp(wanted))
    this.policy.stir()
    await Promise.all(looked)
  }

  #isOwnObject({object}: LinkColumn): boolean {
    return object.objectTypeId === this.#ports.object.objectTypeId
  }

  #channelTo({object}: LinkColumn): LinkChannel {
    const known = this.#channels.get(object.objectTypeId)
    if (known !== undefined) return known
    const from = this.#ports.object
    const direction = {from: from.objectTypeId, to: object.objectTypeId}
    const names = {from: from.singularLabel, to: object.singularLabel}
    const channel =
      this.#ports.openChannel?.(direction) ?? openLinkChannel(direction, names, {...this.#ports, policy: this.policy})
    this.#channels.set(object.objectTypeId, channel)
    return channel
  }
}
