import {connect} from 'node:net'
import {gzipSync} from 'node:zlib'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import {appliedIds, call, startFrontOnly, UPSERT, upsert} from '../../support/sandbox-front.js'

/** The first line of the answer to some bytes. */
async function rawAnswer(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.end(bytes)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text.split('\r\n', 1)[0] ?? ''
}

test.each(['OPTIONS *', 'GET http://[', 'GET /crm/%zz'])('"%s" is malformed, not a bug', async line => {
  const bugs: unknown[] = []
  const {url} = await startFrontOnly({onBug: error => bugs.push(error)})
  expect(await rawAnswer(url, `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toBe(
    'HTTP/1.1 400 Bad Request',
  )
  expect(bugs).toEqual([])
})

test('no credentials and unknown ones get the recorded 401', async () => {
  const sandbox = await startFrontOnly()
  for (const reply of [await fetch(sandbox.url + UPSERT), await call({...sandbox, token: 'pat-na1-unknown'}, UPSERT)]) {
    expect([reply.status, await reply.json()]).toEqual([
      401,
      {
        status: 'error',
        message: expect.stringContaining('Authentication credentials not found.'),
        correlationId: reply.headers.get('x-hubspot-correlation-id'),
        category: 'INVALID_AUTHENTICATION',
      },
    ])
  }
})

test('the placeholder of HubSpot’s README counts as a token that expired with the epoch', async () => {
  const reply = await call({...(await startFrontOnly()), token: 'access-token'}, UPSERT)
  expect(await reply.json()).toMatchObject({message: expect.stringMatching(/expired \d{5} day\(s\) ago/)})
})

test('an unknown path is an HTML 404, a wrong method 405 with the right ones', async () => {
  const sandbox = await startFrontOnly()
  for (const path of [
    '/nowhere',
    '/marketing/2026-12/emails',
    '/account-info/2026-12/details',
    '/marketing/v9/emails',
  ]) {
    const missing = await call(sandbox, path)
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html;charset=iso-8859-1'])
  }
  const wrong = await call(sandbox, '/oauth/v3/token')
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
})

test.each([
  '/contacts/v1/lists/all/contacts/all',
  '/companies/v2/companies/paged',
  '/deals/v1/deal/paged',
  '/crm-objects/v1/objects/tickets/paged',
  '/crm-associations/v1/associations/create-batch',
  '/crm-pipelines/v1/pipelines/deals',
  '/engagements/v1/engagements',
  '/integrators/timeline/v3/events',
])('%s of the older APIs is refused as not served', async path => {
  const sandbox = await startFrontOnly({onNotServed: () => {}})
  expect((await call(sandbox, path)).status).toBe(501)
})

test('a route of HubSpot that is not served is 501 and told once, record ids aside', async () => {
  const told: string[] = []
  const sandbox = await startFrontOnly({onNotServed: what => told.push(what)})
  const replies = [
    await call(sandbox, '/marketing/v3/emails/1001'),
    await call(sandbox, '/marketing/v3/emails/1002'),
    await call(sandbox, '/automation/v4/flows', {method: 'POST', body: '{}'}),
    await call(sandbox, '/developer/projects/v1'), // of HubSpot's command line
  ]
  expect(replies.map(({status, headers}) => [status, headers.get('x-sandbox-not-served')])).toEqual(
    replies.map(() => [501, 'true']),
  )
  expect(await replies[0]?.json()).toMatchObject({
    message: 'The sandbox does not serve GET /marketing/v3/emails/1001.',
  })
  expect(told).toEqual(['GET /marketing/v3/emails/{id}', 'POST /automation/v4/flows', 'GET /developer/projects/v1'])
})

test('records of a kind that HubSpot has and the portal lacks are not served, which is not to be unknown', async () => {
  const sandbox = await startSandbox({onNotServed: () => {}})
  onTestFinished(() => sandbox.close())
  const status = async (path: string, method = 'GET') => (await call(sandbox, path, {method})).status
  expect(await status('/crm/v3/objects/appointments')).toBe(501)
  expect(await status('/crm/v3/objects/0-421/batch/read', 'POST')).toBe(501)
  expect(await status('/crm/v4/associations/contacts/CART/labels')).toBe(501)
  expect(await status('/crm/v3/objects/appointments', 'PUT')).toBe(405)
  expect(await status('/crm/v3/objects/unicorns')).toBe(400)
})

test('JSON is announced as HubSpot announces it', async () => {
  const reply = await upsert(await startFrontOnly(), ['a'])
  expect(reply.headers.get('content-type')).toBe('application/json;charset=utf-8')
  expect(reply.headers.get('date')).not.toBeNull()
})

test('a URL of more than 16 KB is 414 with the gateway’s page', async () => {
  const sandbox = await startFrontOnly()
  const query = (length: number): Promise<Response> =>
    call(sandbox, `/crm/v3/objects/contacts?properties=${'x'.repeat(length)}`)
  expect((await query(15_000)).status).toBe(200)
  const reply = await query(17_000)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([414, 'text/html'])
  expect(await reply.text()).toContain('414 Request-URI Too Large')
})

test('a compressed body is refused as broken JSON', async () => {
  const body = new Uint8Array(gzipSync('{"inputs":[]}'))
  const reply = await upsert(await startFrontOnly(), [], {body, headers: {'content-encoding': 'gzip'}})
  expect([reply.status, await reply.json()]).toMatchObject([
    400,
    {message: expect.stringContaining('(CTRL-CHAR, code 31)')},
  ])
})

test('bytes that are no UTF-8 are refused with their place', async () => {
  const body = Uint8Array.from([...Buffer.from('{"a":\n"x'), 0xc3, 0x3f])
  const reply = await upsert(await startFrontOnly(), [], {body})
  expect([reply.status, await reply.json()]).toMatchObject([
    400,
    {message: 'Invalid input JSON on line 2, column 3: Invalid UTF-8 middle byte 0x3f'},
  ])
})

test('a size limit can be switched on', async () => {
  const sandbox = await startFrontOnly()
  expect((await upsert(sandbox, ['a'.repeat(2000)])).status).toBe(200)
  sandbox.setSwitches({maxBodyBytes: 1000})
  expect((await upsert(sandbox, ['a'.repeat(2000)])).status).toBe(413)
})

test('the sandbox’s own routes take its own token alone', async () => {
  const sandbox = await startFrontOnly({tokens: [{token: 'pat-na1-other', scopes: []}]})
  expect((await fetch(`${sandbox.url}/_sandbox/state`)).status).toBe(401)
  expect((await call({...sandbox, token: 'pat-na1-other'}, '/_sandbox/state')).status).toBe(401)
  expect((await call(sandbox, '/_sandbox/state')).status).toBe(200)
})

test.each([
  ['faults', '[{"fault":"boom"}]', 'must be one of'],
  ['faults', '[', 'JSON'],
  ['switches', '{"shuffle":true}', 'There is no switch "shuffle"'],
  ['switches', '{"errorContext":"all"}', 'The switch errorContext cannot be "all"'],
  ['limits', '{"max":"many"}', 'Limits are false or an object'],
])('what is wrong in POST %s %s is said', async (route, body, reason) => {
  const reply = await call(await startFrontOnly(), `/_sandbox/${route}`, {method: 'POST', body})
  expect([reply.status, await reply.json()]).toMatchObject([400, {message: expect.stringContaining(reason)}])
})

test('requests are counted by method, path and outcome, with record ids folded', async () => {
  const sandbox = await startFrontOnly()
  for (const id of ['170000000001', '170000000002']) await call(sandbox, `/crm/v3/objects/contacts/${id}`)
  await call(sandbox, '/_sandbox/state')
  expect(sandbox.requests()).toEqual([{method: 'GET', path: '/crm/v3/objects/contacts/{id}', outcome: 200, count: 2}])
  sandbox.reset()
  expect(sandbox.requests()).toEqual([])
})

test('a bug behind it is told and answered with 500', async () => {
  const bugs: unknown[] = []
  const sandbox = await startFrontOnly({onBug: error => bugs.push(error)})
  expect((await upsert(sandbox, [], {body: 'no JSON'})).status).toBe(500)
  expect(bugs).toEqual([expect.any(SyntaxError)])
})

test('a client that leaves in the middle of its request disturbs nobody', async () => {
  const bugs: unknown[] = []
  const sandbox = await startFrontOnly({onBug: error => bugs.push(error)})
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1')
  socket.write(`POST ${UPSERT} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf`, () => socket.resetAndDestroy())
  await new Promise(resolve => socket.on('close', resolve))
  expect((await upsert(sandbox, ['a'])).status).toBe(200)
  expect(bugs).toEqual([])
})

test.each([
  {keep: undefined, left: {ids: [], retriesAfter: null}},
  {keep: ['records'] as const, left: {ids: ['a'], retriesAfter: null}},
  {keep: ['switches'] as const, left: {ids: [], retriesAfter: '10'}},
])('a reset empties what it is not told to keep: $keep', async ({keep, left}) => {
  const sandbox = await startFrontOnly({limits: {max: 1}})
  await upsert(sandbox, ['a'])
  sandbox.setSwitches({retryAfterOn429: true})
  sandbox.reset(keep)
  const replies = [await call(sandbox, '/crm/v3/objects/contacts'), await call(sandbox, '/crm/v3/objects/contacts')]
  expect(replies.map(({status}) => status)).toEqual([200, 429])
  expect({ids: appliedIds(sandbox), retriesAfter: replies[1]?.headers.get('retry-after')}).toEqual(left)
})

test('a reset cannot keep what it does not know', async () => {
  const reply = await call(await startFrontOnly(), '/_sandbox/reset?keep=records,rows', {method: 'POST'})
  expect([reply.status, await reply.json()]).toMatchObject([400, {message: expect.stringContaining('not "rows"')}])
})
