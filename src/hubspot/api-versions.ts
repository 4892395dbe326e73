import {AppError} from '../errors/app-error.js'
import {ownOf} from '../shared/named.js'

export const DEFAULT_API_VERSION = 'v3'

const API_VERSION = /^(v3|\d{4}-(0[1-9]|1[0-2])(-beta)?)$/

/** @throws AppError USAGE for what is no version. */
export function checkApiVersion(text: string): void {
  if (API_VERSION.test(text)) return
  throw new AppError(
    'USAGE',
    `"${text}" is not a version of HubSpot's API: use v3 or a dated version such as 2026-09.`,
    {
      next: ['unset HUBSPOT_PUSH_API_VERSION'],
    },
  )
}

/** What to tell of an API version that ends soon, or has ended; undefined while there is time. */
export function warnOfVersionEnd(apiVersion: string, nowMs: number): string | undefined {
  const end = endOf(apiVersion)
  if (end === undefined || nowMs < Date.UTC(end.year, end.month - NOTICE_MONTHS)) return undefined
  const when = `${MONTHS[end.month]} ${end.year}`
  return (
    `HubSpot supports version ${apiVersion} of its API until ${when}. ` +
    `HUBSPOT_PUSH_API_VERSION=${ownOf(SUCCESSOR, apiVersion) ?? 'YYYY-MM'} selects a later version; a newer hubspot-push may use it by default.`
  )
}

const NOTICE_MONTHS = 2
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const SUCCESSOR: Readonly<Record<string, string>> = {v3: '2026-09'}

/**
 * Versions v1 to v3 end in September 2027, dated ones 18 months after theirs. `month` counts from 0.
 * Source: docs/hubspot-api.md#versions.
 */
function endOf(apiVersion: string): {readonly year: number; readonly month: number} | undefined {
  if (apiVersion === 'v3') return {year: 2027, month: 8}
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(apiVersion) ?? []
  if (year === undefined || month === undefined) return undefined
  const months = Number(year) * 12 + Number(month) - 1 + 18
  return {year: Math.floor(months / 12), month: months % 12}
}
