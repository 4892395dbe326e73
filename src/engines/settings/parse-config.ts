import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {repeatedName} from '../../input/json/repeated-name.js'
import {isObject, type JsonObject} from '../../shared/json.js'
import {exactJsonOrUndefined, JsonNumber} from '../../shared/text/exact-json.js'
import {jsonFault} from './json-fault.js'

/** Of a configuration, for messages. */
export const EXAMPLE = '{"access_token": "…"}'

/**
 * The object of a file that an engine passes. `what`: how messages call it, `example`: such an object. Throws AppError
 * SETTINGS_INVALID with line and column; quotes nothing of the text, which holds secrets.
 */
export function parseConfig(text: string, what: string, example?: string): JsonObject {
  const bare = text.replace(/^\uFEFF/, '')
  const value = exactJsonOrUndefined(bare)
  if (value === undefined) throw notJson(bare, what)
  if (!isObject(value) || value instanceof JsonNumber) {
    const problem = `${what} is not a JSON object, but ${Array.isArray(value) ? 'a list' : 'a single value'}.`
    throw invalid(problem, 'write an object into it', example && `such as ${example}`)
  }
  const twice = repeatedName(bare, value)
  if (twice === undefined) return value
  throw invalid(`${what} contains ${JSON.stringify(twice)} twice, with different values.`, 'remove one of them')
}

function notJson(text: string, what: string): AppError {
  const fault = jsonFault(text)
  if (fault === undefined) return invalid(`${what} is nested too deeply.`, 'write a flatter object')
  const {line, column, problem} = fault
  return invalid(`${what} is not valid JSON: line ${line}, column ${column}: ${problem}.`, `correct line ${line}`)
}

function invalid(message: string, step: string, note?: string): AppError {
  return new AppError('SETTINGS_INVALID', message, {next: [say(`${step}, then start the same command again`, note)]})
}
