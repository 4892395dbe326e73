import type {RejectCode} from '../../rows/reject-code.js'
import type {PropertyDefinition} from '../portal/portal-types.js'
import type {RawProblem} from './embedded-problems.js'

/** HubSpot's codes with one meaning. Source: docs/hubspot-api.md#refusals. */
const BY_CODE: ReadonlyMap<string, RejectCode> = new Map([
  ['PROPERTY_DOESNT_EXIST', 'UNKNOWN_PROPERTY'],
  ['INVALID_EMAIL', 'INVALID_EMAIL'],
  ['READ_ONLY_VALUE', 'READ_ONLY_PROPERTY'],
  ['MISSING_REQUIRED_PROPERTY', 'REQUIRED_PROPERTY_MISSING'],
  ['MISSING_CONDITIONAL_REQUIRED_PROPERTY', 'REQUIRED_PROPERTY_MISSING'],
  ['CONFLICT', 'CONFLICT'],
  ['CONFLICTING_UNIQUE_VALUE', 'CONFLICT'],
  ['UNIQUE_VALUE_CONFLICT', 'CONFLICT'],
  ['OBJECT_ALREADY_EXISTS', 'CONFLICT'],
  ['CONTACT_EXISTS', 'CONFLICT'],
  ['OBJECT_NOT_FOUND', 'NOT_FOUND'],
  ['INVALID_DATETIME', 'INVALID_DATETIME'],
  ['INVALID_BOOLEAN', 'INVALID_BOOLEAN'],
  ['INVALID_NUMBER', 'INVALID_NUMBER'],
])

/** Where code and type say nothing, the text does. */
const BY_TEXT: readonly (readonly [RegExp, RejectCode])[] = [
  [/already has that value|already exists/i, 'CONFLICT'],
  [/required propert|must be provided|is required because/i, 'REQUIRED_PROPERTY_MISSING'],
  [/^Property ".*" does not exist/, 'UNKNOWN_PROPERTY'],
  [/value cannot be set/, 'READ_ONLY_PROPERTY'],
  [/^Email address .* is invalid/s, 'INVALID_EMAIL'],
  [
    /too long|too large|maximum length|exceeds.*(characters|length)|(at most|no more than|up to) \d+ characters|65,?536/i,
    'TOO_LONG',
  ],
  [/not one of the allowed options/, 'INVALID_OPTION'],
  [/not a valid (number|integer|long)|^Enter a number/, 'INVALID_NUMBER'],
]

/**
 * Our code for HubSpot's. INVALID_LONG and its like are said of numbers, dates and date-times alike: `definition`
 * decides, and without one they count as numbers, as their text says.
 */
export function rejectCodeOf(
  problem: RawProblem,
  category: string | undefined,
  definition?: PropertyDefinition,
): RejectCode {
  const {hubspotCode = '', message} = problem
  const known = BY_CODE.get(hubspotCode) ?? byType(hubspotCode, message, definition)
  if (known !== undefined) return known
  if (/TOO_LONG|TOO_LARGE|MAX_LENGTH/.test(hubspotCode)) return 'TOO_LONG'
  return BY_TEXT.find(([text]) => text.test(message))?.[1] ?? BY_CODE.get(category ?? '') ?? 'REFUSED'
}

function byType(
  hubspotCode: string,
  message: string,
  definition: PropertyDefinition | undefined,
): RejectCode | undefined {
  const isOwner = definition?.referencedObjectType === 'OWNER' || message.includes('for owner ID')
  if (hubspotCode === 'INVALID_DATE') return definition?.type === 'datetime' ? 'INVALID_DATETIME' : 'INVALID_DATE'
  if (hubspotCode === 'INVALID_OPTION') {
    if (isOwner) return 'OWNER_NOT_FOUND'
    return definition?.type === 'bool' || message.includes('[true, false]') ? 'INVALID_BOOLEAN' : 'INVALID_OPTION'
  }
  if (hubspotCode !== 'INVALID_INTEGER' && hubspotCode !== 'INVALID_LONG') return undefined
  if (isOwner) return 'OWNER_NOT_FOUND'
  if (definition?.type === 'date') return 'INVALID_DATE'
  return definition?.type === 'datetime' ? 'INVALID_DATETIME' : 'INVALID_NUMBER'
}
