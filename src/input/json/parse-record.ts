import {isObject} from '../../shared/json.js'
import {JsonNumber, jsonStringEnd, parseExactJson} from '../../shared/text/exact-json.js'
import {holdsHalf} from '../../shared/text/half-character.js'
import {MAX_RECORD_CHARS} from '../limits.js'
import {HALF_PROBLEM, textProblem} from '../unreadable-row.js'
import {repeatedName} from './repeated-name.js'

export type Fields = Readonly<Record<string, unknown>>

/** `problem` completes "The row cannot be read: …". */
export type ParsedValue = {readonly fields: Fields} | {readonly items: readonly unknown[]} | {readonly problem: string}

/** The value of one row: an object, an array, or why it is neither. Never throws. */
export function parseRowValue(text: string): ParsedValue {
  const problem = text.length > MAX_RECORD_CHARS ? 'it is too long' : textProblem(text)
  if (problem !== undefined) return {problem}
  if (isTooDeep(text)) return {problem: `it is nested more than ${MAX_DEPTH} levels deep`}
  try {
    const value = parseExactJson(text)
    if (holdsHalf(text, value)) return {problem: HALF_PROBLEM}
    const repeated = repeatedName(text, value)
    if (repeated !== undefined) return {problem: `it contains ${JSON.stringify(repeated)} twice, with different values`}
    if (isFields(value)) return {fields: withoutEnvelope(value)}
    return Array.isArray(value)
      ? {items: value}
      : {problem: `it is ${value === null ? 'null' : kindOf(value)}, not a JSON object`}
  } catch (error) {
    return {problem: `it is not JSON (${error instanceof Error ? error.message : String(error)})`}
  }
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? 'a number' : `a ${typeof value}`
}

function isFields(value: unknown): value is Fields {
  return isObject(value) && !(value instanceof JsonNumber)
}

/**
 * What HubSpot's API, and programs that speak like it, put around a record's properties. Source:
 * docs/hubspot-api.md#batch-writes.
 */
const ENVELOPE: ReadonlySet<string> = new Set([
  ...['id', 'idProperty', 'properties', 'propertiesWithHistory', 'associations', 'objectWriteTraceId', 'url'],
  ...['createdAt', 'updatedAt', 'archived', 'archivedAt', 'new'],
])

/**
 * A record as HubSpot writes it, `{"id": …, "properties": {…}}`, with its properties as fields beside the others; any
 * other row as it is.
 */
export function withoutEnvelope(fields: Fields): Fields {
  if (!Object.hasOwn(fields, 'properties')) return fields
  const {properties, ...others} = fields
  if (!isObject(properties)) return fields
  const names = Object.keys(others)
  if (!names.every(name => ENVELOPE.has(name)) || names.some(name => Object.hasOwn(properties, name))) return fields
  return Object.fromEntries([...Object.entries(others), ...Object.entries(properties)])
}

/**
 * Deeper than any record of rows is nested; a few thousand levels would exhaust the stack of whatever walks through
 * them.
 */
const MAX_DEPTH = 200

/** Whether arrays and objects are nested deeper than that; of text that is no JSON, whether it might be. */
export function isTooDeep(text: string): boolean {
  return text.length > 2 * MAX_DEPTH && opensMany(text) && deepest(text) > MAX_DEPTH
}

/** Two quick searches tell for nearly all rows that they cannot be. */
function opensMany(text: string): boolean {
  return countUpTo(text, '{') + countUpTo(text, '[') > MAX_DEPTH
}

function countUpTo(text: string, bracket: string): number {
  let count = 0
  for (let at = text.indexOf(bracket); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(bracket, at + 1)) count += 1
  return count
}

function deepest(text: string): number {
  const marks = /["{}[\]]/g
  let depth = 0
  let most = 0
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = jsonStringEnd(text, mark.index)
      if (end < 0) break
      marks.lastIndex = end
    } else depth += mark[0] === '{' || mark[0] === '[' ? 1 : -1
    most = Math.max(most, depth)
  }
  return most
}
