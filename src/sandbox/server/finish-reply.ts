import type {SandboxReply} from '../basics/messages.js'

const CORRELATION_ID = 'x-hubspot-correlation-id'

/**
 * Adds what every reply of HubSpot's has: its correlation id, the same in header and error body, and the limits'
 * headers.
 */
export function finishReply(
  reply: SandboxReply,
  limitHeaders: Readonly<Record<string, string>>,
  newId: () => string,
): SandboxReply {
  const known = reply.headers?.[CORRELATION_ID]
  const id = known ?? newId()
  return {
    status: reply.status,
    headers: {...(lacksScopes(reply) ? {} : limitHeaders), ...reply.headers, [CORRELATION_ID]: id},
    body: known === undefined && isErrorBody(reply.body) ? withId(reply.body, id) : reply.body,
  }
}

/** Both recorded refusals for want of scopes carry no limits (docs/hubspot-api.md#refusals); other 403s do. */
function lacksScopes({status, body}: SandboxReply): boolean {
  return status === 403 && isObject(body) && body['category'] === 'MISSING_SCOPES'
}

function isErrorBody(body: unknown): body is Record<string, unknown> {
  return isObject(body) && body['status'] === 'error'
}

/** After the message, where recorded bodies have it. */
function withId({status, message, ...rest}: Record<string, unknown>, correlationId: string): Record<string, unknown> {
  return {status, message, correlationId, ...rest}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
