import {arrayOf, isObject, type JsonObject, objectOf, textOf, textsOf} from '../../shared/json.js'

/** One complaint of HubSpot's, in its own words. */
export interface RawProblem {
  /** `INVALID_EMAIL` and the like. */
  readonly hubspotCode?: string
  readonly property?: string
  readonly value?: string
  readonly message: string
}

const EMBEDDED = 'Property values were not valid: '

/**
 * The complaints of an error body or of an entry of `errors[]`; at least one. HubSpot writes them as JSON inside
 * `message`, as `errors[]`, or (legacy) as `validationResults[]`. Anything may be missing, cut off or not what it
 * seems.
 */
export function readProblems(error: JsonObject): readonly [RawProblem, ...RawProblem[]] {
  const message = textOf(error['message']) ?? ''
  const sources = [embeddedIn(message), arrayOf(error['errors']), arrayOf(error['validationResults'])]
  for (const source of sources) {
    const [first, ...others] = withoutRepeats(source.filter(isObject).map(readProblem))
    if (first !== undefined) return [first, ...others]
  }
  return [message.startsWith(EMBEDDED) ? salvage(message) : readProblem(error)]
}

function embeddedIn(message: string): readonly unknown[] {
  if (!message.startsWith(EMBEDDED)) return []
  try {
    return arrayOf(JSON.parse(message.slice(EMBEDDED.length)))
  } catch {
    return [] // cut off
  }
}

function readProblem(problem: JsonObject): RawProblem {
  const context = {...objectOf(problem['errorTokens']), ...objectOf(problem['context'])}
  const message = textOf(problem['message']) ?? textOf(problem['localizedErrorMessage']) ?? ''
  const hubspotCode = textOf(problem['error']) ?? textOf(problem['code']) ?? textOf(problem['errorType'])
  const property =
    textOf(problem['name']) ??
    textsOf(context['propertyName'])[0] ??
    textsOf(context['properties'])[0] ??
    propertyNamedIn(message)
  const value = textOf(problem['propertyValue']) ?? textsOf(context['conflictingValue'])[0] ?? valueNamedIn(message)
  return {
    message,
    ...(hubspotCode !== undefined && {hubspotCode}),
    ...(property !== undefined && {property}),
    ...(value !== undefined && {value}),
  }
}

/** First complaint of a JSON text that cannot be parsed. */
function salvage(message: string): RawProblem {
  const hubspotCode = /"error":"([A-Z_]+)"/.exec(message)?.[1]
  const property = /"name":"([^"\\]+)"/.exec(message)?.[1]
  const text = /"message":"((?:[^"\\]|\\.)*)"/.exec(message)?.[1]?.replace(/\\(.)/g, '$1') ?? message
  const value = valueNamedIn(text)
  return {
    message: text,
    ...(hubspotCode !== undefined && {hubspotCode}),
    ...(property !== undefined && {property}),
    ...(value !== undefined && {value}),
  }
}

/** Source: docs/hubspot-api.md#refusals. */
function propertyNamedIn(message: string): string | undefined {
  const named = /propertyName=([^,}\s]+)/.exec(message) ?? /^Property "([^"]+)" does not exist/.exec(message)
  return (named ?? /^"([^"]+)" is a (?:calculated|read[ -]only) property/.exec(message))?.[1]
}

function valueNamedIn(message: string): string | undefined {
  const named = /^Email address (.*) is invalid/s.exec(message) ?? /^(.*?) was not (?:a valid|one of)/s.exec(message)
  return (named ?? /[, ]value=\[?(.*?)\]?\} on \S+ \d+ already has that value\.?\s*$/s.exec(message))?.[1]
}

function withoutRepeats(problems: readonly RawProblem[]): RawProblem[] {
  const seen = new Set<string>()
  return problems.filter(({hubspotCode, property, value, message}) => {
    const identity = JSON.stringify([hubspotCode, property, value, message])
    if (seen.has(identity)) return false
    seen.add(identity)
    return true
  })
}
