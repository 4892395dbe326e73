import type {PropertyDefinition} from '../hubspot/api-types.js'
import {holdsValue} from '../push/holds-values.js'
import type {ValueChange} from './dry-run-types.js'

type Values = Readonly<Record<string, string>>
export type PropertyLookup = (name: string) => PropertyDefinition | undefined

/** What sending `sent` would change in a record that holds `stored`; the key is left out, since the record was found by it. */
export function compareValues(stored: Values, sent: Values, {key, lookup}: {key: string; lookup: PropertyLookup}): ValueChange[] {
  const after = applyValues(stored, sent)
  return Object.keys(sent).flatMap(property => {
    const from = stored[property] ?? ''
    const to = after[property] ?? ''
    return property === key || isSame(from, to, lookup(property)) ? [] : [{property, from: from || null, to: to || null}]
  })
}

/** What a record holds after a write: '' clears, a leading `;` adds options to those that are there. */
export function applyValues(stored: Values, sent: Values): Record<string, string> {
  const after: Record<string, string> = {...stored}
  for (const [property, value] of Object.entries(sent))
    after[property] = value.startsWith(';') ? withOptions(after[property], value) : value
  return after
}

function withOptions(stored: string | undefined, added: string): string {
  const options = [stored ?? '', added].flatMap(value => value.split(';')).filter(option => option !== '')
  return [...new Set(options)].join(';')
}

/** Text differs by case, too; of other types HubSpot gives back a spelling of its own. */
function isSame(from: string, to: string, property: PropertyDefinition | undefined): boolean {
  const isPlainText = property?.type === 'string' && property.name !== 'email'
  return isPlainText ? from.trim() === to.trim() : holdsValue(from, to)
}
