import {join} from 'node:path'
import type {LinkType} from '../../hubspot/associations/association-calls.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {Linked, Reject, RowLinkOutcome, RowLinks, Settled} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import type {BatchOutcome} from '../line/batch.js'
import {FlushPolicy} from '../links/flush-policy.js'
import {KnownRecords} from '../links/known-records.js'
import {type LinkChannel, openLinkChannel} from '../links/link-channel.js'
import {withoutWritten} from '../links/link-rejects.js'
import type {LinkStagePorts} from '../links/link-stage.js'
import {InOrder} from '../links/ordered/in-order.js'
import {pairName} from '../links/ordered/pair-name.js'
import {type RowToLink, type RowWishes, wishReader} from '../links/row-wishes.js'
import {Turns} from '../links/turns.js'
import {linkPairs, type PairRow} from './link-pairs.js'
import {nameOfRow, type OwnTarget, rowOfRecord} from './own-record.js'
import {unlinkPairs} from './unlink-pairs.js'

export interface PairStagePorts extends Omit<LinkStagePorts, 'mapping'> {
  readonly mapping: Pick<Mapping, 'links' | 'pairs' | 'key'>
}

/**
 * Links or unlinks pairs of records. A batch comes as it was read, and leaves when what its rows ask for is done: both
 * records of a row are looked up, each once a run, and requests are filled across the batches that wait. Rows of one
 * pair are done in file order.
 */
export class PairStage {
  readonly #ports: PairStagePorts
  /** When requests leave that are not full: those that look up, and those that read and write links. */
  readonly #policies: {readonly lookUps: FlushPolicy; readonly links: FlushPolicy}
  /** Batches whose records are being looked up: they may bring more for the requests behind. */
  #lookingUp = 0
  #isEnded = false
  readonly #column: LinkColumn
  readonly #own: OwnTarget
  readonly #removes: boolean
  /** Where keys are looked up, and names of the other records. */
  readonly #known: {readonly own: KnownRecords; readonly other: KnownRecords}
  readonly #readWishes: (row: RowToLink) => RowWishes
  #openedChannel: LinkChannel | undefined
  readonly #turns = new Turns()
  readonly #order = new InOrder()
  /** Links that were removed with their labels, and some of these. */
  #lost = 0
  readonly #lostLabels = new Set<string>()

  constructor(ports: PairStagePorts) {
    const {mapping, object} = ports
    const [column] = mapping.links
    if (column === undefined || mapping.pairs === undefined)
      throw new Error('This mapping has no pairs: this is a bug in hubspot-push.')
    this.#ports = ports
    this.#column = column
    this.#own = {object, by: mapping.pairs.by, key: mapping.key}
    this.#removes = mapping.pairs.mode === 'unlink'
    this.#policies = {lookUps: new FlushPolicy(ports), links: new FlushPolicy(ports)}
    const own = this.#open(this.#own, 'own-records')
    const other = isSameSource(this.#own, column) ? own : this.#open(column, 'other-records')
    this.#known = {own, other}
    this.#readWishes = wishReader([column], [other])
  }

  /** The same rows with what became of them. Called in file order. @throws AppError for what ends the run */
  async link({batch}: Pick<BatchOutcome, 'batch'>): Promise<BatchOutcome> {
    const {lookUps, links} = this.#policies
    lookUps.batchCame()
    const turn = this.#turns.take()
    try {
      await this.#lookUp(batch)
      const found = batch.rows.map(row =>
        row.kind === 'mapped' ? rowOfRecord(row, this.#recordOf(row), this.#own) : row,
      )
      const pairs = found.flatMap(row => ('kind' in row ? [] : [this.#pairOf(row)]))
      links.batchCame()
      await turn.comes // a batch whose names were known would overtake one that had to look them up
      const names = pairs.flatMap(namesOf)
      const done = this.#order.run(
        {alone: new Set(names), after: NONE},
        () => this.#apply(pairs, names),
        () => links.flushSoon(),
      )
      turn.pass()
      const outcomes = (await done).values()
      const settled = found.map((row): Settled => ('kind' in row ? row : linkedOf(row, outcomes.next().value)))
      return {batch, settled}
    } catch (error) {
      for (const policy of [lookUps, links]) policy.fail(error)
      throw error
    } finally {
      turn.pass()
    }
  }

  /** No further batch comes. */
  ended(): void {
    this.#isEnded = true
    this.#policies.lookUps.ended()
    if (this.#lookingUp === 0) this.#policies.links.ended()
  }

  /** For the journal: how long requests about links may still take effect. */
  doubts(): readonly DoubtfulRows[] {
    return this.#ports.doubts?.left() ?? []
  }

  /** What to tell of all pairs, at the end. `isForeseen`: of a dry run. */
  warnings(isForeseen = false): readonly string[] {
    if (this.#lost === 0) return []
    const labels = [...this.#lostLabels].map(label => `"${label}"`).join(', ')
    const links = this.#lost === 1 ? '1 link' : `${this.#lost} links`
    if (!isForeseen) return [`${links} had labels, which were removed with the link (${labels}).`]
    return [`${links} would be removed with labels (${labels}). --label removes only a label and keeps the link.`]
  }

  async close(): Promise<void> {
    for (const known of new Set([this.#known.own, this.#known.other])) await known.delete()
  }

  #open(target: OwnTarget | LinkColumn, name: string): KnownRecords {
    const {directory, ...ports} = this.#ports
    const known = new KnownRecords(target, {...ports, directory: join(directory, name)})
    this.#policies.lookUps.watch(known.gather, MOST_BATCHES)
    return known
  }

  async #lookUp({rows}: BatchOutcome['batch']): Promise<void> {
    const names = {own: new Set<string>(), other: new Set<string>()}
    for (const row of rows) {
      if (row.kind !== 'mapped') continue
      names.own.add(nameOfRow(row, this.#own))
      for (const {names: inCell} of row.links ?? []) for (const name of inCell) names.other.add(name)
    }
    const done = this.#policies.links.writing()
    this.#lookingUp += 1
    try {
      const looked = [this.#known.own.lookUp(names.own), this.#known.other.lookUp(names.other)]
      this.#policies.lookUps.stir()
      await Promise.all(looked)
    } finally {
      this.#lookingUp -= 1
      done()
      if (this.#isEnded && this.#lookingUp === 0) this.#policies.links.ended()
    }
  }

  #recordOf(row: {readonly key: string}) {
    return this.#known.own.get(nameOfRow(row, this.#own))
  }

  #pairOf(written: RowToLink): PairRow {
    const wishes = this.#readWishes(written)
    return {written, wishes: {...wishes, rejects: wishes.rejects.map(reject => withLabels(reject, written.links))}}
  }

  /** `names`: of the pairs, one for each wish. */
  async #apply(pairs: readonly PairRow[], names: readonly string[]): Promise<readonly RowLinkOutcome[]> {
    if (!this.#removes) {
      // What the process before wrote may come late, and labels that are written replace others.
      if (hasLabels(this.#column)) await this.#ports.doubts?.outlastEarlier(names, false)
      return linkPairs(this.#channel(), pairs)
    }
    const {outcomes, lost} = await unlinkPairs(this.#channel(), pairs)
    for (const labels of lost) this.#noteLost(labels)
    return outcomes
  }

  #noteLost(labels: readonly LinkType[]): void {
    this.#lost += 1
    for (const {label} of labels) if (label !== null && this.#lostLabels.size < MOST_LABELS) this.#lostLabels.add(label)
  }

  #channel(): LinkChannel {
    const {object: from, openChannel} = this.#ports
    const {object: to} = this.#column
    const direction = {from: from.objectTypeId, to: to.objectTypeId}
    const names = {from: from.singularLabel, to: to.singularLabel}
    this.#openedChannel ??=
      openChannel?.(direction) ?? openLinkChannel(direction, names, {...this.#ports, policy: this.#policies.links})
    return this.#openedChannel
  }
}

const MOST_LABELS = 5
const NONE: ReadonlySet<string> = new Set()
/** So many batches may wait for a look-up that is not full. */
const MOST_BATCHES = 8

function isSameSource(own: OwnTarget, {object, by}: LinkColumn): boolean {
  const isSameWay =
    own.by.kind === by.kind && (own.by.kind !== 'key' || by.kind !== 'key' || own.by.property === by.property)
  return object.objectTypeId === own.object.objectTypeId && isSameWay
}

function hasLabels({label, labels}: LinkColumn): boolean {
  return label !== undefined || labels !== undefined
}

/** What no two batches may do at once; links of an object with itself are the same from either end. */
function namesOf({written, wishes}: PairRow): readonly string[] {
  return wishes.columns.flatMap(column => column.wishes.map(({to}) => pairName(written.recordId, to)))
}

/** A file of pairs may name a pair once for each label: the reject says which of these it is. */
function withLabels(reject: Reject, [links]: readonly RowLinks[]): Reject {
  const {labels = []} = links ?? {}
  if (labels.length === 0 || reject.link === undefined) return reject
  return {...reject, link: {...reject.link, label: labels.join(';')}}
}

function linkedOf({row, recordId}: RowToLink, outcome: RowLinkOutcome | undefined): Linked {
  if (outcome === undefined) throw new Error('A pair has no outcome: this is a bug in hubspot-push.')
  const rejects = outcome.rejects.map(reject => ({...reject, message: withoutWritten(reject.message)}))
  return {kind: 'linked', row: row.row, line: row.line, key: row.key, recordId, links: {...outcome, rejects}}
}
