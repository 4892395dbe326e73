import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readMessage} from '../../../src/engines/airbyte/protocol/read-message.js'

const record = (data: unknown, more: object = {}): string =>
  JSON.stringify({type: 'RECORD', record: {stream: 'people', emitted_at: 1, data, ...more}})
const state = (of: object): string => JSON.stringify({type: 'STATE', state: of})
const status = (word: unknown, descriptor: unknown = {name: 'people'}): string =>
  JSON.stringify({
    type: 'TRACE',
    trace: {type: 'STREAM_STATUS', stream_status: {stream_descriptor: descriptor, status: word}},
  })

test.each([
  ['a namespace that is null', {namespace: null}, {name: 'people'}],
  ['no namespace', {}, {name: 'people'}],
  ['an empty namespace', {namespace: ''}, {name: 'people'}],
  ['a namespace', {namespace: 'crm'}, {name: 'people', namespace: 'crm'}],
])('a record of a stream with %s', (_, more, stream) => {
  expect(readMessage(record({email: 'a@b.example'}, more))).toEqual({
    kind: 'record',
    stream,
    record: {email: 'a@b.example'},
  })
})

test('numbers of a record keep their digits', () => {
  const line = '{"type":"RECORD","record":{"stream":"s","data":{"id":9007199254740993,"price":1.10,"n":7}}}'
  const read = readMessage(line)
  const {record: {id, price, n} = {}} = read.kind === 'record' ? read : {}
  expect([String(id), String(price), n]).toEqual(['9007199254740993', '1.10', 7])
})

test('a record as HubSpot writes it is its properties', () => {
  expect(readMessage(record({id: '7', properties: {email: 'a@b.example'}}))).toMatchObject({
    record: {id: '7', email: 'a@b.example'},
  })
})

test.each([
  ['data that is a list', record([1]), 'its data is not a JSON object'],
  ['no data', record(undefined), 'its data is not a JSON object'],
  [
    'a name with two values',
    '{"type":"RECORD","record":{"stream":"people","data":{"a":1,"a":2}}}',
    'it contains "a" twice, with different values',
  ],
  ['more text than a row may have', record({a: 'x'.repeat(5_000_000)}), 'it is too long'],
])('a record with %s is a row that cannot be read', (_, line, problem) => {
  expect(readMessage(line)).toEqual({kind: 'unreadable', stream: {name: 'people'}, problem, text: line})
})

test.each([
  [
    'STREAM',
    {type: 'STREAM', stream: {stream_descriptor: {name: 'a', namespace: null}}},
    {of: 'stream', stream: {name: 'a'}},
  ],
  ['GLOBAL', {type: 'GLOBAL', global: {stream_states: []}}, {of: 'global'}],
  ['LEGACY', {type: 'LEGACY', data: {}}, {of: 'legacy'}],
  ['no type', {data: {cursor: 1}}, {of: 'legacy'}],
])('a state of type %s', (_, of, scope) => {
  expect(readMessage(`  ${state(of)} `)).toEqual({kind: 'state', scope, text: state(of)})
})

test.each([
  ['COMPLETE', {name: 'people'}],
  ['INCOMPLETE', {name: 'people', namespace: 'crm'}],
])('the end of a stream, %s', (word, descriptor) => {
  expect(readMessage(status(word, descriptor))).toEqual({kind: 'status', stream: descriptor, status: word})
})

test.each([
  ['a blank line', ''],
  ['a log', '{"type":"LOG","log":{"level":"INFO","message":"m"}}'],
  ['an estimate', '{"type":"TRACE","trace":{"type":"ESTIMATE"}}'],
  ['a kind that is not known yet', '{"type":"FUTURE","future":{}}'],
  ['no kind', '{}'],
  ['a status without a stream', status('COMPLETE', null)],
])('%s is for others', (_, line) => {
  expect(readMessage(line)).toEqual({kind: 'other'})
})

test.each([
  ['text', 'Starting…', 'it is not a JSON object'],
  ['a number', '9007199254740993', 'it is not a JSON object'],
  ['half a message', '{"type":"RECORD","record":{"stream":"people","da', 'it is not a JSON object'],
  ['a record of no stream', '{"type":"RECORD","record":{"data":{}}}', 'it is a RECORD that names no stream'],
  ['a state of no stream', state({type: 'STREAM'}), 'it is a STATE that names no stream'],
  ['a state that is none', '{"type":"STATE","state":7}', 'it is a STATE without a state'],
  ['nesting without end', '['.repeat(100_000), 'it is nested too deeply'],
])('%s is not a message', (_, line, problem) => {
  expect(readMessage(line)).toEqual({kind: 'garbage', problem})
})

test('names of outside are no names of objects', () => {
  expect(
    readMessage('{"type":"RECORD","record":{"stream":"__proto__","data":{"__proto__":"x","constructor":"y"}}}'),
  ).toEqual({
    kind: 'record',
    stream: {name: '__proto__'},
    record: Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]),
  })
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => void readMessage(text)))
})
