import {AppError} from '../errors/app-error.js'
import type {HubSpot, HubSpotCall} from './api-types.js'
import {readErrorReply} from './error-reply.js'
import {type JsonObject, objectOf} from './json.js'

/**
 * The body of a 2xx. `what` names the thing read, for messages.
 * @throws AppError UNKNOWN_OBJECT when HubSpot does not know the object type of the path, BUG for any other refusal.
 */
export async function callForBody(hubspot: HubSpot, call: HubSpotCall, what: string): Promise<JsonObject> {
  const {status, body, correlationId = 'none'} = await hubspot.call(call)
  if (status < 300) return objectOf(body)
  const {message} = readErrorReply(body)
  if (status === 404 || isUnknownObjectType(message)) {
    throw new AppError(
      'UNKNOWN_OBJECT',
      `HubSpot does not know ${what} (${status}: ${message || 'no reason given'}, correlationId ${correlationId}).`,
      {
        next: ['hubspot-push objects'],
      },
    )
  }
  throw new AppError(
    'BUG',
    `HubSpot refused ${call.method} ${call.path} for ${what} (${status}: ${message}, correlationId ${correlationId}).`,
  )
}

/** Source: recorded reply amp-search-400-unknown-object. */
export function isUnknownObjectType(message: string): boolean {
  return message.startsWith('Unable to infer object type')
}
