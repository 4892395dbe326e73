import {repeatedName} from '../../input/json/repeated-name.js'
import {MAX_RECORD_CHARS} from '../../input/limits.js'
import {HALF_PROBLEM, textProblem} from '../../input/unreadable-row.js'
import type {JsonObject} from '../../shared/json.js'
import {holdsHalf} from '../../shared/text/half-character.js'

/**
 * Why the record of a message cannot be read, as of a row of a JSONL file; undefined where nothing is wrong with it.
 * `text`: the line, `message`: the same parsed.
 */
export function recordProblem(text: string, message: JsonObject): string | undefined {
  if (text.length > MAX_RECORD_CHARS) return 'it is too long'
  if (holdsHalf(text, message)) return HALF_PROBLEM
  const repeated = repeatedName(text, message)
  return repeated === undefined
    ? textProblem(text, false)
    : `it contains ${JSON.stringify(repeated)} twice, with different values`
}
