/**
 * How often one may ask: limits by app, by portal, by day, each a window or a count; a *policy* is the limit that refused.
 */

import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {PortalDay} from '../basics/portal-day.js'
import type {Principal} from '../basics/principal.js'
import type {LimitPolicy} from '../faults/fault-rule.js'
import {completeLimits, type LimitOptions, OAUTH_MAX} from './limit-options.js'
import {type LimitUse, limitHeaders} from './limit-reply.js'
import {createRollingWindow, type RollingWindow} from './rolling-window.js'

/** What the limits say about one request. A refused one uses up nothing. */
export interface LimitVerdict {
  readonly refusedBy: LimitPolicy | undefined
  readonly headers: Readonly<Record<string, string>>
}

export interface RateLimits {
  take(principal: Principal, path: string): LimitVerdict
  /** Forgets what was used up. */
  reset(): void
  /** Replaces the limits, and forgets what was used up. */
  set(options: LimitOptions | false): void
}

/** Burst per app, search per portal, day per portal over all its private apps; an OAuth app has no daily limit. */
export function createRateLimits(
  options: LimitOptions | false | undefined,
  clock: Pick<Clock, 'now' | 'monotonic'>,
  dayOf: (nowMs: number) => PortalDay,
): RateLimits {
  let limits = completeLimits(options)
  let isLimited = options !== false
  const apps = new Map<string, {burst: RollingWindow; second: RollingWindow}>()
  let search = createRollingWindow(1000)
  let day = {startMs: Number.NaN, used: 0}

  const appOf = (key: string) => {
    const known = apps.get(key) ?? {burst: createRollingWindow(limits.intervalMs), second: createRollingWindow(1000)}
    apps.set(key, known)
    return known
  }
  const usedToday = (now: number) => {
    const {startMs} = dayOf(now)
    if (startMs !== day.startMs) day = {startMs, used: 0}
    return day.used
  }

  const reset = () => {
    apps.clear()
    search = createRollingWindow(1000)
    day = {startMs: Number.NaN, used: 0}
  }

  return {
    take(principal, path) {
      const [now, at] = [clock.now(), monotonicNow(clock)] // a day is by date, a window by time that passes
      const isOAuth = principal.tokenKind === 'oauth'
      const isSearch = path.endsWith('/search')
      const max = isOAuth ? Math.min(OAUTH_MAX, limits.max) : limits.max
      const app = appOf(isOAuth ? 'oauth' : principal.token)
      const refusedBy = policyThatRefuses({
        daily: !isOAuth && usedToday(now) >= limits.daily,
        secondly: isSearch && search.count(at) >= limits.searchPerSecond,
        rolling: !isSearch && isLimited && app.burst.count(at) >= max,
      })
      if (refusedBy === undefined) {
        if (!isOAuth) day.used++
        if (isSearch) search.add(at)
        else for (const window of [app.burst, app.second]) window.add(at)
      }
      const use: LimitUse = {
        max,
        intervalMs: limits.intervalMs,
        used: app.burst.count(at),
        usedThisSecond: app.second.count(at),
        daily: isOAuth ? undefined : {limit: limits.daily, used: usedToday(now)},
        isSearch,
      }
      return {refusedBy, headers: limitHeaders(use)}
    },
    reset,
    set(next) {
      limits = completeLimits(next)
      isLimited = next !== false
      reset()
    },
  }
}

function policyThatRefuses(spent: {daily: boolean; secondly: boolean; rolling: boolean}): LimitPolicy | undefined {
  if (spent.daily) return 'DAILY'
  if (spent.secondly) return 'SECONDLY'
  return spent.rolling ? 'TEN_SECONDLY_ROLLING' : undefined
}
