import {isDeeperThan} from '../../basics/json-depth.js'
import {jsonErrorAt, placeIn} from '../../basics/json-place.js'
import {CrmRefusal, validationRefusal} from './crm-refusal.js'

export type BodyObject = Readonly<Record<string, unknown>>

/** The body as an object, or the refusal Jackson would word. */
export function parseJsonObject(body: string): BodyObject {
  const parsed = parseJson(body)
  if (isJsonObject(parsed)) return parsed
  throw wrongShape('com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json', parsed)
}

export function isJsonObject(value: unknown): value is BodyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * `Cannot deserialize value of type X from Array value (token JsonToken.START_ARRAY)` (docs/hubspot-api.md#refusals);
 * the position is not told apart here.
 */
export function wrongShape(typeName: string, value: unknown): CrmRefusal {
  const [kind, token] = tokenOf(value)
  const message = `Invalid input JSON on line 1, column 1: Cannot deserialize value of type \`${typeName}\` from ${kind} value (token \`JsonToken.${token}\`)`
  return new CrmRefusal(400, {message})
}

/** `Some required fields were not set: [name]` (docs/hubspot-api.md#refusals). */
export function missingFields(names: readonly string[]): CrmRefusal {
  return validationRefusal(
    `Invalid input JSON on line 1, column 1. Some required fields were not set: [${names.join(', ')}]`,
  )
}

/** What null does to the value of a property (docs/hubspot-api.md#batch-writes). */
export type NullMeaning = 'kept' | 'cleared'

/** Property values as text: numbers and booleans are taken as they print; '' clears. */
export function parseProperties(value: unknown, nullIs: NullMeaning): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) throw wrongShape('java.util.LinkedHashMap<java.lang.String,java.lang.String>', value)
  if (isTextOnly(value)) return value
  const given = Object.entries(value).filter(([, each]) => each !== null || nullIs === 'cleared')
  return Object.fromEntries(given.map(([name, each]) => [name, propertyText(each)]))
}

function isTextOnly(value: BodyObject): value is Readonly<Record<string, string>> {
  for (const name in value) if (typeof value[name] !== 'string') return false
  return true
}

export function propertyText(given: unknown): string {
  if (typeof given === 'string') return given
  if (typeof given === 'number' || typeof given === 'boolean') return String(given)
  if (given === null) return ''
  throw wrongShape('java.lang.String', given)
}

/** As in Jackson, by which HubSpot reads JSON. */
const MOST_NESTED = 1000

/** Any JSON that is not nested beyond sense. */
export function parseJson(body: string): unknown {
  const parsed = parsedOf(body)
  if (!isDeeperThan(body, MOST_NESTED)) return parsed
  const message = `Invalid input JSON: Document nesting depth exceeds the maximum allowed (${MOST_NESTED})`
  throw new CrmRefusal(400, {message})
}

function parsedOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    const position = jsonErrorAt(body) ?? body.length
    const {line, column} = placeIn(body, position)
    const where = `line ${line}, column ${column}`
    const what =
      position >= body.length
        ? 'Unexpected end-of-input'
        : `Unexpected character ('${body.charAt(position)}' (code ${body.charCodeAt(position)}))`
    throw new CrmRefusal(400, {message: `Invalid input JSON on ${where}: ${what}`})
  }
}

function tokenOf(value: unknown): [string, string] {
  if (Array.isArray(value)) return ['Array', 'START_ARRAY']
  if (value === null || value === undefined) return ['Null', 'VALUE_NULL']
  if (typeof value === 'object') return ['Object', 'START_OBJECT']
  if (typeof value === 'string') return ['String', 'VALUE_STRING']
  if (typeof value === 'number') return ['Integer', 'VALUE_NUMBER_INT']
  return ['Boolean', value ? 'VALUE_TRUE' : 'VALUE_FALSE']
}
