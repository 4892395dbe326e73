import type {StoredRecord} from '../../hubspot/batch/batch-read.js'
import type {PropertyVersion} from '../../hubspot/batch/histories.js'

/** Why a record that the run made is left as it is; the message names what was found. */
export interface LeftAsItIs {
  readonly code: 'CHANGED_SINCE' | 'LINKED_SINCE' | 'MERGED_RECORD' | 'IN_DOUBT'
  readonly message: string
  readonly property?: string
  readonly value?: string
}

/** While a process of the run wrote. `isCutOff`: it was killed, and what it had sent may have been written later. */
interface WrittenWhile {
  readonly fromMs: number
  readonly untilMs: number
  readonly isCutOff?: true
}

/** What is known of the run whose records are judged. */
export interface RunMarks {
  /** The property that its rows were matched on: each of its records got it when it was made. */
  readonly key: string
  /** Whether its rows may have set the property, by its internal name. */
  readonly mayHaveSet: (property: string) => boolean
  /** When it wrote, by HubSpot's clock; empty where that is not known. */
  readonly sessions: readonly WrittenWhile[]
}

/** HubSpot works these out itself, whoever wrote before (docs/hubspot-api.md#property-histories). */
const HUBSPOTS_OWN: ReadonlySet<string> = new Set([
  'CALCULATED',
  'CENTRAL_EXCHANGE_RATES',
  'COMPANY_INSIGHTS',
  'DATA_ENRICHMENT',
  'DEFAULT',
  'INTERNAL_PROCESSING',
  'MIGRATION',
])

/** What HubSpot sets by itself when a record is made, as if the app had. */
const DEFAULTS: ReadonlySet<string> = new Set(['hs_pipeline', 'hs_pipeline_stage', 'lifecyclestage'])
const DEFAULTS_MS = 1000

/**
 * The first thing in a record's histories that somebody else did, or that cannot be told from it; undefined where the
 * record is as the run left it. A version is the run's own if it has the source that made the record, is of a property
 * that the run wrote, and lies within the run.
 */
export function judgeHistories(record: StoredRecord, marks: RunMarks): LeftAsItIs | undefined {
  const {histories = new Map(), createdMs} = record
  const maker = histories.get(marks.key)?.at(-1)
  if (createdMs === undefined || maker === undefined || Number.isNaN(maker.atMs))
    return {code: 'IN_DOUBT', message: `HubSpot does not show when ${marks.key} of this record was set, and by whom.`}
  if (marks.sessions.length === 0)
    return {code: 'IN_DOUBT', message: 'When the run wrote is not known by HubSpot’s clock.'}
  for (const [property, versions] of histories) {
    const found = judgeProperty(property, versions, {maker, createdMs, marks})
    if (found !== undefined) return found
  }
  return undefined
}

interface Making {
  readonly maker: PropertyVersion
  readonly createdMs: number
  readonly marks: RunMarks
}

function judgeProperty(property: string, versions: readonly PropertyVersion[], making: Making): LeftAsItIs | undefined {
  const others = versions.filter(version => !isOfRun(property, version, making))
  const someones = others.find(({source}) => !HUBSPOTS_OWN.has(source))
  if (someones !== undefined) return changed(property, someones, making)
  const own = versions.find(version => !others.includes(version))
  const [now] = versions
  return own === undefined || now === undefined || now.value === own.value ? undefined : changed(property, now, making)
}

function isOfRun(property: string, version: PropertyVersion, {maker, createdMs, marks}: Making): boolean {
  if (!isSameSource(version, maker)) return false
  const {atMs} = version
  if (atMs <= createdMs || (DEFAULTS.has(property) && atMs <= createdMs + DEFAULTS_MS)) return true
  return marks.mayHaveSet(property) && marks.sessions.some(({fromMs, untilMs}) => atMs >= fromMs && atMs < untilMs)
}

function isSameSource(one: PropertyVersion, other: PropertyVersion): boolean {
  return one.source === other.source && one.sourceId === other.sourceId
}

function changed(property: string, version: PropertyVersion, making: Making): LeftAsItIs {
  const {value, atMs, source, sourceId} = version
  const {maker} = making
  const who = isSameSource(version, maker)
    ? 'the app of this login, but not by this run'
    : `${source || 'an unnamed source'}${sourceId === undefined ? '' : ` (${sourceId})`}`
  const when = Number.isNaN(atMs) ? '' : ` on ${new Date(atMs).toISOString()}`
  const what = value === '' ? `${property} was cleared` : `${property} was set to "${value}"`
  if (mayBeLate(property, version, making)) {
    const message = `${what} by the app of this login${when}, soon after the run was killed: by an interrupted request of it, perhaps.`
    return {code: 'IN_DOUBT', message, property, value}
  }
  return {code: 'CHANGED_SINCE', message: `${what} by ${who}${when}.`, property, value}
}

/** How long after its last sign of life a request of a killed process may still be carried out. */
const LATE_MS = 150_000

function mayBeLate(property: string, version: PropertyVersion, {maker, marks}: Making): boolean {
  const {atMs} = version
  const isLate = marks.sessions.some(
    ({untilMs, isCutOff}) => isCutOff === true && atMs >= untilMs && atMs < untilMs + LATE_MS,
  )
  return isLate && isSameSource(version, maker) && marks.mayHaveSet(property)
}
