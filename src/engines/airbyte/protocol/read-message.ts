import {isTooDeep, withoutEnvelope} from '../../../input/json/parse-record.js'
import {textProblem} from '../../../input/unreadable-row.js'
import {isObject, type JsonObject} from '../../../shared/json.js'
import {exactJsonOrUndefined, JsonNumber} from '../../../shared/text/exact-json.js'
import {recordProblem} from '../../messages/record-problem.js'
import {type StreamName, streamOf} from './stream-name.js'

/** What a line of standard input says to a destination. */
export type EngineMessage =
  | {readonly kind: 'record'; readonly stream: StreamName; readonly record: JsonObject}
  /** `problem` completes "The row cannot be read: …". */
  | {readonly kind: 'unreadable'; readonly stream: StreamName; readonly problem: string; readonly text: string}
  | StateMessage
  | {readonly kind: 'status'; readonly stream: StreamName; readonly status: string}
  /** Blank, or for others. */
  | {readonly kind: 'other'}
  /** Not a message of the protocol: what it is instead. */
  | {readonly kind: 'garbage'; readonly problem: string}

export interface StateMessage {
  readonly kind: 'state'
  /** Of one stream, of all, or of the time before there were kinds, which is echoed as it is. */
  readonly scope:
    | {readonly of: 'stream'; readonly stream: StreamName}
    | {readonly of: 'global'}
    | {readonly of: 'legacy'}
  /** The line as it came. */
  readonly text: string
}

const OTHER: EngineMessage = {kind: 'other'}

/** Never throws. The texts of problems hold nothing of the line: it may hold personal data. */
export function readMessage(line: string): EngineMessage {
  const text = line.trim()
  if (text === '') return OTHER
  if (isTooDeep(text)) return garbage('it is nested too deeply')
  const message = exactJsonOrUndefined(text)
  if (!isObject(message) || message instanceof JsonNumber) return garbage('it is not a JSON object')
  switch (message['type']) {
    case 'RECORD':
      return readRecord(message, text)
    case 'STATE':
      return readState(message['state'], text)
    case 'TRACE':
      return readTrace(message['trace'])
    default:
      return OTHER
  }
}

function garbage(problem: string): EngineMessage {
  return {kind: 'garbage', problem}
}

function readRecord(message: JsonObject, text: string): EngineMessage {
  const {record} = message
  const stream = isObject(record) ? streamOf(record['stream'], record['namespace']) : undefined
  if (!isObject(record) || stream === undefined) return garbage('it is a RECORD that names no stream')
  const {data} = record
  if (!isObject(data) || data instanceof JsonNumber)
    return {kind: 'unreadable', stream, problem: 'its data is not a JSON object', text}
  const problem = recordProblem(text, message)
  if (problem !== undefined) return {kind: 'unreadable', stream, problem, text}
  return {kind: 'record', stream, record: withoutEnvelope(data)}
}

function readState(state: unknown, text: string): EngineMessage {
  if (!isObject(state)) return garbage('it is a STATE without a state')
  if (textProblem(text) !== undefined) return garbage('it is a STATE that is not UTF-8')
  const {type} = state
  if (type === 'GLOBAL') return {kind: 'state', scope: {of: 'global'}, text}
  if (type !== 'STREAM') return {kind: 'state', scope: {of: 'legacy'}, text}
  const {stream_descriptor: descriptor} = isObject(state['stream']) ? state['stream'] : {}
  const stream = streamOfDescriptor(descriptor)
  return stream === undefined
    ? garbage('it is a STATE that names no stream')
    : {kind: 'state', scope: {of: 'stream', stream}, text}
}

function readTrace(trace: unknown): EngineMessage {
  const {type, stream_status: said} = isObject(trace) ? trace : {}
  if (type !== 'STREAM_STATUS' || !isObject(said)) return OTHER
  const stream = streamOfDescriptor(said['stream_descriptor'])
  const {status} = said
  return stream === undefined || typeof status !== 'string' ? OTHER : {kind: 'status', stream, status}
}

function streamOfDescriptor(descriptor: unknown): StreamName | undefined {
  return isObject(descriptor) ? streamOf(descriptor['name'], descriptor['namespace']) : undefined
}
