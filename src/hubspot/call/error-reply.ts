import {defined} from '../../shared/defined.js'
import {arrayOf, type JsonObject, objectOf, textOf, textsOf} from '../../shared/json.js'

/** HubSpot's error body, read with care: every field is optional (docs/hubspot-api.md#refusals). */
export interface ErrorReply {
  readonly message: string
  readonly category?: string
  readonly subCategory?: string
  readonly correlationId?: string
  readonly policyName?: string
  readonly context: JsonObject
  readonly errors: readonly unknown[]
}

/** `''` as message if there is none. */
export function readErrorReply(body: unknown): ErrorReply {
  const error = objectOf(body)
  const category = textOf(error['category']) ?? textOf(error['errorType'])
  const subCategory = textOf(error['subCategory'])
  const correlationId = textOf(error['correlationId'])
  const policyName = textOf(error['policyName'])
  return {
    message: textOf(error['message']) ?? '',
    ...defined({category, subCategory, correlationId, policyName}),
    context: objectOf(error['context'] ?? error['errorTokens']),
    errors: arrayOf(error['errors']),
  }
}

/**
 * The scopes a 403 asks for, any of which would do; empty when it names none.
 * Three recorded shapes: in `context`, in `errors[].context`, and in the text `(requires one of [a, b])`
 * (docs/hubspot-api.md#refusals).
 */
export function readMissingScopes({message, context, errors}: ErrorReply): string[] {
  const named = [context, ...errors.map(error => objectOf(objectOf(error)['context']))].flatMap(({...from}) => [
    ...textsOf(from['requiredGranularScopes']),
    ...textsOf(from['requiredScopes']),
  ])
  const inText = /requires one of \[([^\]]*)\]/.exec(message)?.[1]?.split(',') ?? []
  return [...new Set([...named, ...inText.map(scope => scope.trim())])].filter(scope => scope !== '')
}

export type RatePolicy = 'rolling' | 'secondly' | 'daily'

/** Which limit a 429 names, by `policyName`, else by its text; undefined when neither tells. */
export function ratePolicyOf({policyName = '', message}: ErrorReply): RatePolicy | undefined {
  const text = policyName === '' ? message.toLowerCase() : policyName.toLowerCase()
  if (text.includes('daily')) return 'daily'
  if (/ten[_ ]?secondly|rolling/.test(text)) return 'rolling'
  return text.includes('secondly') ? 'secondly' : undefined
}
