import type {CellProblem} from './coercer.js'
import {listReadings, partsOf} from './list-readings.js'
import type {OptionFinder} from './option-finder.js'
import {quoteValue} from './quote-value.js'

/** A part of the cell that names no option, or several. */
export interface Unmatched {
  readonly part: string
  readonly candidates: readonly string[]
}

interface ListSetting {
  readonly find: OptionFinder
  /** The one that the mapping names; absent: whatever the cell holds. */
  readonly separator?: string | undefined
  /** For messages: `property interests (contacts)`. */
  readonly where: string
}

/**
 * The options that a cell lists, joined by `;` as HubSpot wants them. Every way in which the cell can be a list is
 * tried, and taken where only one of them names options: an option may hold a separator itself. A leading `;` adds to
 * what is stored.
 */
export function severalOptions(text: string, setting: ListSetting): string | Unmatched | CellProblem {
  const {find, separator} = setting
  const adds = text.startsWith(';') && separator !== ';'
  const list = adds ? text.slice(1).trim() : text
  const readings =
    separator === undefined ? listReadings(list) : [partsOf(list, separator)].filter(parts => parts.length > 0)
  const outcomes = readings.map(parts => joinOptions(parts, find))
  const found = [...new Set(outcomes.filter(outcome => typeof outcome === 'string'))]
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return adds && only !== '' ? `;${only}` : only
  if (only !== undefined) return severalLists(text, found, setting)
  return outcomes[likeliest(list, readings)] ?? {part: text, candidates: []}
}

/** Of the readings that all fail, the one to speak of: cut at the first separator that the cell holds. */
function likeliest(list: string, readings: readonly unknown[]): number {
  return readings.length > 1 && /[;,|\n]/.test(list) ? 1 : 0
}

export function oneOption(part: string, find: OptionFinder): string | Unmatched {
  const candidates = find(part)
  const [only] = candidates
  return only !== undefined && candidates.length === 1 ? only : {part, candidates}
}

/** '' for a list without parts, which the cell must say in so many words: `[]`, `{}`. */
function joinOptions(parts: readonly string[], find: OptionFinder): string | Unmatched {
  const values = new Set<string>()
  for (const part of parts) {
    const value = oneOption(part, find)
    if (typeof value !== 'string') return value
    values.add(value)
  }
  return [...values].join(';')
}

function severalLists(text: string, found: readonly string[], {where}: ListSetting): CellProblem {
  const lists = found.map(list => (list === '' ? 'nothing' : list)).join(' or ')
  const message = `${quoteValue(text)} can be read as ${lists} (${where}): name the separator of the column in a mapping file ("separator").`
  return {code: 'AMBIGUOUS_VALUE', message}
}
