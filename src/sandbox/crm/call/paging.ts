import type {Call} from './context.js'
import {validationRefusal} from './crm-refusal.js'

export interface LimitRule {
  readonly standard: number
  readonly max: number
}

export function parseLimit(query: URLSearchParams, {standard, max}: LimitRule): number {
  const given = query.get('limit') ?? String(standard)
  const limit = Number(given)
  if (/^\d+$/.test(given) && limit >= 1 && limit <= max) return limit
  throw validationRefusal(`Invalid limit ${query.get('limit')}: it must be between 1 and ${max}.`)
}

/** The id of the last record of the page before; 0 before the first. */
export function parseAfter(query: URLSearchParams): number {
  const after = query.get('after') ?? '0'
  if (/^\d{1,15}$/.test(after)) return Number(after)
  throw validationRefusal(`Invalid paging cursor "${after}".`)
}

type LinkingCall = Pick<Call, 'request' | 'context'>

/** The address of another page, as `paging.next.link`: the sandbox's own, so that who follows it stays here. */
export function pageLink(call: LinkingCall, cursor: string, name: 'after' | 'before' = 'after'): string {
  const other = new URLSearchParams(call.request.query)
  other.delete(name === 'after' ? 'before' : 'after')
  other.set(name, cursor)
  return linkTo(call, call.request.path, other)
}

/** The address of a path, as the client can reach it. */
export function linkTo({request, context}: LinkingCall, path: string, query: URLSearchParams): string {
  const base = context.switches.pageLinksTo === 'sandbox' ? originOf(request.headers) : undefined
  return `${base ?? 'https://api.hubapi.com'}${encodeURI(path)}?${query.toString()}`
}

/** Behind a proxy it is the proxy's. */
function originOf(headers: Call['request']['headers']): string | undefined {
  const first = (name: string) => headers[name]?.split(',')[0]?.trim()
  const host = first('x-forwarded-host') ?? headers['host']
  const isSecure = first('x-forwarded-proto') === 'https'
  return host !== undefined && /^[\w.:[\]-]+$/.test(host) ? `${isSecure ? 'https' : 'http'}://${host}` : undefined
}
