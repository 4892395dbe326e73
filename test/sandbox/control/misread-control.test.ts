import {expect, test} from 'vitest'
import {startProbe} from '../fidelity/probe.js'

test.each([
  ['POST', 'reset?kep=records'],
  ['POST', 'reset?keep=recrds'],
  ['GET', 'associations?limit=1'],
  ['GET', 'records/contacts?filter=x'],
  ['DELETE', 'faults?path=/crm/**'],
  ['GET', 'state?x'],
])('%s /_sandbox/%s is refused, and nothing happens', async (method, path) => {
  const {call, sandbox} = await startProbe()
  await call('POST', '/crm/v3/objects/contacts', {properties: {email: 'ann@x.co'}})
  sandbox.setFaults([{fault: 'latency', ms: 0, path: '/other'}])
  expect(await call(method, `/_sandbox/${path}`)).toMatchObject({status: 400, body: {message: expect.any(String)}})
  expect([...sandbox.records('contacts')]).toHaveLength(1)
  expect(sandbox.state().faults).toHaveLength(1)
})

test('a reset keeps what is named twice or after each other', async () => {
  const {call, sandbox} = await startProbe()
  await call('POST', '/crm/v3/objects/contacts', {properties: {email: 'ann@x.co'}})
  await call('POST', '/_sandbox/switches', {nullIs: 'cleared'})
  expect((await call('POST', '/_sandbox/reset?keep=records&keep=switches')).status).toBe(204)
  expect([...sandbox.records('contacts')]).toHaveLength(1)
  expect(sandbox.state().switches).toMatchObject({nullIs: 'cleared'})
})

test.each([
  {advanceMs: 1e300},
  {advanceMs: 9e15},
  {now: '+275760-09-13T00:00:00Z'},
  {now: '1969-12-31T23:59:59Z'},
  {now: -1},
  {stepMs: 1e12},
])('the clock does not go to %j, and runs on', async change => {
  const {call} = await startProbe()
  expect((await call('POST', '/_sandbox/clock', change)).status).toBe(400)
  expect((await call('GET', '/_sandbox/clock')).status).toBe(200)
  expect((await call('GET', '/crm/v3/owners')).status).toBe(200)
})

test('nothing can be seen at least twice and at most once', async () => {
  const {call} = await startProbe()
  expect((await call('POST', '/_sandbox/verify', {times: {atLeast: 2, atMost: 1}})).status).toBe(400)
})
