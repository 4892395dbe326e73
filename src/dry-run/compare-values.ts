import type {PropertyDefinition} from '../hubspot/portal/portal-types.js'
import {type HoldsValue, takesSeveral} from '../push/modes/holds-values.js'
import {named, ownOf} from '../shared/named.js'
import type {ValueChange} from './dry-run-types.js'

type Values = Readonly<Record<string, string>>
export type DefinitionLookup = (name: string) => PropertyDefinition | undefined

export interface CompareRules {
  readonly key: string
  readonly lookup: DefinitionLookup
  readonly holds: HoldsValue
}

/**
 * What sending `sent` would change in a record that holds `stored`; the key is left out, since the record was found by
 * it.
 */
export function compareValues(stored: Values, sent: Values, {key, lookup, holds}: CompareRules): ValueChange[] {
  const after = applyValues(stored, sent, lookup)
  return Object.keys(sent).flatMap(property => {
    const from = ownOf(stored, property) ?? ''
    const to = after[property] ?? ''
    return property === key || holds(property, from, to) ? [] : [{property, from: from || null, to: to || null}]
  })
}

/**
 * What a record holds after a write: '' clears, a leading `;` adds options to those that are there, and a life cycle
 * stage goes no way back.
 */
export function applyValues(stored: Values, sent: Values, lookup: DefinitionLookup): Record<string, string> {
  const after = named(stored)
  for (const [property, value] of Object.entries(sent)) {
    const definition = lookup(property)
    const isAdded = value.startsWith(';') && definition !== undefined && takesSeveral(definition)
    if (isAdded) after[property] = withOptions(after[property], value)
    else if (!isStepBack(definition, after[property] ?? '', value)) after[property] = value
  }
  return after
}

/**
 * HubSpot takes a life cycle stage before the one that a record has, and keeps that one
 * (docs/hubspot-api.md#options).
 */
export function isStepBack(definition: PropertyDefinition | undefined, from: string, to: string): boolean {
  if (definition?.name !== 'lifecyclestage' || from === '' || to === '') return false
  const place = (value: string): number => definition.options.findIndex(option => option.value === value)
  return place(to) >= 0 && place(from) > place(to)
}

function withOptions(stored: string | undefined, added: string): string {
  const options = [stored ?? '', added].flatMap(value => value.split(';')).filter(option => option !== '')
  return [...new Set(options)].join(';')
}
