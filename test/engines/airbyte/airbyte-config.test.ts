import {expect, test} from 'vitest'
import {readConfig} from '../../../src/engines/airbyte/settings/airbyte-config.js'

const shared = (config: object) => readConfig(JSON.stringify(config)).shared
const streams = (...entries: unknown[]) => shared({streams: entries})['streams']

test('what all engines share is left as it is', () => {
  const config = {
    access_token: 't',
    data_dir: '/d',
    on_reject: 'fail',
    streams: [{stream: 'a', map: {x: 'y'}}],
    other: 1,
  }
  expect(shared(config)).toEqual(config)
})

test("a login is also read where Airbyte's own destination has it, and the one at the top wins", () => {
  const credentials = {type: 'OAuth', client_id: 'c', client_secret: 's', refresh_token: 'r'}
  expect(shared({credentials})).toEqual({client_id: 'c', client_secret: 's', refresh_token: 'r'})
  expect(shared({refresh_token: 'top', credentials})).toMatchObject({refresh_token: 'top', client_id: 'c'})
})

test('what a form leaves empty is not there', () => {
  expect(
    shared({access_token: '', refresh_token: null, data_dir: '', streams: [{stream: 'a', key: '', object: 'C'}]}),
  ).toEqual({streams: [{stream: 'a', object: 'C'}]})
})

test('a namespace is a part of the name', () => {
  expect(streams({stream: 'people', namespace: 'crm'}, {stream: 'people', namespace: null})).toEqual([
    {stream: 'crm.people'},
    {stream: 'people'},
  ])
})

test('lists of pairs join the objects', () => {
  expect(streams({stream: 'a', columns: ['mail=email', 'a=b=c'], map: {n: 'name'}, constants: ['source=a=b']})).toEqual(
    [{stream: 'a', map: {n: 'name', mail: 'email', 'a=b': 'c'}, set: {source: 'a=b'}}],
  )
})

test.each([
  ['no list', {columns: 'mail=email'}, /"mail=email"/],
  ['no pair', {columns: ['mail']}, /"mail=email"/],
  ['no left side', {columns: ['=email']}, /"mail=email"/],
  ['no value', {constants: ['source=']}, /"lifecyclestage=lead"/],
  ['something else', {constants: [7]}, /"lifecyclestage=lead"/],
  ['a field twice', {columns: ['mail=email'], map: {mail: 'x'}}, /"mail" twice/],
])('pairs with %s are refused', (_, entry, message) => {
  expect(() => streams(entry)).toThrow(
    expect.objectContaining({code: 'SETTINGS_INVALID', message: expect.stringMatching(message)}),
  )
})

test.each([
  ['', 'is not valid JSON: line 1, column 1: it is empty.'],
  [
    '{"access_token":"pat-na1-0123',
    'is not valid JSON: line 1, column 17: the text that begins here is not closed on its line.',
  ],
  ['{"access_token":"pat-na1-0123",\n}', 'is not valid JSON: line 2, column 1: a comma has nothing behind it.'],
  ['[]', 'is not a JSON object, but a list.'],
  ['7', 'is not a JSON object, but a single value.'],
  ['null', 'is not a JSON object, but a single value.'],
  ['{"streams":{"a":{"map":{"x":"email","x":"phone"}}}}', 'contains "x" twice, with different values.'],
])('%j is no configuration, and is not quoted', (text, message) => {
  const error = expect.objectContaining({code: 'SETTINGS_INVALID', message: `The configuration ${message}`})
  expect(() => readConfig(text)).toThrow(error)
})

test('a new refresh token takes the place of the old one, and everything else stays', () => {
  const nested = {credentials: {type: 'OAuth', client_id: 'c', refresh_token: 'old'}, unknown: {a: [1]}}
  expect(readConfig(JSON.stringify(nested)).withRefreshToken('new')).toEqual({
    ...nested,
    credentials: {...nested.credentials, refresh_token: 'new'},
  })
  const flat = {client_id: 'c', refresh_token: 'old', credentials: {}, streams: []}
  expect(readConfig(JSON.stringify(flat)).withRefreshToken('new')).toEqual({...flat, refresh_token: 'new'})
})
