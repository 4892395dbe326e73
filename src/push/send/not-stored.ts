import type {PropertyLookup} from '../../hubspot/refusals/refusal-types.js'
import {ownOf} from '../../shared/named.js'
import type {HoldsValue} from '../modes/holds-values.js'

/** A value that HubSpot took, and that the record does not hold; '' is not a value. */
export interface NotStored {
  readonly property: string
  readonly sent: string
  readonly stored: string
}

/**
 * Those of the values that the record holds otherwise, by what their properties are. `shown`: some of them as they are
 * stored.
 */
export function notStoredIn(
  sent: Readonly<Record<string, string>>,
  shown: Readonly<Record<string, string>>,
  holds: HoldsValue,
): readonly NotStored[] {
  return Object.entries(shown).flatMap(([property, stored]) => {
    const value = ownOf(sent, property)
    return value === undefined || holds(property, stored, value) ? [] : [{property, sent: value, stored}]
  })
}

/** As `holds`, but that a phone number may be written otherwise: a portal may be set to format them. */
export function keepsByType(holds: HoldsValue, lookup: PropertyLookup): HoldsValue {
  return (property, stored, sent) =>
    holds(property, stored, sent) ||
    (lookup(property)?.fieldType === 'phonenumber' && digitsOf(sent) !== '' && digitsOf(stored) === digitsOf(sent))
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** What to tell of a property, `count` values of which HubSpot did not keep. */
export function warnNotStored(property: string, count: number, sample: NotStored | undefined): string {
  const such = sample === undefined ? '' : `, such as "${shorten(sample.sent)}": ${heldInstead(sample.stored)}`
  return `HubSpot accepted ${valuesOf(count)} of property ${property} but did not store ${count === 1 ? 'it' : 'them'} as sent${such}.${wayOf(property)}`
}

/** The same before a push. */
export function foretellNotStored(property: string, count: number): string {
  return `HubSpot would accept ${valuesOf(count)} of property ${property} but not store ${count === 1 ? 'it' : 'them'}.${wayOf(property)}`
}

function valuesOf(count: number): string {
  return count === 1 ? 'a value' : `${count} values`
}

function wayOf(property: string): string {
  if (property !== 'lifecyclestage') return ''
  return ' A life cycle stage only moves forward: to move it back, clear it first in a separate push, then push these rows again.'
}

function heldInstead(stored: string): string {
  return stored === '' ? 'the record has no value' : `the record has "${shorten(stored)}"`
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`
}
