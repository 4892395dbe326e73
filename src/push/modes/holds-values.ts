import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {factsOf} from '../../hubspot/portal/standard-objects.js'
import type {PropertyLookup} from '../../hubspot/refusals/refusal-types.js'

/** Whether a record whose property holds `stored` ('' = not set) holds what was sent. */
export type HoldsValue = (property: string, stored: string, sent: string) => boolean

/** Without a word about types: every value letter for letter. */
export const holdsExactly: HoldsValue = (_property, stored, sent) => stored === sent

/** True when the record holds every value that was sent. */
export function holdsValues(
  record: Readonly<Record<string, string>>,
  sent: Readonly<Record<string, string>>,
  holds: HoldsValue = holdsExactly,
): boolean {
  return Object.entries(sent).every(([property, value]) =>
    holds(property, Object.hasOwn(record, property) ? (record[property] ?? '') : '', value),
  )
}

/**
 * Values are compared by what their property is: HubSpot gives numbers, dates and times back in a spelling of its own,
 * options of a checkbox in an order of its own, and a contact's e-mails in lower case. Texts and what is unknown are
 * compared letter for letter (docs/hubspot-api.md#property-values). In doubt false: the caller then sends again, which
 * is harmless.
 */
export function holdsByType(objectTypeId: string, lookup: PropertyLookup): HoldsValue {
  const {emailKey} = factsOf(objectTypeId)
  return (property, stored, sent) => {
    if (stored === sent) return true
    const definition = lookup(property)
    if (definition === undefined || sent === '' || stored === '') return false
    if (property === emailKey?.property) return foldEmail(stored) === foldEmail(sent)
    if (property === emailKey?.additional) return holdsOptions(foldEmail(stored), foldEmail(sent))
    return holdsOfType(definition, stored, sent)
  }
}

/** Whether its values are lists of options: a leading `;` adds to what is stored. */
export function takesSeveral({type, fieldType}: PropertyDefinition): boolean {
  return type === 'enumeration' && fieldType === 'checkbox'
}

function holdsOfType(definition: PropertyDefinition, stored: string, sent: string): boolean {
  switch (definition.type) {
    case 'number':
      return isSameNumber(stored, sent)
    case 'date':
    case 'datetime':
      return isSameInstant(stored, sent)
    case 'bool':
      return stored.trim().toLowerCase() === sent.trim().toLowerCase()
    default:
      return takesSeveral(definition) && holdsOptions(stored, sent)
  }
}

function holdsOptions(stored: string, sent: string): boolean {
  const held = optionsOf(stored)
  const wanted = optionsOf(sent)
  return [...wanted].every(option => held.has(option)) && (sent.startsWith(';') || held.size === wanted.size)
}

function optionsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(';').filter(option => option !== ''))
}

function foldEmail(text: string): string {
  return text.trim().toLowerCase()
}

/**
 * Two spellings of one number: `1.10`, `01.1` and `11e-1`. Digit for digit, so that long numbers are not taken for
 * their neighbours.
 */
function isSameNumber(one: string, other: string): boolean {
  const canonical = canonicalNumber(one)
  return canonical !== undefined && canonical === canonicalNumber(other)
}

/** Two spellings of one moment: an ISO date or date-time with its zone, or epoch milliseconds. */
function isSameInstant(one: string, other: string): boolean {
  const instant = instantOf(one)
  return instant !== undefined && instant === instantOf(other)
}

const NUMBER = /^([+-]?)(\d+)?(?:\.(\d*))?(?:e([+-]?\d{1,6}))?$/i

/** Sign, digits without zeros around them, and the power of ten of the last one; undefined for what is not a number. */
function canonicalNumber(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text.trim()) ?? []
  const digits = whole + fraction
  if (digits === '') return undefined
  let start = 0
  while (digits[start] === '0') start += 1
  let end = digits.length
  while (end > start && digits[end - 1] === '0') end -= 1
  if (start === end) return '0'
  const power = Number(exponent) - fraction.length + (digits.length - end)
  return `${sign === '-' ? '-' : ''}${digits.slice(start, end)}e${power}`
}

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/i

function instantOf(value: string): number | undefined {
  const text = value.trim()
  if (/^-?\d{1,16}$/.test(text)) return Number(text)
  const parsed = ISO.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(parsed) ? undefined : parsed
}
