import {expect, onTestFinished, test} from 'vitest'
import {startProbe} from '../fidelity/probe.js'

const CONTACTS = '/crm/v3/objects/contacts'
const contact = (email: string) => ({properties: {email}})

test('the health needs no token; everything else of the sandbox does', async () => {
  const {call, sandbox} = await startProbe()
  expect(await call('GET', '/_sandbox/health', undefined, '')).toMatchObject({
    status: 200,
    body: {status: 'ok', portalId: sandbox.portalId},
  })
  expect((await fetch(`${sandbox.url}/_sandbox/health`, {method: 'HEAD'})).status).toBe(200)
  expect((await call('POST', '/_sandbox/health', undefined, '')).status).toBe(405)
  for (const path of ['state', 'requests', 'records/contacts', 'nothing', ''])
    expect((await call('GET', `/_sandbox/${path}`, undefined, 'wrong')).status).toBe(401)
  expect((await call('GET', '/_sandbox/nothing')).status).toBe(404)
})

test('requests are seen with bodies and answers, found by method and path, and forgotten when told', async () => {
  const {call} = await startProbe()
  await call('POST', CONTACTS, contact('ann@x.co'))
  await call('GET', `${CONTACTS}?limit=1`)
  await call('GET', '/crm/v3/objects/companies', undefined, 'wrong')
  const {body} = await call('GET', '/_sandbox/requests')
  expect(body).toMatchObject({
    forgotten: 0,
    requests: [
      {id: 1, method: 'POST', path: CONTACTS, body: '{"properties":{"email":"ann@x.co"}}', outcome: 201, faults: []},
      {id: 2, method: 'GET', query: 'limit=1', body: '', outcome: 200, reply: expect.stringContaining('ann@x.co')},
      {id: 3, outcome: 401, headers: {authorization: 'Bearer …rong'}},
    ],
  })
  const idsOf = async (query: string) =>
    ((await call('GET', `/_sandbox/requests?${query}`)).body as {requests: {id: number}[]}).requests.map(({id}) => id)
  expect(await idsOf('method=get')).toEqual([2, 3])
  expect(await idsOf('path=/crm/v3/objects/contacts&after=1')).toEqual([2])
  expect(await idsOf('limit=1')).toEqual([3])
  expect((await call('GET', '/_sandbox/requests?pth=/x')).status).toBe(400)
  expect((await call('DELETE', '/_sandbox/requests')).status).toBe(204)
  expect(await idsOf('')).toEqual([])
})

test('a verification that is not met is a 422 with the requests that come near', async () => {
  const {call} = await startProbe()
  await call('POST', CONTACTS, contact('ann@x.co'))
  const verify = (expected: unknown) => call('POST', '/_sandbox/verify', expected)
  expect(await verify({method: 'POST', path: CONTACTS, body: contact('ann@x.co'), times: 1})).toMatchObject({
    status: 200,
    body: {status: 'success', matched: 1, ids: [1]},
  })
  expect(await verify({method: 'POST', path: CONTACTS, body: contact('bob@x.co')})).toMatchObject({
    status: 422,
    body: {
      status: 'error',
      message: `Expected at least 1 POST ${CONTACTS} with {"body":{"properties":{"email":"bob@x.co"}}}, saw 0.`,
      near: [{id: 1}],
    },
  })
  expect((await verify({methd: 'POST'})).status).toBe(400)
  expect((await call('POST', '/_sandbox/verify', '{')).status).toBe(400)
})

test('one request can ask for a fault of its own, and rules can be for the requests of one test', async () => {
  const {call, sandbox} = await startProbe()
  const get = (headers: Record<string, string>) =>
    fetch(sandbox.url + CONTACTS, {headers: {authorization: `Bearer ${sandbox.token}`, ...headers}})
  expect((await get({'x-sandbox-fault': '503'})).status).toBe(503)
  expect((await get({'x-sandbox-fault': '{"fault":"status","status":502,"html":true}'})).status).toBe(502)
  await expect(get({'x-sandbox-fault': 'reset'})).rejects.toThrow()
  expect(await (await get({'x-sandbox-fault': 'resett'})).json()).toMatchObject({
    status: 'error',
    message: expect.stringContaining('"fault" must be one of'),
  })
  await call('POST', '/_sandbox/faults', [{fault: 'status', status: 500, headers: {'X-Test': 'a'}}])
  expect([(await get({'x-test': 'a'})).status, (await get({'x-test': 'b'})).status]).toEqual([500, 200])
  expect((await call('GET', '/_sandbox/faults')).body).toMatchObject([{status: 500}])
  await call('DELETE', '/_sandbox/faults')
  expect((await get({'x-test': 'a'})).status).toBe(200)
  const {requests} = (await call('GET', '/_sandbox/requests?path=/crm/**')).body as {requests: {faults: string[]}[]}
  expect(requests.map(({faults}) => faults[0])).toEqual([
    'status',
    'status',
    'reset',
    undefined,
    'status',
    undefined,
    undefined,
  ])
})

test('a snapshot brings back records, definitions and switches, as often as is wanted', async () => {
  const {call} = await startProbe()
  const group = {groupName: 'contactinformation', type: 'string', fieldType: 'text'}
  await call('POST', CONTACTS, contact('ann@x.co'))
  await call('POST', '/_sandbox/switches', {nullIs: 'cleared'})
  expect((await call('POST', '/_sandbox/snapshots/one')).status).toBe(204)
  const content = async () => {
    const records = String((await call('GET', '/_sandbox/records/contacts')).body ?? '')
    const {body} = await call('GET', '/_sandbox/state')
    const property = await call('GET', '/crm/v3/properties/contacts/later')
    return {records, switches: (body as {switches: object}).switches, property: property.status}
  }
  const before = await content()
  const spoil = async () => {
    const {body} = await call('POST', CONTACTS, contact('bob@x.co'))
    await call('POST', '/crm/v3/properties/contacts', {...group, name: 'later', label: 'Later'})
    await call('POST', '/_sandbox/reset')
    await call('POST', CONTACTS, contact('eve@x.co'))
    return (body as {id: string}).id
  }
  const ids = []
  for (let time = 0; time < 2; time++) {
    ids.push(await spoil())
    expect(await content()).not.toEqual(before)
    expect((await call('POST', '/_sandbox/snapshots/one/restore')).status).toBe(204)
    expect(await content()).toEqual(before)
  }
  expect(ids[1]).toBe(ids[0])
  expect((await call('GET', '/_sandbox/snapshots')).body).toEqual({results: ['one']})
  expect((await call('POST', '/_sandbox/snapshots/two/restore')).body).toMatchObject({
    message: 'There is no snapshot "two"; there are one.',
  })
  expect((await call('DELETE', '/_sandbox/snapshots/one')).status).toBe(204)
  expect((await call('DELETE', '/_sandbox/snapshots/one')).status).toBe(400)
})

test('moving the clock moves what records say, tokens, and limits', async () => {
  const {call, form, sandbox} = await startProbe({limits: {max: 2}, time: {now: '2026-01-01T00:00:00Z'}})
  await call('POST', '/_sandbox/clock', {standing: true, stepMs: 10})
  const {body} = await call('POST', CONTACTS, contact('ann@x.co'))
  expect(body).toMatchObject({createdAt: expect.stringMatching(/^2026-01-01T00:00:00/)})
  const statuses = [(await call('GET', CONTACTS)).status, (await call('GET', CONTACTS)).status]
  await call('POST', '/_sandbox/clock', {advanceMs: 10_000})
  expect([...statuses, (await call('GET', CONTACTS)).status]).toEqual([200, 429, 200])

  const {clientId, clientSecret} = sandbox
  const code = await codeOf(sandbox)
  const tokens = await form('/oauth/v1/token', {
    ...{grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret},
    ...{code, redirect_uri: 'http://localhost/cb'},
  })
  const {access_token: token} = tokens.body as {access_token: string}
  expect((await call('GET', CONTACTS, undefined, token)).status).toBe(200)
  expect((await call('POST', '/_sandbox/clock', {advanceMs: 31 * 60_000})).status).toBe(200)
  expect((await call('GET', CONTACTS, undefined, token)).status).toBe(401)
  expect((await call('GET', '/_sandbox/clock')).body).toMatchObject({standing: true, stepMs: 10})
  expect((await call('POST', '/_sandbox/clock', {to: 'x'})).status).toBe(400)
})

test('moving the clock lets late commits happen', async () => {
  const {call, sandbox} = await startProbe({faults: [{fault: 'late-commit', ms: 60_000}]})
  await expect(call('POST', CONTACTS, contact('ann@x.co'))).rejects.toThrow()
  expect([...sandbox.records('contacts')]).toEqual([])
  await call('POST', '/_sandbox/clock', {advanceMs: 60_000})
  await call('POST', '/_sandbox/settle')
  expect([...sandbox.records('contacts')]).toHaveLength(1)
})

test('records are shown a page at a time, found by any value, and singly with history and links', async () => {
  const {call, sandbox} = await startProbe()
  const idOf = async (path: string, properties: object) =>
    ((await call('POST', path, {properties})).body as {id: string}).id
  const ids = []
  for (const email of ['ann@x.co', 'bob@x.co', 'eve@y.co']) ids.push(await idOf(CONTACTS, {email}))
  const company = await idOf('/crm/v3/objects/companies', {name: 'X'})
  await call('PUT', `/crm/v4/objects/contacts/${ids[0]}/associations/default/companies/${company}`)
  await call('PATCH', `${CONTACTS}/${ids[0]}`, {properties: {email: 'anna@x.co'}})
  const page = async (query: string) =>
    String((await call('GET', `/_sandbox/records/contacts?${query}`)).body ?? '')
      .split('\n')
      .flatMap(line => (line === '' ? [] : [JSON.parse(line).id]))
  expect(await page('limit=2')).toEqual(ids.slice(0, 2))
  expect(await page('limit=2&offset=2')).toEqual(ids.slice(2))
  expect(await page('search=Y.CO')).toEqual([ids[2]])
  expect(await page(`search=${ids[1]}`)).toEqual([ids[1]])
  expect((await call('GET', '/_sandbox/records/contacts?limit=x')).status).toBe(400)
  const {body} = await call('GET', `/_sandbox/records/contacts/${ids[0]}`)
  const {properties, links} = body as {properties: {name: string}[]; links: unknown}
  expect(properties.find(({name}) => name === 'email')).toMatchObject({
    label: 'Email',
    value: 'anna@x.co',
    history: [{value: 'anna@x.co'}, {value: 'ann@x.co'}],
  })
  expect(links).toEqual([{object: 'companies', id: company, labels: ['Primary']}])
  expect((await call('GET', '/_sandbox/records/contacts/1')).status).toBe(404)
  const {results} = (await call('GET', '/_sandbox/objects')).body as {results: {name: string; records: number}[]}
  expect(results.find(({name}) => name === 'contacts')).toMatchObject({
    records: 3,
    columns: expect.arrayContaining(['email']),
  })
  expect(sandbox.objects().length).toBe(results.length)
})

test('several portals share an address, each with its own token, records, faults and limits', async () => {
  const {call, sandbox} = await startProbe()
  const add = async (options: object) => call('POST', '/_sandbox/portals', options)
  const {status, body} = await add({token: 'second', faults: [{fault: 'status', status: 500, next: 1}]})
  expect([status, body]).toMatchObject([201, {url: sandbox.url, token: 'second'}])
  expect((await call('POST', CONTACTS, contact('ann@x.co'), 'second')).status).toBe(500)
  expect((await call('POST', CONTACTS, contact('ann@x.co'), 'second')).status).toBe(201)
  expect((await call('POST', CONTACTS, contact('bob@x.co'))).status).toBe(201)
  const emails = async (token: string) =>
    /[a-z]+@x\.co/.exec(String((await call('GET', '/_sandbox/records/contacts', undefined, token)).body))?.[0]
  expect([await emails('second'), await emails(sandbox.token)]).toEqual(['ann@x.co', 'bob@x.co'])
  expect((await call('GET', '/_sandbox/requests', undefined, 'second')).body).toMatchObject({
    requests: [{outcome: 500}, {outcome: 201}],
  })
  expect((await add({token: 'second'})).status).toBe(400)
  expect((await add({tokn: 'x'})).body).toMatchObject({message: expect.stringContaining('no "tokn"')})
  expect((await call('DELETE', '/_sandbox/portals')).status).toBe(400)
  expect((await call('DELETE', '/_sandbox/portals', undefined, 'second')).status).toBe(204)
  expect((await call('GET', CONTACTS, undefined, 'second')).status).toBe(401)
  expect((await call('GET', CONTACTS)).status).toBe(200)
})

test('an app of another portal is let in there', async () => {
  const {call, form, sandbox} = await startProbe()
  await call('POST', '/_sandbox/portals', {token: 'second', client: {id: 'app', secret: 'shh'}})
  const refused = await form('/oauth/v1/token', {grant_type: 'refresh_token', client_id: 'app', client_secret: 'shh'})
  const unknown = await form('/oauth/v1/token', {grant_type: 'refresh_token', client_id: 'none', client_secret: 'x'})
  expect(refused.body).not.toEqual(unknown.body)
  const told = await fetch(`${sandbox.url}/oauth/v2/private-apps/get/access-token-info`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({tokenKey: 'second'}),
  })
  expect(told.status).toBe(200)
})

test.each([
  [{origin: 'https://evil.example'}, 403],
  [{origin: 'null'}, 403],
  [{host: 'evil.example'}, 403],
  [{host: 'evil.example', origin: 'http://evil.example'}, 403],
  [{host: '127.0.0.1.evil.example:80'}, 403],
  [{host: 'localhost:1234'}, 200],
  [{host: 'a.localhost'}, 200],
  [{host: '[::1]:99', origin: 'http://[::1]:99'}, 200],
  [{host: 'localhost:1', origin: 'http://localhost:2'}, 403],
])('a browser that says %j is answered %i', async (headers, expected) => {
  const {sandbox} = await startProbe()
  expect(await statusWith(sandbox, '/_sandbox/state', headers)).toBe(expected)
  expect(await statusWith(sandbox, '/_sandbox/health', headers)).toBe(expected)
})

/** `fetch` sets Host and Origin itself. */
async function statusWith({url, token}: {url: string; token: string}, path: string, headers: Record<string, string>) {
  const {request} = await import('node:http')
  return new Promise<number | undefined>((resolve, reject) => {
    const sent = request(url + path, {headers: {authorization: `Bearer ${token}`, ...headers}, agent: false})
    sent.on('response', reply => {
      reply.resume()
      resolve(reply.statusCode)
    })
    sent.on('error', reject)
    sent.end()
    onTestFinished(() => void sent.destroy())
  })
}

test('where other machines may reach it, it has other names', async () => {
  const {sandbox} = await startProbe({host: '0.0.0.0'})
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await statusWith(sandbox, '/_sandbox/state', {host: 'sandbox:8080'})).toBe(200)
  expect(await statusWith(sandbox, '/_sandbox/state', {host: 'sandbox:8080', origin: 'http://other'})).toBe(403)
})

test('an address this machine does not have is said', async () => {
  await expect(startProbe({host: '203.0.113.7'})).rejects.toThrow(
    'The sandbox cannot listen on 203.0.113.7:0: this machine has no such address.',
  )
})

test('the same seed and time make the same answers, ids and credentials included', async () => {
  const run = async () => {
    const {call, sandbox} = await startProbe({seed: 7, time: {now: '2026-01-01T00:00:00Z', standing: true, stepMs: 1}})
    const answers = []
    for (const email of ['ann@x.co', 'not an e-mail', 'ann@x.co']) {
      const {status, body, headers} = await call('POST', CONTACTS, contact(email))
      answers.push({status, body, id: headers.get('x-hubspot-correlation-id')})
    }
    const {token, clientId, clientSecret} = sandbox
    return {answers, token, clientId, clientSecret, code: await codeOf(sandbox)}
  }
  expect(await run()).toEqual(await run())
})

/** What a browser brings back after somebody let the app in. */
async function codeOf({url, clientId}: {url: string; clientId: string}): Promise<string> {
  const scope = 'oauth crm.objects.contacts.read'
  const asked = {client_id: clientId, redirect_uri: 'http://localhost/cb', scope, decision: 'connect'}
  const body = new URLSearchParams(asked)
  const consent = await fetch(`${url}/oauth/authorize`, {method: 'POST', body, redirect: 'manual'})
  return new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

test('portals with one seed do not share the tokens of their apps', async () => {
  const {call, form, sandbox} = await startProbe({seed: 7})
  const {body} = await call('POST', '/_sandbox/portals', {seed: 7})
  const tokens = []
  for (const portal of [sandbox, body as typeof sandbox]) {
    const {clientId, clientSecret} = portal
    const given = await form('/oauth/v1/token', {
      ...{grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret},
      ...{code: await codeOf({url: sandbox.url, clientId}), redirect_uri: 'http://localhost/cb'},
    })
    tokens.push((given.body as {access_token: string}).access_token)
  }
  await call('POST', CONTACTS, contact('ann@x.co'))
  const seen = async (token: string | undefined) => (await call('GET', CONTACTS, undefined, token)).body
  expect([await seen(tokens[0]), await seen(tokens[1])]).toMatchObject([{results: [{}]}, {results: []}])
})

test('a sandbox with a seed gives its other portals the same credentials in each run, each its own', async () => {
  const made = await Promise.all(
    [1, 2].map(async () => {
      const {call} = await startProbe({seed: 7})
      const bodies = []
      for (const options of [{}, {seed: 7}, {seed: 7}])
        bodies.push((await call('POST', '/_sandbox/portals', options)).body)
      return bodies.map(body => ({...(body as object), url: ''}))
    }),
  )
  expect(made[0]).toEqual(made[1])
  expect(new Set(made[0]?.map(body => JSON.stringify(body))).size).toBe(3)
})

test('two portals cannot have one app: its logins would all end in one of them', async () => {
  const {call, sandbox} = await startProbe()
  const client = {id: 'app', secret: 'shh'}
  expect((await call('POST', '/_sandbox/portals', {client})).status).toBe(201)
  for (const id of ['app', sandbox.clientId])
    expect(await call('POST', '/_sandbox/portals', {client: {...client, id}})).toMatchObject({
      status: 400,
      body: {message: 'Another portal of this sandbox has that client: by it they are told apart.'},
    })
})
