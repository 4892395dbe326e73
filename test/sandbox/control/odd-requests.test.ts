import {expect, test} from 'vitest'
import {CONTROL_ROUTES} from '../../../src/sandbox/control/control-routes.js'
import {startProbe} from '../fidelity/probe.js'

const DEEP = `{"object":"contacts","properties":${'['.repeat(50_000)}${']'.repeat(50_000)}}`

test('what is nested 50,000 times is no bug of any control route', async () => {
  const {call} = await startProbe()
  for (const {path} of CONTROL_ROUTES.filter(({method}) => method === 'POST'))
    expect([path, (await call('POST', `/_sandbox/${path.replace(/:\w+/g, '1')}`, DEEP)).status]).not.toContain(500)
})

test('nor is it one as a fault in a header, or in what HubSpot has routes for', async () => {
  const {call, send} = await startProbe()
  const fault = {'x-sandbox-fault': `{"fault":${'['.repeat(9000)}${']'.repeat(9000)}}`}
  expect((await send('POST', '/crm/v3/objects/contacts', '{}', fault)).body).toMatchObject({
    message: expect.stringContaining('more than 1000 levels'),
  })
  for (const path of ['objects/contacts', 'objects/contacts/search', 'objects/contacts/batch/upsert', 'lists'])
    expect(await call('POST', `/crm/v3/${path}`, DEEP)).toMatchObject({
      status: 400,
      body: {message: expect.stringContaining('nesting depth')},
    })
})

test.each(['crm/v3/owners', 'http://127.0.0.1/crm/v3/owners', '/crm/v3/owners?limit=1', '/crm#x', ''])(
  'the path %j, which no request has, is refused wherever one is meant',
  async path => {
    const {call, sandbox} = await startProbe()
    expect(await call('POST', '/_sandbox/verify', {path, times: 0})).toMatchObject({
      status: 400,
      body: {message: expect.stringContaining('"path" cannot be')},
    })
    expect((await call('GET', `/_sandbox/requests?path=${encodeURIComponent(path)}`)).status).toBe(400)
    expect((await call('POST', '/_sandbox/faults', [{fault: 'reset', path}])).status).toBe(400)
    expect(sandbox.state().faults).toEqual([])
  },
)

test('a path may begin with a star', async () => {
  const {call} = await startProbe()
  await call('GET', '/crm/v3/owners')
  expect((await call('POST', '/_sandbox/verify', {path: '**/owners', times: 1})).status).toBe(200)
})
