import type {Call} from './context.js'
import {validationRefusal} from './crm-refusal.js'

export interface LimitRule {
  readonly standard: number
  readonly max: number
}

export function parseLimit(query: URLSearchParams, {standard, max}: LimitRule): number {
  const limit = Number(query.get('limit') ?? standard)
  if (Number.isInteger(limit) && limit >= 1 && limit <= max) return limit
  throw validationRefusal(`Invalid limit ${query.get('limit')}: it must be between 1 and ${max}.`)
}

/** The id of the last record of the page before; 0 before the first. */
export function parseAfter(query: URLSearchParams): number {
  const after = query.get('after') ?? '0'
  if (/^\d{1,15}$/.test(after)) return Number(after)
  throw validationRefusal(`Invalid paging cursor "${after}".`)
}

/** The address of the next page, as `paging.next.link`: the sandbox's own, so that who follows it stays here. */
export function pageLink({request, context}: Pick<Call, 'request' | 'context'>, after: string): string {
  const {path, query, headers} = request
  const next = new URLSearchParams(query)
  next.set('after', after)
  const host = context.switches.pageLinksTo === 'sandbox' ? headers['host'] : undefined
  const base = host === undefined ? 'https://api.hubapi.com' : `http://${host}`
  return `${base}${path}?${next.toString()}`
}
