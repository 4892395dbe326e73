import {join} from 'node:path'
import type {LinkDirection} from '../../hubspot/associations/association-calls.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {RowLinkOutcome} from '../../rows/rows.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import type {BatchOutcome} from '../line/batch.js'
import {addPlainLinks} from './add-plain-links.js'
import {FlushPolicy} from './flush-policy.js'
import {KnownRecords} from './known-records.js'
import {type LinkChannel, openLinkChannel} from './link-channel.js'
import {linkRecords, pairName, type RecordLinks, roundsOf} from './link-records.js'
import {type RowWishes, readWishes} from './row-wishes.js'
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
  readonly #channels = new Map<string, LinkChannel>()
  /** Plain links that are only added may be written in any order. */
  readonly #isOrdered: boolean
  /** In the order in which batches come, each gets its place among those that link its records. */
  readonly #turns = new Turns()
  /** Record → the batch that links it last, where order counts. */
  readonly #lastOf = new Map<string, Promise<unknown>>()
  /** Records that rows have linked, where that is asked for. */
  #seen: Promise<DiskKeyMap> | undefined
  /** Names that were ignored since no record has them. */
  #ignored = 0
  /** Links that no cell names, left since they carry labels. */
  #left = 0
  /** A record was linked by several rows, where links are replaced. */
  #hasRepeated = false

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
  }

  /** The same outcome, with what became of the links of its rows. @throws AppError for what ends the run */
  async link(outcome: BatchOutcome, facts: WrittenFacts): Promise<BatchOutcome> {
    this.policy.batchCame()
    const turn = this.#turns.take()
    try {
      const rows = await rowsToLink(outcome, this.#ports.object.objectTypeId, facts)
      if (rows.length === 0) return outcome
      const links = await this.#linkRows(rows, turn)
      return {...outcome, settled: withLinks(outcome.settled, rows, links)}
    } catch (error) {
      this.policy.fail(error)
      throw error
    } finally {
      turn.pass()
    }
  }

  /** What to tell of all links, at the end. */
  warnings(): readonly string[] {
    const ignored =
      this.#ignored === 0
        ? []
        : [`${countOf(this.#ignored, 'name')} without a record left out, as the mapping says (missing: ignore).`]
    const left =
      this.#left === 0
        ? []
        : [`${countOf(this.#left, 'link')} that no cell names left in place: a label would go with the plain link.`]
    const repeated = this.#hasRepeated
      ? ['Several rows of the file are about the same record: its links are those of the last of them.']
      : []
    return [...ignored, ...left, ...repeated]
  }

  async close(): Promise<void> {
    for (const known of new Set(this.#known)) await known.delete()
    await (await this.#seen)?.delete()
  }

  async #linkRows(rows: readonly LinkedRow[], turn: LinkTurn): Promise<readonly RowLinkOutcome[]> {
    await this.#lookUp(rows)
    const {mapping} = this.#ports
    if (!this.#isOrdered) {
      const onIgnored = (): void => {
        this.#ignored += 1
      }
      return addPlainLinks(rows, {
        columns: mapping.links,
        known: this.#known,
        channelTo: column => this.#channelTo(column),
        onIgnored,
      })
    }
    if (mapping.replacesLinks && !this.#hasRepeated) await this.#noteRepeated(rows)
    const wishes = rows.map(row => readWishes(row, mapping.links, this.#known))
    for (const {ignored} of wishes) this.#ignored += ignored
    await turn.comes // a batch whose names were known would overtake one that had to look them up
    const linked = this.#inOrder(this.#concerned(rows, wishes), () => this.#linkByObject(rows, wishes))
    turn.pass()
    return linked
  }

  async #noteRepeated(rows: readonly LinkedRow[]): Promise<void> {
    this.#seen ??= DiskKeyMap.create(join(this.#ports.directory, 'linked-rows')) // once, though batches come at a time
    const seen = await this.#seen
    for (const {recordId} of rows) {
      if (seen.get(recordId) !== undefined) this.#hasRepeated = true
      seen.set(recordId, 1)
    }
  }

  async #lookUp(rows: readonly LinkedRow[]): Promise<void> {
    const names = new Map<KnownRecords, Set<string>>()
    for (const {links} of rows)
      for (const {column, names: inCell} of links) {
        const known = this.#known[column]
        if (known === undefined || inCell.length === 0) continue
        const wanted = names.get(known) ?? new Set()
        for (const name of inCell) wanted.add(name)
        names.set(known, wanted)
      }
    const looked = [...names].map(([known, wanted]) => known.lookUp(wanted))
    this.policy.stir()
    await Promise.all(looked)
  }

  /** What nobody else may link meanwhile: the records and, where they are of the same object as theirs, the pairs. */
  #concerned(rows: readonly LinkedRow[], wishes: readonly RowWishes[]): ReadonlySet<string> {
    const ids = new Set(rows.map(({recordId}) => recordId))
    for (const [at, {recordId}] of rows.entries())
      for (const {column, wishes: named} of wishes[at]?.columns ?? [])
        if (this.#isOwnObject(column)) for (const {to} of named) ids.add(pairName(recordId, to))
    return ids
  }

  /** Labels of a pair, and what replaces links, are written in file order. */
  #inOrder<R>(ids: ReadonlySet<string>, link: () => Promise<R>): Promise<R> {
    const before = new Set([...ids].flatMap(id => this.#lastOf.get(id) ?? []))
    if (before.size > 0) this.policy.flushSoon()
    const done = before.size === 0 ? link() : Promise.all(before).then(link)
    for (const id of ids) this.#lastOf.set(id, done)
    const forget = (): void => {
      for (const id of ids) if (this.#lastOf.get(id) === done) this.#lastOf.delete(id)
    }
    done.then(forget, forget)
    return done
  }

  async #linkByObject(rows: readonly LinkedRow[], wishes: readonly RowWishes[]): Promise<readonly RowLinkOutcome[]> {
    const {replacesLinks} = this.#ports.mapping
    const outcomes = wishes.map(({rejects, incomplete}) => ({
      ...{made: 0, unchanged: 0, removed: 0},
      rejects: [...rejects],
      incomplete: new Set(incomplete),
    }))
    const jobs = [...this.#byObject(rows, wishes)].map(async ([channel, records]) => {
      for (const round of this.#isOrdered && channel.direction.to === this.#ports.object.objectTypeId
        ? roundsOf(records)
        : [records])
        this.#left += await linkRecords(channel, round, {outcomes, replaces: replacesLinks})
    })
    await Promise.all(jobs)
    return outcomes.map(({incomplete, ...outcome}, at) => ({
      ...outcome,
      wanted: rows[at]?.links ?? [],
      incomplete: [...incomplete],
    }))
  }

  /** By the other object, and there by record, in file order. */
  #byObject(rows: readonly LinkedRow[], wishes: readonly RowWishes[]): Map<LinkChannel, readonly RecordLinks[]> {
    const found = new Map<LinkChannel, Map<string, RecordLinks>>()
    for (const [at, row] of rows.entries()) {
      const {columns = [], rejects = [], ignored = 0} = wishes[at] ?? {}
      for (const column of columns) {
        const channel = this.#channelTo(column.column)
        const records = found.get(channel) ?? new Map<string, RecordLinks>()
        const {recordId} = row
        // Another row may have linked it from the other end.
        const isNew = row.isNew && !(this.#isOrdered && this.#isOwnObject(column.column))
        const record = records.get(recordId) ?? {recordId, isNew, rows: []}
        const last = record.rows.at(-1)
        if (last?.at === at) last.columns.push(column)
        else record.rows.push({at, written: row, columns: [column], isWhole: rejects.length === 0 && ignored === 0})
        found.set(channel, records.set(recordId, record))
      }
    }
    return new Map([...found].map(([channel, records]) => [channel, [...records.values()]]))
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

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
