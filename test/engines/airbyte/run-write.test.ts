import {PassThrough} from 'node:stream'
import {expect, test} from 'vitest'
import {catalogOf, ended, globalState, record, statesOf, streamState, tryAirbyte} from './try-airbyte.js'

interface WithState {
  readonly state: unknown
}

const stateOf = (message: object): unknown => (message as WithState).state

test('records are written, and each state comes back with its counts', async () => {
  const {write, sandbox} = await tryAirbyte()
  const states = [streamState(0), streamState(1), streamState(2)]
  const result = await write([
    states[0],
    record('ann@example.com', {firstname: 'Ann'}),
    record('no address'),
    states[1],
    '',
    {type: 'LOG', log: {level: 'INFO', message: 'from the source'}},
    states[2],
    ended(),
  ])
  expect(result.code).toBe(0)
  expect(statesOf(result)).toEqual([
    [stateOf(states[0] ?? {}), 0, 0],
    [stateOf(states[1] ?? {}), 2, 1],
    [stateOf(states[2] ?? {}), 0, 0],
  ])
  expect(result.lines.filter(line => line.includes('"recordCount":2.0,"rejectedRecordCount":1.0'))).toHaveLength(1)
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {email: 'ann@example.com', firstname: 'Ann'}}])
})

test('a state is echoed character by character', async () => {
  const {write} = await tryAirbyte()
  const line =
    '{"type":"STATE","state":{"type":"STREAM", "stream":{"stream_descriptor":{"name":"people"},"stream_state":{"lsn":92233720368547758079,"x":1.10}},"id":7},"more":[]}'
  const {lines} = await write([line, ended()])
  const stats = ',"destinationStats":{"recordCount":0.0,"rejectedRecordCount":0.0}'
  expect(lines[0]).toBe(line.replace(',"id":7}', `,"id":7${stats}}`))
})

const TWO = {
  streams: [
    {stream: 'people', object: 'CONTACT'},
    {stream: 'others', object: 'CONTACT'},
  ],
}

test('states of a stream count its records, global ones those of all, old ones stay as they are', async () => {
  const {write, sandbox} = await tryAirbyte()
  const legacy = {type: 'STATE', state: {data: {cursor: 9}}}
  const result = await write(
    [
      record('a@example.com'),
      record('b@example.com', {}, 'others'),
      record('nobody', {}, 'others'),
      streamState(1),
      globalState(1),
      record('c@example.com', {}, 'others'),
      streamState(1, 'others'),
      globalState(2),
      legacy,
      ended(),
      ended('others'),
    ],
    {catalog: catalogOf('people', 'others'), config: {access_token: sandbox.token, ...TWO}},
  )
  expect(result.code).toBe(0)
  const states = statesOf(result)
  const counted = (of: object) =>
    states.filter(state => JSON.stringify(state).includes(JSON.stringify(stateOf(of)).slice(1, -1)))
  expect(counted(streamState(1))).toEqual([[stateOf(streamState(1)), 1, 0]])
  expect(counted(streamState(1, 'others'))).toEqual([[stateOf(streamState(1, 'others')), 3, 1]])
  expect(counted(globalState(1))).toEqual([[stateOf(globalState(1)), 3, 1]])
  expect(counted(globalState(2))).toEqual([[stateOf(globalState(2)), 1, 0]])
  expect(result.lines).toContain(JSON.stringify(legacy))
  const order = result.lines.filter(line => /GLOBAL|"data"/.test(line))
  expect(order.map(line => JSON.parse(line).state.global?.shared_state.cursor ?? 'legacy')).toEqual([1, 2, 'legacy'])
})

test.each([
  ['a stream that the source did not complete', [ended('people', 'INCOMPLETE')], 6, 'transient_error', /INCOMPLETE/],
  ['a stream without a word', [], 6, 'transient_error', /before the source said how people ended/],
  ['an input that breaks off', ['{"type":"RECORD","record":{"stream":"peo'], 6, 'transient_error', /broke off/],
  ['a record of no stream', [record('x@example.com', {}, 'strangers'), ended()], 5, 'system_error', /strangers/],
  ['a line that is no message', ['Traceback', ended()], 5, 'system_error', /Line 4/],
])('%s fails the sync, after its states', async (_, rest, code, type, message) => {
  const {write} = await tryAirbyte()
  const input = [record('ann@example.com'), streamState(1), streamState(2), ...rest]
  const stream = new PassThrough()
  stream.end(input.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  const result = await write(stream)
  expect([result.code, statesOf(result)]).toEqual([
    code,
    [
      [stateOf(streamState(1)), 1, 0],
      [stateOf(streamState(2)), 0, 0],
    ],
  ])
  const {error} = result.messages.at(-1)?.trace ?? {}
  expect(error).toMatchObject({failure_type: type, message: expect.stringMatching(message)})
})

test('rejected records fail the sync only where the configuration says so', async () => {
  const {write, sandbox} = await tryAirbyte()
  const config = {access_token: sandbox.token, on_reject: 'fail', streams: [{stream: 'people', object: 'CONTACT'}]}
  const result = await write([record('nobody'), streamState(1), ended()], {config})
  expect([result.code, statesOf(result)]).toEqual([3, [[stateOf(streamState(1)), 1, 1]]])
  expect(result.messages.at(-1)?.trace?.error).toMatchObject({
    failure_type: 'config_error',
    message: expect.stringContaining('1 of 1 records of people (INVALID_EMAIL 1)'),
  })
})

test('fields that match no property are told once and left out, also those of the platform', async () => {
  const {write, sandbox} = await tryAirbyte()
  const fields = {nonsense: 1, late: 2, _ab_cdc_lsn: 3, _airbyte_raw_id: 'x', _ab_source_file_url: 'https://a.example'}
  const catalog = {
    streams: [
      {
        stream: {name: 'people', json_schema: {properties: {email: {}, nonsense: {}, _ab_cdc_lsn: {}}}},
        destination_sync_mode: 'append',
      },
    ],
  }
  const input = [record('a@example.com', fields), record('b@example.com', fields), streamState(1), ended()]
  const map = {_ab_source_file_url: 'website'}
  const config = {access_token: sandbox.token, streams: [{stream: 'people', object: 'CONTACT', map}]}
  const result = await write(input, {catalog, config})
  const warnings = result.messages.flatMap(({log}) => (log?.level === 'WARN' ? [log.message] : []))
  expect(warnings).toEqual([expect.stringContaining('nonsense'), expect.stringContaining('"late"')])
  expect(statesOf(result)).toEqual([[stateOf(streamState(1)), 2, 0]])
  const website = 'https://a.example'
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {website}}, {properties: {website}}])
})

test('a stream of data activation is written to the object and by the key of its connection', async () => {
  const {write, sandbox} = await tryAirbyte()
  const config = {access_token: sandbox.token}
  const entry = {name: 'table_7', destination_object_name: 'CONTACT'}
  const first = await write([record('a@example.com', {}, 'table_7'), streamState(1, 'table_7'), ended('table_7')], {
    config,
    catalog: catalogOf({...entry, destination_sync_mode: 'append_dedup'}),
  })
  const again = [record('a@example.com', {}, 'table_7'), record('b@example.com', {}, 'table_7')]
  const created = await write([...again, streamState(2, 'table_7'), ended('table_7')], {
    config,
    catalog: catalogOf({...entry, destination_sync_mode: 'append'}),
  })
  const updated = await write(
    [...again, record('c@example.com', {}, 'table_7'), streamState(3, 'table_7'), ended('table_7')],
    {
      config,
      catalog: catalogOf({...entry, destination_sync_mode: 'update'}),
    },
  )
  const counts = [first, created, updated].map(result => [
    result.code,
    statesOf(result).map(state => (state as unknown[]).slice(1)),
  ])
  expect(counts).toEqual([
    [0, [[1, 0]]],
    [0, [[2, 1]]],
    [0, [[3, 1]]],
  ])
  expect([...sandbox.records('contacts')]).toHaveLength(2)
})

test('streams of one name are told apart by their namespace; null is none', async () => {
  const {write, sandbox} = await tryAirbyte()
  const catalog = catalogOf('people')
  const spaced = {
    stream: {name: 'people', namespace: 'crm', json_schema: {properties: {email: {}}}},
    destination_sync_mode: 'append',
  }
  const config = {
    access_token: sandbox.token,
    streams: [
      {stream: 'people', object: 'CONTACT', set: {city: 'plain'}},
      {stream: 'people', namespace: 'crm', object: 'CONTACT', set: {city: 'spaced'}},
    ],
  }
  const of = (email: string, namespace: unknown) => ({
    type: 'RECORD',
    record: {stream: 'people', namespace, emitted_at: 1, data: {email}},
  })
  const status = (namespace: unknown) => ({
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at: 1,
      stream_status: {stream_descriptor: {name: 'people', namespace}, status: 'COMPLETE'},
    },
  })
  const {code} = await write(
    [of('a@example.com', null), of('b@example.com', 'crm'), of('c@example.com', ''), status(null), status('crm')],
    {
      config,
      catalog: {streams: [...(catalog as {streams: unknown[]}).streams, spaced]},
    },
  )
  const cities = [...sandbox.records('contacts')].map(
    each => (each as {properties: Record<string, string>}).properties['city'],
  )
  expect([code, cities.sort()]).toEqual([0, ['plain', 'plain', 'spaced']])
})

test('digits of numbers reach HubSpot as they were written', async () => {
  const {write, sandbox} = await tryAirbyte()
  const line =
    '{"type":"RECORD","record":{"stream":"people","data":{"email":"a@example.com","city":9007199254740993,"zip":1.10}}}'
  expect((await write([line, ended()])).code).toBe(0)
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {city: '9007199254740993', zip: '1.10'}}])
})

test.each([
  ['overwrite', {destination_sync_mode: 'overwrite'}, /overwrite/],
  ['a refresh that removes', {generation_id: 2, minimum_generation_id: 2}, /refreshed or cleared/],
  ['a key that is none', {primary_key: [['firstname']]}, /Set "key" of people .* firstname\./],
  ['a primary key without a property', {primary_key: [['id']]}, /Set "key" of people .* id\./],
])('%s is refused before the first record', async (_, parts, message) => {
  const {write, sandbox} = await tryAirbyte()
  const config = {access_token: sandbox.token, streams: [{stream: 'people', object: 'CONTACT'}]}
  const catalog = catalogOf({name: 'people', ...parts})
  const input = [record('a@example.com'), streamState(1), ended()]
  const result = await write(input, {config, catalog}).catch((error: Error) => error)
  const told = result instanceof Error ? result.message : result.messages.at(-1)?.trace?.error.message
  expect(told).toMatch(message)
  expect([...sandbox.records('contacts')]).toEqual([])
})

test('a stop settles what is in flight and prints the states that hold', async () => {
  const {write, stop, printed, sandbox} = await tryAirbyte()
  const input = new PassThrough()
  const running = write(input)
  for (const line of [record('a@example.com'), streamState(1)]) input.write(`${JSON.stringify(line)}\n`)
  await expect.poll(() => printed().length, {timeout: 8_000}).toBe(1)
  stop.abort(143)
  const result = await running
  expect(result.code).toBe(143)
  expect(result.messages.at(-1)?.trace?.error).toMatchObject({failure_type: 'transient_error'})
  expect([...sandbox.records('contacts')]).toHaveLength(1)
})

test('a stop while HubSpot does not answer is no bug', async () => {
  const {write, stop, sandbox} = await tryAirbyte()
  sandbox.setFaults([{fault: 'hang'}])
  const running = write([record('a@example.com'), ended()])
  await expect.poll(() => sandbox.state().requests.length, {timeout: 5_000}).toBeGreaterThan(0)
  stop.abort(143)
  await expect(running).rejects.toMatchObject({code: 'TERMINATED'})
})

test('a scope that is missing is a matter of the configuration, and no state is early', async () => {
  const token = 'pat-na1-readers-only'
  const tokens = [{token, scopes: ['crm.objects.contacts.read', 'crm.schemas.contacts.read']}]
  const {write} = await tryAirbyte({sandbox: {tokens}})
  const config = {access_token: token, streams: [{stream: 'people', object: 'CONTACT'}]}
  const result = await write([streamState(0), record('b@example.com'), streamState(1), ended()], {config})
  expect([result.code, statesOf(result)]).toEqual([4, [[stateOf(streamState(0)), 0, 0]]])
  expect(result.messages.at(-1)?.trace?.error).toMatchObject({
    failure_type: 'config_error',
    internal_message: 'SCOPE_MISSING, exit code 4',
    message: expect.stringContaining('crm.objects.contacts.write'),
  })
})

test('a state with nothing before it does not wait for more input', async () => {
  const {write, printed} = await tryAirbyte()
  const input = new PassThrough()
  const running = write(input)
  input.write(`${JSON.stringify(streamState(1))}\n`)
  await expect.poll(() => printed().length, {timeout: 5_000}).toBe(1)
  input.end(`${JSON.stringify(ended())}\n`)
  expect((await running).code).toBe(0)
})
