import {ours, type Run} from '../../errors/next-step.js'
import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {MappingTarget} from '../mapping-types.js'

/** How many names a message or a command lists before it says "and N more". */
export const LISTED = 8

export function nameAndLabel({name, label}: PropertyDefinition): string {
  return `${name} (${label})`
}

export function listOf(columns: readonly string[]): string {
  return listed(columns.map(column => `"${column}"`))
}

export function listed(words: readonly string[]): string {
  const more = words.length - LISTED
  return more > 0 ? `${words.slice(0, LISTED).join(', ')} and ${more} more` : words.join(', ')
}

export function mapFlag(column: string, property: string): Flag {
  return ['--map', `${column}=${property}`]
}

export function ignoreFlag(column: string): Flag {
  return ['--ignore', column]
}

type Flag = readonly [flag: string, value: string]

/** With its type and its options. */
export function describe(property: string, object: MappingTarget['object']): Run {
  return ours(['objects', object.name, '--property', property])
}

export function lookUp(text: string, {object}: Pick<MappingTarget, 'object'>): Run {
  return ours(['objects', object.name, '--search', text])
}

/** What keeps a property from being written. */
export function whyReadOnly({calculated}: PropertyDefinition): string {
  return calculated ? 'HubSpot calculates it' : 'only HubSpot sets it'
}
