import {createReadStream} from 'node:fs'
import {hasErrorCode} from '../../shared/files/error-code.js'
import {lines} from '../journal/lines.js'
import {createdPath, MARK_MS, type MadeLink} from './created-log.js'

/** A record that a run has made. */
export interface CreatedRecord {
  readonly row: number
  readonly recordId: string
  /** False: it was found by reading, after a reply that was lost. */
  readonly isSure: boolean
}

/** A process of the run, by HubSpot's clock (ms). */
export interface RunSession {
  readonly fromMs: number
  readonly untilMs: number
  /** It was killed: what it had sent may have been written later. */
  readonly isCutOff?: true
}

export interface CreatedFacts {
  /** Lines that name records; one that is there twice counts twice. */
  readonly count: number
  /** When the run wrote, as far as HubSpot's clock is known; empty where it is not. */
  readonly sessions: readonly RunSession[]
}

/** One line of the file, as it was noted. A line that is torn, or that a later version wrote, is none. */
type Entry =
  | {readonly kind: 'start' | 'alive' | 'end'; readonly atMs: number}
  | {
      readonly kind: 'made'
      readonly atMs: number
      /** Of HubSpot's clock; 0 = unknown. */
      readonly madeMs: number
      readonly records: readonly CreatedRecord[]
    }
  | {readonly kind: 'link'; readonly toTypeId: string; readonly links: readonly MadeLink[]}

/** Undefined where the run kept no such file: it was made by an older version, or wrote no rows. */
export async function readCreatedFacts(directory: string): Promise<CreatedFacts | undefined> {
  const sessions: OpenSession[] = []
  let count = 0
  let isThere = false
  for await (const entry of readEntries(directory)) {
    isThere = true
    if (entry.kind === 'start') sessions.push({fromMs: entry.atMs, untilMs: entry.atMs})
    const session = sessions.at(-1)
    if (session === undefined || entry.kind === 'link') continue
    session.untilMs = Math.max(session.untilMs, entry.atMs)
    session.hasEnded = entry.kind === 'end'
    if (entry.kind !== 'made') continue
    count += entry.records.length
    if (entry.madeMs > 0)
      session.aheadMs = Math.max(session.aheadMs ?? Number.NEGATIVE_INFINITY, entry.madeMs - entry.atMs)
  }
  return isThere ? {count, sessions: byHubSpotsClock(sessions)} : undefined
}

interface OpenSession {
  readonly fromMs: number
  untilMs: number
  hasEnded?: boolean
  /** How much HubSpot's clock is ahead of this one, at least. */
  aheadMs?: number
}

/**
 * A record is made before its reply is here: so much HubSpot's clock is ahead, at least. The highest of these bounds is
 * off by no more than the time that the fastest reply took.
 */
function byHubSpotsClock(sessions: readonly OpenSession[]): RunSession[] {
  const known = sessions.flatMap(({aheadMs}) => aheadMs ?? [])
  if (known.length === 0) return []
  const most = Math.max(...known)
  return sessions.map(({fromMs, untilMs, hasEnded, aheadMs = most}) => {
    const session = {fromMs: fromMs + aheadMs, untilMs: untilMs + aheadMs}
    return hasEnded === true ? session : {...session, untilMs: session.untilMs + MARK_MS, isCutOff: true}
  })
}

/** In the order in which they were made. */
export async function* readCreated(directory: string): AsyncGenerator<readonly CreatedRecord[], void, undefined> {
  for await (const entry of readEntries(directory)) if (entry.kind === 'made') yield entry.records
}

/** The links that the run has made, by the type id of the other record. */
export async function* readMadeLinks(
  directory: string,
): AsyncGenerator<{readonly toTypeId: string; readonly links: readonly MadeLink[]}, void, undefined> {
  for await (const entry of readEntries(directory)) if (entry.kind === 'link') yield entry
}

async function* readEntries(directory: string): AsyncGenerator<Entry, void, undefined> {
  const stream = createReadStream(createdPath(directory))
  try {
    for await (const line of lines(stream)) {
      const entry = parseLine(line)
      if (entry !== undefined) yield entry
    }
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT')) throw error
  } finally {
    stream.destroy()
  }
}

function parseLine(line: string): Entry | undefined {
  if (!line.endsWith(' .')) return undefined
  const [kind, first = '', ...rest] = line.slice(0, -2).split(' ')
  if (kind === 'link') return {kind, toTypeId: first, links: rest.flatMap(parseLink)}
  const atMs = Number(first)
  if (!Number.isSafeInteger(atMs) || first === '') return undefined
  if (kind === 'start' || kind === 'alive' || kind === 'end') return {kind, atMs}
  if (kind !== 'made') return undefined
  const [madeMs = '', ...ids] = rest
  return /^\d+$/.test(madeMs) ? {kind, atMs, madeMs: Number(madeMs), records: parseIds(ids)} : undefined
}

function parseIds(ids: readonly string[]): CreatedRecord[] {
  const records: CreatedRecord[] = []
  let row = 1
  for (const text of ids) {
    const [, at, doubt, recordId] = /^(?:@(\d+)|(\?)?(\d+))$/.exec(text) ?? []
    if (at !== undefined) row = Number(at)
    else if (recordId !== undefined) records.push({row: row++, recordId, isSure: doubt === undefined})
  }
  return records
}

function parseLink(pair: string): MadeLink[] {
  const [from = '', to = '', labels = ''] = pair.split(':')
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return []
  return [{from, to, labels: labels.split(',').filter(label => label !== '')}]
}
