import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import {ours} from '../../errors/next-step.js'
import {type JsonObject, objectOf} from '../../shared/json.js'
import {callRefused} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpot, HubSpotCall} from '../call-types.js'

/**
 * The body of a 2xx. `what` names the thing read, for messages.
 * @throws AppError UNKNOWN_OBJECT when HubSpot does not know the object type of the path, CALL_REFUSED for any other
 * refusal, BUG where our call was not understood.
 */
export async function callForBody(hubspot: HubSpot, call: HubSpotCall, what: string): Promise<JsonObject> {
  const reply = await hubspot.call(call)
  const {status, body, correlationId = 'none'} = reply
  if (status < 300) return objectOf(body)
  const {message} = readErrorReply(body)
  if (status === 404 || isUnknownObjectType(message)) {
    throw new AppError(
      'UNKNOWN_OBJECT',
      `HubSpot does not know ${what} (${status}: ${message || 'no reason given'}, correlationId ${correlationId}).`,
      {
        next: [ours(['objects'])],
      },
    )
  }
  if (!isNotUnderstood(message)) throw callRefused(`to return ${what}`, reply)
  throw new AppError(
    'BUG',
    `HubSpot did not understand ${call.method} ${call.path} for ${what} (${status}: ${message}, correlationId ${correlationId}).`,
  )
}

/** Answers that leave a push as it would be without them. */
const NOT_TOLD: ReadonlySet<ErrorCode> = new Set([
  'SCOPE_MISSING',
  'UNKNOWN_OBJECT',
  'CALL_REFUSED',
  'UNREACHABLE',
  'BUG',
])

/** The same for what a push can do without: empty where the portal does not tell, or not this login. */
export async function callForBodyIfTold(hubspot: HubSpot, call: HubSpotCall, what: string): Promise<JsonObject> {
  try {
    return await callForBody(hubspot, call, what)
  } catch (error) {
    if (error instanceof AppError && NOT_TOLD.has(error.code)) return {}
    throw error
  }
}

/** A request that only a fault of ours can have made. Source: docs/hubspot-api.md#batch-writes. */
export function isNotUnderstood(message: string): boolean {
  return /^The maximum number of inputs supported in a batch|^Invalid input JSON/.test(message)
}

/** Source: docs/hubspot-api.md#refusals. */
export function isUnknownObjectType(message: string): boolean {
  return message.startsWith('Unable to infer object type')
}
