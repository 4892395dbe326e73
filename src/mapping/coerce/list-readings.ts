import {JsonNumber, parseExactJson} from '../../shared/text/exact-json.js'

/** Between the values of a list, as programs write one. */
const SEPARATORS = [';', ',', '|', '\n'] as const

/**
 * Every list that a cell may hold, each as its parts without blanks around them: the whole cell as one part, cut at
 * each separator that it holds, a JSON array of scalars, an array of PostgreSQL (`{a,"b c"}`), a list of DuckDB (`[a, b
 * c]`). Empty parts and nulls are none; only an array may have no parts.
 */
export function listReadings(text: string): readonly (readonly string[])[] {
  const cut = SEPARATORS.filter(separator => text.includes(separator)).map(separator => partsOf(text, separator))
  const arrays = [jsonArray(text), postgresArray(text), duckdbList(text)].filter(parts => parts !== undefined)
  return [[text], ...cut.filter(parts => parts.length > 0), ...arrays]
}

export function partsOf(text: string, separator: string): readonly string[] {
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

/** DuckDB's text form of a list, whose elements stand bare (1.5; `COPY … TO` and `-csv` write it). */
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
