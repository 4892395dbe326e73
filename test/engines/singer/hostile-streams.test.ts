import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {playSinger, recordsBy, shareEngineSandbox} from '../../support/try-singer.js'

const sharedSandbox = shareEngineSandbox()
const CAR = '2-40118201'
const CARS = {object: 'car', key: 'vin', map: {id: 'vin'}}

const schema = (stream: string, fields: readonly string[], keys: readonly string[] = ['id']): object => ({
  type: 'SCHEMA',
  stream,
  schema: {type: 'object', properties: Object.fromEntries(fields.map(name => [name, {}]))},
  key_properties: keys,
})
const rec = (stream: string, record: unknown): object => ({type: 'RECORD', stream, record})
const state = (value: unknown): object => ({type: 'STATE', value})

test('keys that are null are rejected, and those that are 0 or false are keys', async () => {
  const played = await playSinger(
    [
      schema('s', ['id', 'metric']),
      ...[null, 0, false, '', 'x'].map(id => rec('s', {id, metric: String(id)})),
      state({at: 5}),
    ],
    {sandbox: sharedSandbox(), config: {streams: {s: CARS}}},
  )
  expect(played).toMatchObject({exitCode: 3, states: ['{"at":5}'], streams: [{records: 5, rejected: 2}]})
  expect([...recordsBy(sharedSandbox(), CAR, 'vin').keys()].toSorted()).toEqual(['0', 'false', 'x'])
})

test('a stream that is called as its object needs no configuration, and _sdc_ fields are left out', async () => {
  const played = await playSinger(
    [
      schema('CONTACT', ['email', 'firstname', '_sdc_batched_at'], ['email']),
      rec('CONTACT', {email: 'a@x.co', firstname: 'A', _sdc_batched_at: '2026', _sdc_sequence: 7}),
      {...rec('CONTACT', {email: 'b@x.co'}), type: 'record'},
    ],
    {sandbox: sharedSandbox()},
  )
  expect(played).toMatchObject({exitCode: 0, warnings: [], streams: [{object: 'contacts', created: 2}]})
})

test('states: before any schema, with digits and the order of their names as they came', async () => {
  const odd = '{"b":1.10,"10":9007199254740993,"9":"\\u00e4 \\" x","a":{"c":[1e5, 2]}, "a":1}'
  const played = await playSinger([`{"type":"STATE","value":  ${odd}}`, state(null), state('x')], {
    sandbox: sharedSandbox(),
  })
  expect(played.states).toEqual([odd.replaceAll(', ', ','), 'null', '"x"'])
  expect(played.exitCode).toBe(0)
})

test('a key may change within a stream, and the configured one wins', async () => {
  const contact = (record: object): object => rec('people', record)
  const messages = [
    schema('people', ['email', 'ext'], ['email']),
    contact({email: 'a@x.co', ext: '1'}),
    schema('people', ['email', 'ext'], ['ext']),
    contact({email: 'changed@x.co', ext: '1'}),
    state(1),
  ]
  const people = {object: 'contacts', map: {ext: 'ext_id'}}
  await playSinger(messages, {sandbox: sharedSandbox(), config: {streams: {people}}})
  expect([...recordsBy(sharedSandbox(), 'contacts', 'email').keys()]).toEqual(['changed@x.co'])
  sharedSandbox().reset(['definitions'])
  const played = await playSinger(messages, {
    sandbox: sharedSandbox(),
    config: {streams: {people: {...people, key: 'email'}}},
  })
  expect([...recordsBy(sharedSandbox(), 'contacts', 'email').keys()]).toEqual(['a@x.co']) // ext_id 1 is taken
  expect(played).toMatchObject({exitCode: 3, streams: [{byCode: {CONFLICT: 1}}]})
})

test('three streams of one object that alternate: each key ends as its last record', async () => {
  const messages = ['a', 'b', 'c'].map(stream => schema(stream, ['id', 'metric']))
  for (let at = 0; at < 30; at++) {
    messages.push(rec('abc'[at % 3] ?? '', {id: `k${at % 4}`, metric: `${at}`}))
    if (at % 5 === 0) messages.push(state({at}))
  }
  const played = await playSinger(messages, {
    sandbox: sharedSandbox(),
    config: {streams: {a: CARS, b: CARS, c: CARS}},
  })
  expect(played.states).toEqual([0, 5, 10, 15, 20, 25].map(at => `{"at":${at}}`))
  const records = recordsBy(sharedSandbox(), CAR, 'vin')
  expect([0, 1, 2, 3].map(key => records.get(`k${key}`)?.['metric'])).toEqual(['28', '29', '26', '27'])
  expect(played.streams.map(({records: count}) => count)).toEqual([10, 10, 10])
})

test('digits of numbers are sent as they were written', async () => {
  await playSinger(
    [
      schema('s', ['id', 'metric']),
      '{"type":"RECORD","stream":"s","record":{"id":9007199254740993,"metric":12345678901234567890.1230}}',
    ],
    {sandbox: sharedSandbox(), config: {streams: {s: CARS}}},
  )
  expect(recordsBy(sharedSandbox(), CAR, 'vin').get('9007199254740993')?.['metric']).toBe('12345678901234567890.1230')
})

test.each([
  ['text that is not JSON', 'Traceback (most recent call last):', 'it is not JSON'],
  ['a list', '[1]', 'it is not a JSON object'],
  ['a message without a type', '{"stream":"s"}', 'it has no type'],
  ['a record of no stream', '{"type":"RECORD","record":{}}', 'it is a RECORD that names no stream'],
  ['a state without a value', '{"type":"STATE"}', 'it is a STATE without a value'],
  ['a batch', '{"type":"BATCH","stream":"s","manifest":[]}', 'a BATCH of stream "s"'],
])('%s ends it, after what came before', async (_, line, problem) => {
  const played = await playSinger(
    [schema('s', ['id', 'metric']), rec('s', {id: 1, metric: 'm'}), state({ok: 1}), line, state({ok: 2})],
    {sandbox: sharedSandbox(), config: {streams: {s: CARS}}},
  )
  expect(played).toMatchObject({states: ['{"ok":1}'], exitCode: 5})
  expect(played.stopped?.message).toContain('Line 4')
  expect(played.stopped?.message).toContain(problem)
  expect(recordsBy(sharedSandbox(), CAR, 'vin').size).toBe(1)
})

test('a state whose bytes are no UTF-8 is not printed otherwise than it came', async () => {
  const line = Buffer.concat([Buffer.from('{"type":"STATE","value":"'), Buffer.from([0xe4]), Buffer.from('"}\n')])
  const played = await playSinger(line, {sandbox: sharedSandbox()})
  expect(played).toMatchObject({states: [], exitCode: 5})
  expect(played.stopped?.message).toContain('it is a STATE that is not UTF-8')
})

test('an input that breaks off within a line ends it after what came before', async () => {
  const whole = [schema('s', ['id']), rec('s', {id: 1}), state(1)].map(each => JSON.stringify(each)).join('\n')
  const played = await playSinger(`${whole}\n{"type":"RECORD","stream":"s","rec`, {
    sandbox: sharedSandbox(),
    config: {streams: {s: CARS}},
  })
  expect(played).toMatchObject({states: ['1'], exitCode: 5})
  expect(played.stopped?.message).toBe('The input broke off in the middle of line 4.')
})

test('types that nobody knows and versions are told of once and left out', async () => {
  const played = await playSinger(
    [
      {type: 'ACTIVATE_VERSION', stream: 's', version: 1},
      {type: 'ACTIVATE_VERSION', stream: 't', version: 1},
      {type: 'HEARTBEAT'},
      {type: 'HEARTBEAT'},
      '',
      state(1),
    ],
    {sandbox: sharedSandbox()},
  )
  expect(played).toMatchObject({states: ['1'], exitCode: 0})
  expect(played.warnings).toEqual([
    expect.stringContaining('ACTIVATE_VERSION'),
    'Messages of type "HEARTBEAT" are not known, and left out.',
  ])
})

test('records that cannot be read are rejected one by one', async () => {
  const played = await playSinger(
    [
      schema('s', ['id', 'metric']),
      '{"type":"RECORD","stream":"s","record":{"id":1,"metric":"a","metric":"b"}}',
      rec('s', [1]),
      rec('s', {id: 2}),
      state(1),
    ],
    {sandbox: sharedSandbox(), config: {streams: {s: CARS}}},
  )
  expect(played).toMatchObject({states: ['1'], exitCode: 3, streams: [{rejected: 2, created: 1}]})
  expect(played.streams[0]?.byCode).toEqual({UNREADABLE_ROW: 2})
})

test('deleted records: left out, marked, or archived in the order of their key', async () => {
  const gone = (id: number): object => rec('s', {id, metric: 'old', _sdc_deleted_at: '2026-11-29'})
  const messages = [
    schema('s', ['id', 'metric', '_sdc_deleted_at']),
    ...[1, 2, 3].map(id => rec('s', {id, metric: 'm', _sdc_deleted_at: null})),
    gone(2),
    gone(3),
    rec('s', {id: 3, metric: 'again'}),
    gone(4),
    state(1),
  ]
  const play = async (deleted: object): Promise<readonly [object, Map<string, Record<string, string>>]> => {
    sharedSandbox().reset(['definitions'])
    const {exitCode, states, streams} = await playSinger(messages, {
      sandbox: sharedSandbox(),
      config: {streams: {s: {...CARS, ...deleted}}},
    })
    return [{exitCode, states, ...streams[0]}, recordsBy(sharedSandbox(), CAR, 'vin')]
  }
  const [ignored, kept] = await play({})
  expect(ignored).toMatchObject({exitCode: 0, states: ['1'], leftOut: 3, records: 7})
  expect([...kept.keys()]).toEqual(['1', '2', '3'])
  const [, marked] = await play({deleted: 'gone=yes'})
  expect([...marked].map(([key, {gone: mark}]) => [key, mark])).toEqual([
    ['1', undefined],
    ['2', 'yes'],
    ['3', 'yes'],
    ['4', 'yes'],
  ])
  const [archived, left] = await play({deleted: 'archive', max_deletes: 2})
  expect(archived).toMatchObject({exitCode: 0, states: ['1'], archived: 2, unchanged: 1, created: 4})
  expect([...left].map(([key, {metric}]) => [key, metric])).toEqual([
    ['1', 'm'],
    ['3', 'again'],
  ])
})

test('above max_deletes, the records before the one that is too many are written and counted, those behind are not', async () => {
  const gone = (id: number): object => rec('s', {id, metric: 'old', _sdc_deleted_at: '2026-11-29'})
  const messages = [
    schema('s', ['id', 'metric', '_sdc_deleted_at']),
    ...[1, 2, 3].map(id => rec('s', {id, metric: 'm', _sdc_deleted_at: null})),
    state('made'),
    rec('s', {id: 5, metric: 'between'}),
    gone(2),
    gone(9),
    gone(2),
    state('archived'),
    gone(3),
    rec('s', {id: 6, metric: 'behind'}),
    state('never'),
  ]
  const {exitCode, states, streams, failure, dataDir} = await playSinger(messages, {
    sandbox: sharedSandbox(),
    config: {streams: {s: {...CARS, deleted: 'archive', max_deletes: 1}}},
  })
  expect({exitCode, states, failure}).toMatchObject({
    exitCode: 7,
    states: ['"made"', '"archived"'],
    failure: {code: 'TOO_MANY_DELETES'},
  })
  expect(streams).toMatchObject([{records: 7, written: 5, created: 4, archived: 1, unchanged: 2, rejected: 0}])
  expect([...recordsBy(sharedSandbox(), CAR, 'vin').keys()].toSorted()).toEqual(['1', '3', '5'])
  const again = await playSinger(messages.slice(0, 1).concat(messages.slice(10)), {
    sandbox: sharedSandbox(),
    dataDir,
    config: {streams: {s: {...CARS, deleted: 'archive', max_deletes: 1}}},
  })
  expect(again).toMatchObject({exitCode: 0, states: ['"never"'], streams: [{archived: 1, created: 1}]})
})

test('why a record is rejected names settings, not flags that an engine does not have', async () => {
  const {dataDir, streams, exitCode} = await playSinger(
    [
      schema('s', ['id', 'metric']),
      rec('s', {id: 1, metric: 'm', Metric: 'twice'}),
      `{"type":"RECORD","stream":"s","record":{"id":2,"metric":"\\ud800"}}`,
      rec('s', {id: 3, vin: 'the key again'}),
    ],
    {sandbox: sharedSandbox(), config: {streams: {s: CARS}}},
  )
  const runs = join(dataDir, 'runs')
  const kept = await Promise.all(
    (streams[0]?.rejectsIn ?? []).map(run => readFile(join(runs, run, 'rejects.jsonl'), 'utf8')),
  )
  const told = kept.flatMap(text =>
    text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).message as string),
  )
  expect(exitCode).toBe(3)
  expect(told.join('\n')).toContain('"ignore" in the configuration')
  expect(told.filter(message => /--[a-z]/.test(message))).toEqual([])
})
