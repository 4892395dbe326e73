import {expect, test} from 'vitest'
import {NO_SCOPES, startProbe} from '../../fidelity/probe.js'

const ALL = '/contacts/v1/lists/all/contacts/all'

test('tokens, scopes, limits, faults and the list of requests know the older routes as all others', async () => {
  const {sandbox, call} = await startProbe({limits: {max: 3}})
  expect((await call('GET', ALL, undefined, 'nobody')).status).toBe(401)
  expect((await call('GET', ALL, undefined, NO_SCOPES)).status).toBe(403)
  expect((await call('PATCH', ALL)).status).toBe(405)
  sandbox.setFaults([{fault: 'status', status: 503, path: '/contacts/v1/**', next: 1}])
  expect([(await call('GET', ALL)).status, (await call('GET', ALL)).status]).toEqual([503, 200])
  expect((await call('GET', ALL)).status).toBe(429)
  sandbox.verify({method: 'GET', path: ALL, times: 5})
})

test('what they have besides is refused as not served, what HubSpot has ended as a page', async () => {
  const notServed: string[] = []
  const {call} = await startProbe({onNotServed: what => notServed.push(what)})
  for (const path of ['/contacts/v1/contact/utk/1/profile', '/forms/v2/forms', '/contacts/v1/lists']) {
    const {status, headers} = await call('GET', path)
    expect([path, status, headers.get('x-sandbox-not-served')]).toEqual([path, 501, 'true'])
  }
  expect(notServed).toHaveLength(3)
  const gone = await call('POST', '/contacts/v1/lists/1/add', {vids: [1]})
  expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'text/html;charset=iso-8859-1'])
})
