import type {HubSpotReply} from '../../../src/hubspot/call-types.js'
import type {WriteInput} from '../../../src/hubspot/write-input.js'

/** A contact keyed by `email`, traced as `t-<email>`. */
export function contact(email: string, properties: Record<string, string> = {}): WriteInput {
  return {id: email, idProperty: 'email', properties: {email, ...properties}, objectWriteTraceId: `t-${email}`}
}

/** A company keyed by the custom unique property `tax_id`, traced as `t-<key>`. */
export function company(key: string, properties: Record<string, string> = {}): WriteInput {
  return {id: key, idProperty: 'tax_id', properties: {tax_id: key, ...properties}, objectWriteTraceId: `t-${key}`}
}

export function reply(status: number, body: unknown): HubSpotReply {
  return {status, body, attempts: 1, fateUnknown: false, correlationId: 'c-1'}
}

/** A 207 with these entries. */
export function multiStatus(results: readonly unknown[], errors: readonly unknown[] = []): HubSpotReply {
  return reply(errors.length > 0 ? 207 : 200, {status: 'COMPLETE', results, errors, numErrors: errors.length})
}

export function result(id: string, properties: Record<string, string>, more: Record<string, unknown> = {}) {
  return {id, new: false, properties, archived: false, ...more}
}

/** An entry of `errors[]` that complains of one value. */
export function valueError(problem: Record<string, unknown>, context: Record<string, unknown> = {}) {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: `Property values were not valid: ${JSON.stringify([{isValid: false, ...problem}])}`,
    context,
  }
}
