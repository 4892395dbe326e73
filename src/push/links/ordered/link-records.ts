import type {Pair, TypedPair} from '../../../hubspot/associations/association-calls.js'
import type {LinkRefusal} from '../../../hubspot/associations/link-errors.js'
import type {LinksOfRecord} from '../../../hubspot/associations/read-links.js'
import type {Reject, RowLinkOutcome} from '../../../rows/rows.js'
import type {LinkChannel} from '../link-channel.js'
import {refusedLink, rejectLink} from '../link-rejects.js'
import type {PairOutcome} from '../link-writer.js'
import {type ColumnWishes, placeOf, type RowToLink, type RowWish, type RowWishes} from '../row-wishes.js'
import {type Additions, planAdditions} from './link-changes.js'
import {pairName} from './pair-name.js'

/** A row's part in the links of its record to records of one object. */
export interface RowPart {
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
export interface OpenOutcome {
  readonly wanted: RowLinkOutcome['wanted']
  made: number
  unchanged: number
  removed: number
  rejects: readonly Reject[]
  incomplete: readonly number[]
}

export interface Linking {
  readonly outcomes: readonly OpenOutcome[]
  readonly replaces: boolean
}

/** A record whose rows have what they name, as far as HubSpot took it. */
export interface LinkedRecord {
  readonly record: RecordLinks
  /** Before. */
  readonly current: LinksOfRecord
  /** Whether the link to a record is there now. */
  readonly isHeld: (to: string) => boolean
}

interface PlannedRecord {
  readonly record: RecordLinks
  /** Whose each of the wishes is. */
  readonly parts: readonly RowPart[]
  readonly wishes: readonly RowWish[]
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

/** As a row begins, with what its cells want. */
export function openOutcome(wanted: OpenOutcome['wanted'], {rejects, incomplete}: RowWishes): OpenOutcome {
  return {wanted, made: 0, unchanged: 0, removed: 0, rejects, incomplete}
}

/** Reads what is there, and writes what is missing. Of the records, those that matter for what is replaced. */
export async function addLinks(
  channel: LinkChannel,
  records: readonly RecordLinks[],
  linking: Linking,
): Promise<readonly LinkedRecord[]> {
  const concerned = records.filter(({rows}) => rows.some(part => says(part, linking)))
  const existing = concerned.filter(({isNew}) => !isNew).map(({recordId}) => recordId)
  const read = await channel.read(existing)
  const current = new Map(existing.map((id, index) => [id, read[index] ?? NO_LINKS]))
  const planned = concerned.map((record): PlannedRecord => {
    const before = current.get(record.recordId) ?? NO_LINKS
    const {parts, wishes} = wishesOf(record)
    return {record, parts, wishes, current: before, additions: planAdditions(wishes, before)}
  })
  const refused = await writeAdditions(channel, planned)
  for (const each of planned) settleWishes(each, refused, linking)
  if (!linking.replaces) return []
  return planned.map(({record, current: before}) => {
    return {record, current: before, isHeld: to => !refused.has(nameOf(record.recordId, to))}
  })
}

/** Of nearly all records, those of one cell. */
function wishesOf({rows}: RecordLinks): Pick<PlannedRecord, 'parts' | 'wishes'> {
  const [only, ...others] = rows.length === 1 ? (rows[0]?.columns ?? []) : []
  if (only !== undefined && others.length === 0 && only.wishes.length === 1) return {parts: rows, wishes: only.wishes}
  const parts: RowPart[] = []
  const wishes: RowWish[] = []
  for (const part of rows)
    for (const {wishes: ofColumn} of part.columns)
      for (const wish of ofColumn) {
        parts.push(part)
        wishes.push(wish)
      }
  return {parts, wishes}
}

/** A cell of which nothing was found says nothing, nor does an empty one where nothing is removed. */
function says({columns, isWhole}: RowPart, {replaces}: Linking): boolean {
  return (replaces && isWhole) || columns.some(({wishes}) => wishes.length > 0)
}

/** By both ids; of nearly all pairs, nothing. */
type Refused = ReadonlyMap<string, LinkRefusal>

async function writeAdditions(channel: LinkChannel, planned: readonly PlannedRecord[]): Promise<Refused> {
  const plain: Pair[] = []
  const typed: TypedPair[] = []
  for (const {record, additions} of planned) {
    for (const to of additions.plain) plain.push({from: record.recordId, to})
    for (const {to, types} of additions.typed) typed.push({from: record.recordId, to, types})
  }
  const [ofPlain, ofTyped] = await Promise.all([channel.linkPlain(plain), channel.linkTyped(typed)])
  const refused = new Map<string, LinkRefusal>()
  const note = (pairs: readonly Pair[], outcomes: readonly PairOutcome[]): void => {
    for (let index = 0; index < pairs.length; index += 1) {
      const [pair, outcome] = [pairs[index], outcomes[index]]
      if (pair !== undefined && outcome?.kind === 'refused') refused.set(nameOf(pair.from, pair.to), outcome.refusal)
    }
  }
  note(plain, ofPlain)
  note(typed, ofTyped)
  return refused
}

function settleWishes({record, parts, wishes, additions}: PlannedRecord, refused: Refused, {outcomes}: Linking): void {
  for (let index = 0; index < wishes.length; index += 1) {
    const [part, wish] = [parts[index], wishes[index]]
    const outcome = part === undefined ? undefined : outcomes[part.at]
    if (outcome === undefined || part === undefined || wish === undefined) continue
    const refusal = refused.size === 0 ? undefined : refused.get(nameOf(record.recordId, wish.to))
    if (additions.isNew[index] !== true) outcome.unchanged += 1
    else if (refusal === undefined) outcome.made += 1
    else rejectWish(outcome, {part, wish, refusal})
  }
}

interface RefusedWish {
  readonly part: RowPart
  readonly wish: RowWish
  readonly refusal: LinkRefusal
}

function rejectWish(outcome: OpenOutcome, {part, wish, refusal}: RefusedWish): void {
  const labels = wish.types.map(({label}) => label ?? '').join(';')
  const place = placeOf(part.written, wish.column, wish.name, labels === '' ? undefined : labels)
  outcome.rejects = [...outcome.rejects, rejectLink(place, refusedLink(wish.column, refusal))]
  outcome.incomplete = [...new Set([...outcome.incomplete, ...part.written.links.map(({column}) => column)])]
}

function nameOf(from: string, to: string): string {
  return `${from} ${to}`
}
