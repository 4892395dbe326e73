import type {Call, TypedCall} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import type {CrmRecord} from '../records/record-store.js'

export interface LegacyPage {
  readonly records: readonly CrmRecord[]
  readonly hasMore: boolean
}

export interface PageSize {
  /** The parameter that names it. */
  readonly by: 'count' | 'limit'
  readonly standard: number
  readonly max: number
}

/** More than the most is answered with the most: `has-more` says so. */
export function sizeOf({request}: Call, {by, standard, max}: PageSize): number {
  return Math.min(Math.max(numberParam(request.query, by) ?? standard, 1), max)
}

/** Undefined where it is absent or empty. */
export function numberParam(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw validationRefusal(`The parameter ${name} must be a whole number, not ${text}.`)
}

export function isLive({archivedAtMs, mergedInto, erased}: CrmRecord): boolean {
  return archivedAtMs === undefined && mergedInto === undefined && erased !== true
}

/** In the order of ids; `after`: the last id of the page before. */
export function pageByIds({context, type}: TypedCall, after: number, size: number): LegacyPage {
  const records: CrmRecord[] = []
  for (const record of context.storeOf(type).from(after + 1)) {
    if (!isLive(record)) continue
    if (records.length === size) return {records, hasMore: true}
    records.push(record)
  }
  return {records, hasMore: false}
}

/** `updatedAtMs` or `createdAtMs` */
export type Moment = 'updatedAtMs' | 'createdAtMs'

/** The newest first, and among those of one moment the last that was made. */
export function newestFirst({context, type}: TypedCall, by: Moment, sinceMs: number): CrmRecord[] {
  return [...context.storeOf(type).all()]
    .filter(record => isLive(record) && record[by] >= sinceMs)
    .sort((a, b) => b[by] - a[by] || Number(b.id) - Number(a.id))
}

const MOST_RECENT = 10_000

/** A page of the newest; `offset` counts records. */
export function recentPage(
  call: TypedCall,
  by: Moment,
): LegacyPage & {readonly offset: number; readonly total: number} {
  const {query} = call.request
  const size = sizeOf(call, {by: 'count', standard: 20, max: 100})
  const all = newestFirst(call, by, numberParam(query, 'since') ?? 0).slice(0, MOST_RECENT)
  const start = numberParam(query, 'offset') ?? 0
  const records = all.slice(start, start + size)
  const offset = start + records.length
  return {records, hasMore: offset < all.length, offset, total: all.length}
}
