import type {Pair} from '../../hubspot/associations/association-calls.js'
import type {LinksOfRecord} from '../../hubspot/associations/read-links.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {Reject, RowLinkOutcome} from '../../rows/rows.js'
import type {KnownRecords} from './known-records.js'
import type {LinkChannel} from './link-channel.js'
import {type LinkTrouble, refusedLink, rejectLink} from './link-rejects.js'
import type {PairOutcome} from './link-writer.js'
import {placeOf, problemOf} from './row-wishes.js'
import type {LinkedRow} from './rows-to-link.js'

/** What is not in the way of most rows: shared, so that a row without rejects brings no list of its own. */
const NO_REJECTS: readonly Reject[] = []
const NO_COLUMNS: readonly number[] = []

export interface PlainLinking {
  readonly columns: readonly LinkColumn[]
  /** For each column, where its names were looked up. */
  readonly known: readonly KnownRecords[]
  readonly channelTo: (column: LinkColumn) => LinkChannel
  readonly onIgnored: () => void
}

/** A link that may have to be made, with whose it is. */
interface Wanted extends Pair {
  readonly at: number
  readonly column: number
  readonly name: string
}

interface OpenOutcome {
  readonly wanted: RowLinkOutcome['wanted']
  made: number
  unchanged: number
  readonly removed: 0
  rejects: readonly Reject[]
  incomplete: readonly number[]
}

/**
 * Links without labels that are only added: what ordered/link-records.ts does, for the case of nearly all rows, with as few
 * objects a row as can be. A push with links must not cost much more than one without.
 */
export async function addPlainLinks(
  rows: readonly LinkedRow[],
  linking: PlainLinking,
): Promise<readonly RowLinkOutcome[]> {
  const outcomes = rows.map(({links}): OpenOutcome => {
    return {wanted: links, made: 0, unchanged: 0, removed: 0, rejects: NO_REJECTS, incomplete: NO_COLUMNS}
  })
  const wanted = wantedLinks(rows, outcomes, linking)
  const jobs = [...wanted].map(([channel, links]) => addThrough(channel, links, {rows, outcomes, linking}))
  await Promise.all(jobs)
  return outcomes
}

function wantedLinks(
  rows: readonly LinkedRow[],
  outcomes: readonly OpenOutcome[],
  {columns, known, channelTo, onIgnored}: PlainLinking,
): Map<LinkChannel, Wanted[]> {
  const wanted = new Map<LinkChannel, Wanted[]>()
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]
    const outcome = outcomes[at]
    if (row === undefined || outcome === undefined) continue
    for (const {column: index, names, unreadable} of row.links) {
      const [column, records] = [columns[index], known[index]]
      if (column === undefined || records === undefined) continue
      for (const name of unreadable === undefined ? names : [unreadable]) {
        const record = records.get(name)
        const problem = problemOf({row, column, name, record, isUnreadable: unreadable !== undefined})
        if (problem === 'ignored') {
          onIgnored()
          outcome.incomplete = [...outcome.incomplete, index]
        } else if (problem !== undefined) reject(outcome, {row, column, index, name}, problem)
        else if (record.kind === 'found') {
          const channel = channelTo(column)
          const links = wanted.get(channel)
          const link = {from: row.recordId, to: record.id, at, column: index, name}
          if (links === undefined) wanted.set(channel, [link])
          else links.push(link)
        }
      }
    }
  }
  return wanted
}

interface Adding {
  readonly rows: readonly LinkedRow[]
  readonly outcomes: readonly OpenOutcome[]
  readonly linking: PlainLinking
}

async function addThrough(channel: LinkChannel, wanted: readonly Wanted[], adding: Adding): Promise<void> {
  const current = await linksOfExisting(channel, wanted, adding.rows)
  const isNamedBefore = repeats()
  const missing: Wanted[] = []
  for (const link of wanted) {
    const isThere = isNamedBefore(link) || current?.get(link.from)?.has(link.to) === true
    const outcome = adding.outcomes[link.at]
    if (!isThere) missing.push(link)
    else if (outcome !== undefined) outcome.unchanged += 1
  }
  const made = await channel.linkPlain(missing)
  for (let index = 0; index < missing.length; index += 1) settle(missing[index], made[index], adding)
}

/** Whether a pair has come before. Nearly all records have one link, whose name is not put together. */
function repeats(): (pair: Pair) => boolean {
  const firstOf = new Map<string, string>()
  const others = new Set<string>()
  return ({from, to}) => {
    const first = firstOf.get(from)
    if (first === undefined) firstOf.set(from, to)
    if (first === undefined || first === to) return first === to
    const count = others.size
    return others.add(`${from} ${to}`).size === count
  }
}

/** Of records that no row of this batch has made; undefined where all are new. */
async function linksOfExisting(
  channel: LinkChannel,
  wanted: readonly Wanted[],
  rows: readonly LinkedRow[],
): Promise<ReadonlyMap<string, LinksOfRecord> | undefined> {
  if (!rows.some(({isNew}) => !isNew)) return undefined
  const made = new Set(rows.filter(({isNew}) => isNew).map(({recordId}) => recordId))
  const existing = new Set<string>()
  for (const {from} of wanted) if (!made.has(from)) existing.add(from)
  if (existing.size === 0) return undefined
  const ids = [...existing]
  const links = await channel.read(ids)
  return new Map(ids.map((id, index) => [id, links[index] ?? new Map()]))
}

function settle(link: Wanted | undefined, made: PairOutcome | undefined, {rows, outcomes, linking}: Adding): void {
  if (link === undefined || made === undefined) return
  const [row, outcome, column] = [rows[link.at], outcomes[link.at], linking.columns[link.column]]
  if (outcome === undefined || row === undefined || column === undefined) return
  if (made.kind === 'linked') outcome.made += 1
  else reject(outcome, {row, column, index: link.column, name: link.name}, refusedLink(column, made.refusal))
}

interface Place {
  readonly row: LinkedRow
  readonly column: LinkColumn
  readonly index: number
  readonly name: string
}

function reject(outcome: OpenOutcome, {row, column, index, name}: Place, problem: LinkTrouble): void {
  outcome.rejects = [...outcome.rejects, rejectLink(placeOf(row, column, name), problem)]
  outcome.incomplete = [...outcome.incomplete, index]
}
