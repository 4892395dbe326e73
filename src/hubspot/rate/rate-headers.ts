import type {IncomingHttpHeaders} from 'node:http'
import {defined} from '../../shared/defined.js'
import type {RateStatus} from '../call-types.js'

/**
 * What a reply's headers tell about the limits; only what they name. OAuth tokens get no daily pair, search none for 10
 * s. Source: docs/hubspot-api.md#rate-limits.
 */
export function readRateHeaders(headers: IncomingHttpHeaders): RateStatus {
  const max = countOf(headers['x-hubspot-ratelimit-max'])
  const intervalMs = countOf(headers['x-hubspot-ratelimit-interval-milliseconds'])
  const remaining = countOf(headers['x-hubspot-ratelimit-remaining'])
  const daily = countOf(headers['x-hubspot-ratelimit-daily'])
  const dailyRemaining = countOf(headers['x-hubspot-ratelimit-daily-remaining'])
  return defined({max, intervalMs, remaining, daily, dailyRemaining})
}

/** Such as `Mon, 23 Nov 2026 10:00:30 GMT`; JavaScript would read a date into `-1`, too. */
const HTTP_DATE = /^[A-Za-z]{3,9},? .*\d{2}:\d{2}/

/**
 * Seconds to wait by `Retry-After`, which is a number of seconds or a date; undefined when absent or neither. No wait
 * at all, or a date that has passed (by a clock ahead of HubSpot's), asks for nothing.
 */
export function readRetryAfter(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const text = headers['retry-after']
  if (text === undefined) return undefined
  const seconds = secondsOf(text.trim(), nowMs)
  return seconds > 0 ? seconds : undefined
}

/** NaN for neither. */
function secondsOf(text: string, nowMs: number): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  return HTTP_DATE.test(text) ? (Date.parse(text) - nowMs) / 1000 : Number.NaN
}

function countOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : undefined
}
