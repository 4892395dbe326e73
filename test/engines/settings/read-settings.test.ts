import {expect, test} from 'vitest'
import {readSettings} from '../../../src/engines/settings/read-settings.js'
import {NO_SETTINGS} from '../../../src/engines/settings/read-stream.js'
import {parseExactJson} from '../../../src/shared/text/exact-json.js'

const LOGIN = {access_token: 'a-token-of-tests'}

function read(config: unknown): {settings: ReturnType<typeof readSettings>; warnings: string[]} {
  const warnings: string[] = []
  return {settings: readSettings(config, {onWarning: message => warnings.push(message)}), warnings}
}

test('a login, and nothing else, is enough', () => {
  const {settings, warnings} = read({...LOGIN, streams: null, on_reject: null, others: 1})
  expect(settings).toEqual({login: {kind: 'token', accessToken: 'a-token-of-tests'}, streams: new Map()})
  expect(warnings).toEqual([])
})

test('every setting of a stream, as object and as list', () => {
  const people = {
    object: 'contacts',
    key: 'email',
    map: {mail: 'email', both: ['firstname', 'lastname']},
    set: {city: 'Bern', zip: 3000, active: true},
    ignore: ['x'],
    ignore_unknown: true,
    mode: 'update',
    empty: 'clear',
    null: 'NULL',
    associate: ['firm=companies.domain:Owner', {column: 'deal', associate: 'deals', by: 'id', missing: 'ignore'}],
    deleted: 'archive',
    max_deletes: 10,
  }
  const expected = {
    object: 'contacts',
    key: 'email',
    map: [
      {column: 'mail', property: 'email'},
      {column: 'both', property: 'firstname'},
      {column: 'both', property: 'lastname'},
    ],
    set: [
      {property: 'city', value: 'Bern'},
      {property: 'zip', value: '3000'},
      {property: 'active', value: 'true'},
    ],
    ignore: ['x'],
    ignoreUnknown: true,
    mode: 'update',
    empty: 'clear',
    null: ['NULL'],
    associate: [
      {column: 'firm', object: 'companies', by: 'domain', label: 'Owner'},
      {column: 'deal', object: 'deals', by: 'id', missing: 'ignore'},
    ],
    deleted: {kind: 'archive', maxDeletes: 10},
  }
  const lists = {
    ...people,
    map: ['mail=email', 'both=firstname', 'both=lastname'],
    set: ['city=Bern', 'zip=3000', 'active=true'],
  }
  for (const streams of [{people}, [{stream: 'people', ...lists}], JSON.stringify({people})])
    expect(read({...LOGIN, streams}).settings.streams).toEqual(new Map([['people', expected]]))
})

test.each([
  ['gone=yes', {kind: 'set', property: 'gone', value: 'yes'}],
  ['gone=', {kind: 'set', property: 'gone', value: ''}],
  ['ignore', {kind: 'ignore'}],
])('deleted: %s', (deleted, expected) => {
  expect(read({...LOGIN, streams: {s: {deleted}}}).settings.streams.get('s')).toEqual({
    ...NO_SETTINGS,
    deleted: expected,
  })
})

test('digits of a constant are kept', () => {
  const streams = parseExactJson('{"s":{"set":{"big":9007199254740993,"price":1.10}}}')
  expect(
    read({...LOGIN, streams})
      .settings.streams.get('s')
      ?.set.map(({value}) => value),
  ).toEqual(['9007199254740993', '1.10'])
})

test.each([
  [{}, 'The configuration has no login: access_token is missing.'],
  [{client_id: 'i', client_secret: 's'}, 'The configuration has no login: refresh_token is missing.'],
  [{access_token: 'two words here'}, 'access_token is not a token'],
  [{...LOGIN, streams: 'people'}, 'streams must be an object'],
  [{...LOGIN, streams: [{object: 'contacts'}]}, 'streams[0].stream must be the name of a stream'],
  [{...LOGIN, streams: {a: {mode: 'delete'}}}, 'streams.a.mode must be "upsert" or "update" or "create"'],
  [
    {...LOGIN, streams: {a: {map: {x: 7}}}},
    'streams.a.map.x must be the name of a property, or a list of names, not a number.',
  ],
  [{...LOGIN, streams: {a: {map: {x: ''}}}}, 'streams.a.map.x must be the name of a property'],
  [{...LOGIN, streams: {a: {set: {x: {}}}}}, 'streams.a.set.x must be a text, a number, true or false, not an object.'],
  [{...LOGIN, streams: {a: {deleted: 'archive'}}}, 'streams.a.max_deletes must be given'],
  [{...LOGIN, streams: {a: {deleted: 'delete'}}}, 'streams.a.deleted must be "ignore", "archive" or "PROPERTY=VALUE"'],
  [{...LOGIN, streams: {a: {associate: ['firm']}}}, 'streams.a.associate must be such as'],
  [{...LOGIN, on_reject: 'no'}, 'on_reject must be "keep" or "fail"'],
  [{...LOGIN, data_dir: ''}, 'data_dir must be the path of a directory, or left out, not an empty text.'],
  [{...LOGIN, data_dir: ['/a']}, 'data_dir must be the path of a directory, or left out, not a list.'],
  [{...LOGIN, streams: '{"a": {,}}'}, 'the JSON of one (line 1, column 8: a name in double quotes is expected)'],
  [{...LOGIN, streams: {a: {object: 7}}}, 'a.object must be the name of an object, such as "contacts", not a number.'],
  [{...LOGIN, streams: {a: {map: 7}}}, 'such as {"mail": "email"}, not a number.'],
  [{...LOGIN, streams: {a: {map: {x: ' '}}}}, 'streams.a.map.x must be the name of a property'],
  [{...LOGIN, streams: {a: {ignore_unknown: 1}}}, 'ignore_unknown must be true or false, not a number.'],
  [{...LOGIN, streams: {a: {max_deletes: -1}}}, 'max_deletes must be a whole number from 0.'],
  [[], 'It must be an object, not a list.'],
])('%j is refused with the path of what is wrong', (config, message) => {
  expect(() => read(config)).toThrow(message)
  expect(() => read(config)).not.toThrow('two words here')
})

test('a misspelt key is told of; keys like those of objects in every language are nothing', () => {
  const config = parseExactJson(
    '{"access_token":"a-token-of-tests","stream":{},"streams":{"a":{"ignore_unkown":true,"__proto__":{"key":"x"},"constructor":1}}}',
  )
  const {settings, warnings} = read(config)
  expect(warnings).toEqual([
    'The configuration has stream, which means nothing here. Did you mean streams?',
    'The configuration has streams.a.ignore_unkown, which means nothing here. Did you mean ignore_unknown?',
  ])
  expect(settings.streams.get('a')).toEqual(NO_SETTINGS)
})
