import {AppError} from '../../src/errors/app-error.js'
import type {HubSpot, HubSpotCall, HubSpotReply} from '../../src/hubspot/call-types.js'

type Replies = Readonly<Record<string, unknown>>

/** A portal that answers these paths; any other one fails the test. An AppError is thrown instead of answered. */
export function portal(replies: Replies): HubSpot {
  const call = async ({path, query}: HubSpotCall): Promise<HubSpotReply> => {
    const isMore = path.includes('/property-validations/') || path.endsWith('/object-library/enablement')
    const body =
      replies[query?.['dataSensitivity'] === undefined ? path : `${path} ${query['dataSensitivity']}`] ??
      (query === undefined && !isMore ? undefined : {results: []})
    if (body === undefined) throw new Error(`The test has no answer for ${path}.`)
    if (body instanceof AppError) throw body
    return {status: 200, body, attempts: 1, fateUnknown: false}
  }
  return {
    call,
    counts: () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0}),
    rate: () => ({}),
  }
}

export function property(name: string, parts: Record<string, unknown> = {}): Record<string, unknown> {
  return {name, label: name, type: 'string', fieldType: 'text', options: [], ...parts}
}
