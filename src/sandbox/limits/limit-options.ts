import {AppError} from '../../errors/app-error.js'

/** Limits of a portal; source: docs/hubspot-api.md#rate-limits. */
export interface LimitOptions {
  /** Requests of one app within `intervalMs`. Default 190, that of a private app on Professional and Enterprise. */
  readonly max?: number
  readonly intervalMs?: number
  /** Requests of all private apps of the portal in a day. Default 1,000,000, that of Enterprise. */
  readonly daily?: number
  /** Search requests of the portal in a second. Default 5. */
  readonly searchPerSecond?: number
}

/** A publicly distributed OAuth app may never make more requests than this in one interval. */
export const OAUTH_MAX = 110

/** What is announced when nothing is limited: so much that no client waits for it. */
const UNLIMITED = {max: 1_000_000, intervalMs: 10_000, daily: 1_000_000_000, searchPerSecond: 1_000_000}

const DEFAULTS = {max: 190, intervalMs: 10_000, daily: 1_000_000, searchPerSecond: 5}

export function completeLimits(options: LimitOptions | false | undefined): Required<LimitOptions> {
  return options === false ? UNLIMITED : {...DEFAULTS, ...options}
}

const NAMES = ['max', 'intervalMs', 'daily', 'searchPerSecond']

/** Checks what a control request sent. Throws USAGE. */
export function parseLimits(parsed: unknown): LimitOptions | false {
  if (parsed === false) return false
  const isValid =
    typeof parsed === 'object' &&
    parsed !== null &&
    Object.entries(parsed).every(([name, value]) => NAMES.includes(name) && typeof value === 'number' && value >= 0)
  if (!isValid)
    throw new AppError('USAGE', `Limits are false or an object of numbers with the names ${NAMES.join(', ')}.`)
  return parsed
}
