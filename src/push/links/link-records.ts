import type {Pair, TypedPair} from '../../hubspot/associations/association-calls.js'
import type {LinksOfRecord} from '../../hubspot/associations/read-links.js'
import type {Reject} from '../../rows/rows.js'
import {type Additions, planAdditions, planRemovals, type Replacement} from './link-changes.js'
import type {LinkChannel} from './link-channel.js'
import {refusedLink, rejectLink} from './link-rejects.js'
import type {PairOutcome} from './link-writer.js'
import {type ColumnWishes, placeOf, type RowToLink, type RowWish} from './row-wishes.js'

/** A row's part in the links of its record to records of one object. */
interface RowPart {
  /** Place of the row among those that are linked together. */
  readonly at: number
  readonly written: RowToLink
  readonly columns: ColumnWishes[]
  /** No name of the row was missing, ambiguous or rejected: only then may anything be removed. */
  readonly isWhole: boolean
}

/** One record and the rows that link it, in file order. */
export interface RecordLinks {
  readonly recordId: string
  /** The first of its rows made it. */
  readonly isNew: boolean
  readonly rows: RowPart[]
}

/** Of one row; counted on. */
interface OpenOutcome {
  made: number
  unchanged: number
  removed: number
  readonly rejects: Reject[]
  readonly incomplete: Set<number>
}

interface Linking {
  readonly outcomes: readonly OpenOutcome[]
  readonly replaces: boolean
}

interface PlannedRecord {
  readonly record: RecordLinks
  readonly wishes: readonly {readonly part: RowPart; readonly wish: RowWish}[]
  readonly current: LinksOfRecord
  readonly additions: Additions
}

const NO_LINKS: LinksOfRecord = new Map()

/**
 * Records of one object that name each other are linked one after the other, each reading what the other has made:
 * writing the labels of one end replaces those of the other.
 */
export function roundsOf(records: readonly RecordLinks[]): readonly (readonly RecordLinks[])[] {
  const rounds: RecordLinks[][] = []
  const nextOf = new Map<string, number>()
  for (const record of records) {
    const named = record.rows.flatMap(({columns}) => columns.flatMap(({wishes}) => wishes))
    const pairs = new Set(named.map(({to}) => pairName(record.recordId, to)))
    let at = 0
    for (const pair of pairs) at = Math.max(at, nextOf.get(pair) ?? 0)
    for (const pair of pairs) nextOf.set(pair, at + 1)
    const round = rounds[at] ?? []
    rounds[at] = round
    round.push(record)
  }
  return rounds
}

/** The same from either end. */
export function pairName(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}

/** Reads what is there, writes what is missing, and removes what is replaced. Returns how many links were left. */
export async function linkRecords(
  channel: LinkChannel,
  records: readonly RecordLinks[],
  linking: Linking,
): Promise<number> {
  const concerned = records.filter(({rows}) => rows.some(part => says(part, linking)))
  const existing = concerned.filter(({isNew}) => !isNew).map(({recordId}) => recordId)
  const read = await channel.read(existing)
  const current = new Map(existing.map((id, index) => [id, read[index] ?? NO_LINKS]))
  const planned = concerned.map((record): PlannedRecord => {
    const wishes = record.rows.flatMap(part =>
      part.columns.flatMap(({wishes: ofColumn}) => ofColumn.map(wish => ({part, wish}))),
    )
    const before = current.get(record.recordId) ?? NO_LINKS
    const additions = planAdditions(
      wishes.map(({wish}) => wish),
      before,
    )
    return {record, wishes, current: before, additions}
  })
  const written = await writeAdditions(channel, planned)
  for (const each of planned) settleWishes(each, written, linking)
  return linking.replaces ? removeOthers(channel, planned, {...linking, written}) : 0
}

/** A cell of which nothing was found says nothing, nor does an empty one where nothing is removed. */
function says({columns, isWhole}: RowPart, {replaces}: Linking): boolean {
  return (replaces && isWhole) || columns.some(({wishes}) => wishes.length > 0)
}

type Written = ReadonlyMap<string, PairOutcome>

/** What became of each pair that was written, by both ids. */
async function writeAdditions(channel: LinkChannel, planned: readonly PlannedRecord[]): Promise<Written> {
  const plain: Pair[] = []
  const typed: TypedPair[] = []
  for (const {record, additions} of planned) {
    for (const to of additions.plain) plain.push({from: record.recordId, to})
    for (const [to, types] of additions.typed) typed.push({from: record.recordId, to, types})
  }
  const [ofPlain, ofTyped] = await Promise.all([channel.linkPlain(plain), channel.linkTyped(typed)])
  const written = new Map<string, PairOutcome>()
  const note = (pairs: readonly Pair[], outcomes: readonly PairOutcome[]): void => {
    for (const [index, outcome] of outcomes.entries()) written.set(nameOf(pairs[index]), outcome)
  }
  note(plain, ofPlain)
  note(typed, ofTyped)
  return written
}

function settleWishes({record, wishes, additions}: PlannedRecord, written: Written, {outcomes}: Linking): void {
  for (const [index, {part, wish}] of wishes.entries()) {
    const outcome = outcomes[part.at]
    if (outcome === undefined) continue
    const pair = written.get(nameOf({from: record.recordId, to: wish.to}))
    if (additions.isNew[index] !== true) outcome.unchanged += 1
    else if (pair?.kind === 'linked') outcome.made += 1
    else if (pair !== undefined) {
      const labels = wish.types.map(({label}) => label ?? '').join(';')
      const place = placeOf(part.written, wish.column, wish.name, labels === '' ? undefined : labels)
      outcome.rejects.push(rejectLink(place, refusedLink(wish.column, pair.refusal)))
      for (const {column} of part.written.links) outcome.incomplete.add(column)
    }
  }
}

interface Removing extends Linking {
  readonly written: Written
}

/** Of each label the last row holds. Nothing is removed for a row of which any name was rejected or ignored. */
async function removeOthers(
  channel: LinkChannel,
  planned: readonly PlannedRecord[],
  {outcomes, written}: Removing,
): Promise<number> {
  const pairs: Pair[] = []
  const labels: TypedPair[] = []
  let left = 0
  for (const each of planned) {
    const {recordId, rows} = each.record
    const outcome = outcomes[rows.at(-1)?.at ?? -1]
    const replacements = lastReplacements(rows, outcomes)
    if (outcome === undefined || replacements.length === 0) continue
    const removals = planRemovals(replacements, linksNow(each, written))
    for (const to of removals.links) pairs.push({from: recordId, to})
    for (const [to, types] of removals.labels) labels.push({from: recordId, to, types})
    outcome.removed += removals.links.length + removals.labels.size
    left += removals.left
  }
  await Promise.all([channel.unlink(pairs), channel.unlinkTypes(labels)])
  return left
}

function linksNow({record, current, additions, wishes}: PlannedRecord, written: Written): LinksOfRecord {
  const state = new Map(current)
  for (const [index, {wish}] of wishes.entries()) {
    const isMade = written.get(nameOf({from: record.recordId, to: wish.to}))?.kind === 'linked'
    if (additions.isNew[index] === true && isMade) state.set(wish.to, [...(state.get(wish.to) ?? []), ...wish.types])
  }
  return state
}

/** Cells of one row with the same label are one. */
function lastReplacements(rows: readonly RowPart[], outcomes: readonly OpenOutcome[]): readonly Replacement[] {
  const last = new Map<string, {readonly at: number; readonly replacement: Replacement; readonly isWhole: boolean}>()
  for (const {at, columns, isWhole: isRead} of rows) {
    const isWhole = isRead && outcomes[at]?.rejects.length === 0
    for (const column of columns) {
      const label = column.types.map(({category, typeId}) => `${category} ${typeId}`).join()
      const earlier = last.get(label)
      const named = column.wishes.map(({to}) => to)
      const beside = earlier?.at === at ? earlier.replacement.to : []
      last.set(label, {at, isWhole, replacement: {types: column.types, to: new Set([...beside, ...named])}})
    }
  }
  return [...last.values()].filter(({isWhole}) => isWhole).map(({replacement}) => replacement)
}

function nameOf(pair: Pair | undefined): string {
  return pair === undefined ? '' : `${pair.from} ${pair.to}`
}
