import type {IncomingHttpHeaders} from 'node:http'
import type {RateStatus} from './api-types.js'

/**
 * What a reply's headers tell about the limits; only what they name. OAuth tokens get no daily pair, search none for 10 s.
 * Source: HubSpot usage guidelines and recorded replies, read 2026-11.
 */
export function readRateHeaders(headers: IncomingHttpHeaders): RateStatus {
  const max = countOf(headers['x-hubspot-ratelimit-max'])
  const intervalMs = countOf(headers['x-hubspot-ratelimit-interval-milliseconds'])
  const remaining = countOf(headers['x-hubspot-ratelimit-remaining'])
  const daily = countOf(headers['x-hubspot-ratelimit-daily'])
  const dailyRemaining = countOf(headers['x-hubspot-ratelimit-daily-remaining'])
  return {
    ...(max !== undefined && {max}),
    ...(intervalMs !== undefined && {intervalMs}),
    ...(remaining !== undefined && {remaining}),
    ...(daily !== undefined && {daily}),
    ...(dailyRemaining !== undefined && {dailyRemaining}),
  }
}

/** Seconds to wait by `Retry-After`, which is a number of seconds or a date; undefined when absent or neither. */
export function readRetryAfter(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const text = headers['retry-after']
  if (text === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? undefined : Math.max(0, (atMs - nowMs) / 1000)
}

function countOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : undefined
}
