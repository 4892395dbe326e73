import {JsonNumber, parseExactJson} from '../../shared/text/exact-json.js'
import {MAX_RECORD_CHARS} from '../limits.js'
import {textProblem} from '../text-problem.js'
import {withoutEnvelope} from './hubspot-record.js'
import {isTooDeep, MAX_DEPTH} from './json-depth.js'
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
    const repeated = repeatedName(text, value)
    if (repeated !== undefined) return {problem: `it names ${JSON.stringify(repeated)} twice, with different values`}
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
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
}
