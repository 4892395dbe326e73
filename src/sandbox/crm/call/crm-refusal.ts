import type {SandboxReply} from '../../basics/messages.js'
import {correlationId, type Random} from '../../basics/random.js'
import {NOT_FOUND_PAGE} from '../../basics/replies.js'

export interface RefusalBody {
  readonly message: string
  readonly context?: Readonly<Record<string, readonly string[]>>
  readonly errors?: readonly unknown[]
  readonly links?: Readonly<Record<string, string>>
  readonly subCategory?: string
  readonly category?: string
  /** Fields that only the APIs before v3 have. */
  readonly legacy?: Readonly<Record<string, unknown>>
}

/**
 * An error reply of HubSpot, thrown from wherever it is noticed; `refusalReply` adds status, correlation id and
 * headers.
 */
export class CrmRefusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: RefusalBody | 'html'

  constructor(status: number, body: RefusalBody | 'html') {
    super(body === 'html' ? `HTTP ${status}` : body.message)
    this.status = status
    this.body = body
  }
}

export function validationRefusal(message: string, context?: RefusalBody['context']): CrmRefusal {
  return new CrmRefusal(400, {message, ...(context === undefined ? {} : {context}), category: 'VALIDATION_ERROR'})
}

/** Of a read by an id that is no number (docs/hubspot-api.md#refusals). */
export function notNumeric(): CrmRefusal {
  const message = `Object not found.  objectId are usually numeric.`
  return new CrmRefusal(404, {message, category: 'OBJECT_NOT_FOUND'})
}

/** `Unable to infer object type from: butterflies`: 400 without a category (docs/hubspot-api.md#refusals). */
export function unknownTypeRefusal(name: string): CrmRefusal {
  return new CrmRefusal(400, {message: `Unable to infer object type from: ${name}`})
}

/** As it is sent: with status, correlation id and headers. */
export function refusalReply(
  {status, body}: CrmRefusal,
  by: {readonly now: () => number; readonly random: Random},
): SandboxReply {
  const id = correlationId(by.now(), by.random)
  const headers = {'x-hubspot-correlation-id': id, ...(status === 501 && {'x-sandbox-not-served': 'true'})}
  if (body === 'html') {
    return {...NOT_FOUND_PAGE, status, headers: {...headers, ...NOT_FOUND_PAGE.headers}}
  }
  const {message, legacy, ...rest} = body
  return {status, headers, body: {status: 'error', message, correlationId: id, ...rest, ...legacy}}
}
