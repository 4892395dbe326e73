import {JsonNumber, parseExactJson} from '../../../shared/text/exact-json.js'
import {type CellProblem, quoteValue} from '../coercer.js'
import type {OptionFinder} from './option-finder.js'

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
  const message = `${quoteValue(text)} can be read as ${lists} (${where}): set the separator of the column in a mapping file ("separator").`
  return {code: 'AMBIGUOUS_VALUE', message}
}

/** Between the values of a list, as programs write one. */
const SEPARATORS = [';', ',', '|', '\n'] as const

/**
 * Every list that a cell may hold, each as its parts without blanks around them: the whole cell as one part, cut at
 * each separator that it holds, a JSON array of scalars, an array of PostgreSQL (`{a,"b c"}`), a list of DuckDB (`[a, b
 * c]`). Empty parts and nulls are none; only an array may have no parts.
 */
function listReadings(text: string): readonly (readonly string[])[] {
  const cut = SEPARATORS.filter(separator => text.includes(separator)).map(separator => partsOf(text, separator))
  const arrays = [jsonArray(text), postgresArray(text), duckdbList(text)].filter(parts => parts !== undefined)
  return [[text], ...cut.filter(parts => parts.length > 0), ...arrays]
}

function partsOf(text: string, separator: string): readonly string[] {
  return filled(text.split(separator))
}

function filled(parts: readonly string[]): readonly string[] {
  return parts.map(part => part.trim()).filter(part => part !== '')
}

function jsonArray(text: string): readonly string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined
  try {
    const items = isFlat(text) ? parseExactJson(text) : JSON.parse(text)
    const parts = Array.isArray(items) ? items.map(scalarText) : [undefined]
    return parts.every(part => part !== undefined) ? filled(parts) : undefined
  } catch {
    return undefined
  }
}

/**
 * Numbers are kept as they are written where nothing is nested, so that the depth of what comes from outside is
 * bounded.
 */
function isFlat(text: string): boolean {
  return !text.includes('[', 1) && !text.includes('{')
}

/** Undefined for what is nested. */
function scalarText(item: unknown): string | undefined {
  if (item === null) return ''
  if (item instanceof JsonNumber) return item.text
  return typeof item === 'object' ? undefined : String(item)
}

/** DuckDB's text form of a list, whose elements are not quoted (1.5; `COPY … TO` and `-csv` write it). */
function duckdbList(text: string): readonly string[] | undefined {
  const [, inside] = /^\[([^[\]{}"']+)\]$/.exec(text) ?? []
  return inside === undefined ? undefined : filled(inside.split(', ').filter(part => part !== 'NULL'))
}

const ELEMENT = /(?:\s*"((?:[^"\\]|\\.)*)"\s*|([^"{},\\]*))(,|$)/sy

/**
 * The text form of an array of one dimension; a bare NULL is none of its elements. Source: PostgreSQL manual, 8.15.6.
 */
function postgresArray(text: string): readonly string[] | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  const inside = text.slice(1, -1)
  if (inside.trim() === '') return []
  const parts: string[] = []
  ELEMENT.lastIndex = 0
  for (let isLast = false; !isLast; ) {
    const match = ELEMENT.exec(inside)
    if (match === null) return undefined
    const [, quoted, bare = '', end] = match
    const part = quoted === undefined ? bare.trim() : quoted.replace(/\\(.)/gs, '$1')
    if (quoted === undefined && part === '') return undefined
    if (quoted !== undefined || part.toUpperCase() !== 'NULL') parts.push(part)
    isLast = end === ''
  }
  return filled(parts)
}
