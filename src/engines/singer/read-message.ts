import {isTooDeep} from '../../input/json/parse-record.js'
import {textProblem} from '../../input/unreadable-row.js'
import {isObject, type JsonObject} from '../../shared/json.js'
import {exactJsonOrUndefined, JsonNumber} from '../../shared/text/exact-json.js'
import {memberOf, membersOf} from '../messages/json-members.js'
import {recordProblem} from '../messages/record-problem.js'
import {compactJson} from './compact-json.js'

/** What a line of a tap says to a target. */
export type SingerMessage =
  | {readonly kind: 'record'; readonly stream: string; readonly record: JsonObject}
  /** `problem` completes "The record cannot be read: …". */
  | {readonly kind: 'unreadable'; readonly stream: string; readonly problem: string}
  | SchemaMessage
  /** The value as it came, without blanks. */
  | {readonly kind: 'state'; readonly text: string}
  | {readonly kind: 'version' | 'batch'; readonly stream: string}
  /** Of a type that the protocol may get one day. */
  | {readonly kind: 'unknown'; readonly type: string}
  | {readonly kind: 'blank'}
  /** Not a message: what it is instead. */
  | {readonly kind: 'garbage'; readonly problem: string}

export interface SchemaMessage {
  readonly kind: 'schema'
  readonly stream: string
  readonly fields: readonly string[]
  readonly keyFields: readonly string[]
}

/** Never throws. The texts of problems hold nothing of the line: it may hold personal data. */
export function readMessage(line: string): SingerMessage {
  const text = line.trim()
  if (text === '') return {kind: 'blank'}
  if (isTooDeep(text)) return garbage('it is nested too deeply')
  const message = exactJsonOrUndefined(text)
  if (!isPlainObject(message)) return garbage(message === undefined ? 'it is not JSON' : 'it is not a JSON object')
  const {type} = message
  if (typeof type !== 'string') return garbage('it has no type')
  switch (type.toUpperCase()) {
    case 'RECORD':
      return ofStream('a RECORD', message, stream => readRecord(message, stream, text))
    case 'SCHEMA':
      return ofStream('a SCHEMA', message, stream => readSchema(message, stream))
    case 'STATE':
      return readState(text)
    case 'ACTIVATE_VERSION':
      return ofStream('an ACTIVATE_VERSION', message, stream => ({kind: 'version', stream}))
    case 'BATCH':
      return ofStream('a BATCH', message, stream => ({kind: 'batch', stream}))
    default:
      return {kind: 'unknown', type}
  }
}

function isPlainObject(value: unknown): value is JsonObject {
  return isObject(value) && !(value instanceof JsonNumber)
}

function garbage(problem: string): SingerMessage {
  return {kind: 'garbage', problem}
}

function ofStream(what: string, {stream}: JsonObject, read: (stream: string) => SingerMessage): SingerMessage {
  return typeof stream === 'string' && stream !== '' ? read(stream) : garbage(`it is ${what} that names no stream`)
}

/** As a row of a JSONL file is read. */
function readRecord(message: JsonObject, stream: string, text: string): SingerMessage {
  const {record} = message
  if (!isPlainObject(record)) return {kind: 'unreadable', stream, problem: 'its record is not a JSON object'}
  const problem = recordProblem(text, message)
  return problem === undefined ? {kind: 'record', stream, record} : {kind: 'unreadable', stream, problem}
}

/** Nothing is asked of it but an object of properties: what their types say differs from tap to tap. */
function readSchema({schema, key_properties: keys}: JsonObject, stream: string): SingerMessage {
  const properties = isPlainObject(schema) ? schema['properties'] : undefined
  if (!isPlainObject(properties)) return garbage(`the schema of stream ${JSON.stringify(stream)} has no properties`)
  const listed = Array.isArray(keys) ? keys : [keys]
  return {
    kind: 'schema',
    stream,
    fields: Object.keys(properties),
    keyFields: listed.filter(key => typeof key === 'string' && key !== ''),
  }
}

function readState(text: string): SingerMessage {
  if (textProblem(text) !== undefined) return garbage('it is a STATE that is not UTF-8')
  const value = memberOf(membersOf(text, text.indexOf('{')), 'value')
  if (value === undefined) return garbage('it is a STATE without a value')
  return {kind: 'state', text: compactJson(text.slice(value.from, value.to))}
}
