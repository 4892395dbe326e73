import {AppError} from '../errors/app-error.js'
import {shell} from '../errors/next-step.js'

/** What differs between versions of HubSpot's API. */
interface ApiVersion {
  /** Before the name of an API of the CRM, as in `/crm/v3/objects`, or behind it, as in `/crm/objects/2026-09`. */
  readonly stands: 'before' | 'behind'
  /** Until when HubSpot supports it; months count from 1. */
  readonly end: {readonly year: number; readonly month: number}
  /** What to choose once it ends; absent: it is not out yet. */
  readonly successor?: string
}

/**
 * One row a version that this program was tried with, oldest first; other dated ones may be chosen as well. Source:
 * docs/hubspot-api.md#versions.
 */
const VERSIONS: ReadonlyMap<string, ApiVersion> = new Map([
  ['v3', {stands: 'before', end: {year: 2027, month: 9}, successor: '2026-09'}],
  ['2026-09', {stands: 'behind', end: {year: 2028, month: 3}}],
])

export const DEFAULT_API_VERSION = 'v3'
export const NEWEST_API_VERSION = [...VERSIONS.keys()].at(-1) ?? DEFAULT_API_VERSION

/** @throws AppError USAGE for what is not a version. */
export function checkApiVersion(text: string): void {
  if (versionOf(text) !== undefined) return
  throw new AppError(
    'USAGE',
    `"${text}" is not a version of HubSpot's API: use ${DEFAULT_API_VERSION} or a dated version such as ${NEWEST_API_VERSION}.`,
    {next: [shell(['unset', 'HUBSPOT_PUSH_API_VERSION'])]},
  )
}

/** Of a version that `checkApiVersion` accepts. */
export function versionStands(apiVersion: string): ApiVersion['stands'] {
  return versionOf(apiVersion)?.stands ?? 'behind'
}

/** What to tell of an API version that ends soon, or has ended; undefined while there is time. */
export function warnOfVersionEnd(apiVersion: string, nowMs: number): string | undefined {
  const {end, successor} = versionOf(apiVersion) ?? {}
  if (end === undefined || nowMs < Date.UTC(end.year, end.month - 1 - NOTICE_MONTHS)) return undefined
  const when = new Date(Date.UTC(end.year, end.month - 1)).toLocaleDateString('en', MONTH)
  return (
    `HubSpot supports version ${apiVersion} of its API until ${when}. ` +
    `HUBSPOT_PUSH_API_VERSION=${successor ?? 'YYYY-MM'} selects a later version; a newer hubspot-push may use it by default.`
  )
}

const NOTICE_MONTHS = 2
const MONTH = {month: 'long', year: 'numeric', timeZone: 'UTC'} as const

/** Undefined for what is not a version. */
function versionOf(text: string): ApiVersion | undefined {
  return VERSIONS.get(text) ?? datedVersion(text)
}

/** HubSpot supports a dated version for 18 months. */
function datedVersion(text: string): ApiVersion | undefined {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])(?:-beta)?$/.exec(text) ?? []
  if (year === undefined || month === undefined) return undefined
  const months = Number(year) * 12 + Number(month) - 1 + 18
  return {stands: 'behind', end: {year: Math.floor(months / 12), month: (months % 12) + 1}}
}
