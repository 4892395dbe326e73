import {expect, onTestFinished, test} from 'vitest'
import {batchRead} from '../../src/hubspot/batch/batch-read.js'
import {callRefused} from '../../src/hubspot/call/call-refused.js'
import type {HubSpot} from '../../src/hubspot/call-types.js'
import {createHubSpot} from '../../src/hubspot/client.js'
import {readAccount} from '../../src/hubspot/portal/account.js'
import {listObjects} from '../../src/hubspot/portal/objects.js'
import {listOwners} from '../../src/hubspot/portal/owners.js'
import type {ObjectDefinition} from '../../src/hubspot/portal/portal-types.js'
import {listProperties} from '../../src/hubspot/portal/properties.js'
import {stepsReading} from '../support/bare-steps.js'
import {type BenchRow, expectPromiseKept, startBench, UPSERTS} from './support/run-bench.js'

const people: BenchRow[] = Array.from({length: 250}, (_, index) => ({
  email: `p${index}@example.com`,
  firstname: `Ann ${index}`,
}))

test.each([402, 404, 405, 410, 415, 418, 451, 488])(
  'a %i of the writes stops the run after few requests, and it goes on later',
  async status => {
    const message = `Not from here, ${status}`
    const bench = await startBench(people, {faults: [{...UPSERTS, fault: 'status', status, message, skip: 1}]})
    const stopped = await bench.push()
    expect(stopped).toMatchObject({
      ...{status: 'stopped', exitCode: 6, rejects: {count: 0}, next: stepsReading(['push people.csv --resume'])},
      reason: {code: 'CALL_REFUSED', message: expect.stringContaining(`(HTTP ${status}): ${message}`)},
    })
    expect(bench.upserts()).toBeLessThanOrEqual(4)
    bench.sandbox.setFaults([])
    await expectPromiseKept(bench, people, await bench.push({resume: true}))
  },
)

test.each([400, 409, 413, 422])(
  'a %i that names nobody stops the run after few requests; nothing is rejected',
  async status => {
    const bench = await startBench(people, {
      faults: [{...UPSERTS, fault: 'status', status, message: 'This account is suspended.'}],
    })
    const stopped = await bench.push()
    expect(stopped).toMatchObject({status: 'stopped', exitCode: 6, reason: {code: 'CALL_REFUSED'}, rejects: {count: 0}})
    expect(stopped.reason?.message).toContain('This account is suspended.')
    expect(bench.upserts()).toBeLessThanOrEqual(45)
    bench.sandbox.setFaults([])
    await expectPromiseKept(bench, people, await bench.push({resume: true}))
  },
)

const READS: readonly (readonly [what: string, path: string, ask: (hubspot: HubSpot) => Promise<unknown>])[] = [
  ['the account', '/account-info/**', readAccount],
  ['the objects', '/crm-object-schemas/**', listObjects],
  ['the properties', '/crm/v3/properties/**', hubspot => listProperties(hubspot, contacts)],
  ['the owners', '/crm/v3/owners', listOwners],
  [
    'the records',
    '/crm/v3/objects/**',
    hubspot => batchRead(hubspot, '0-1', {idProperty: 'email', properties: [], ids: ['a@x.co']}),
  ],
]

const contacts: ObjectDefinition = {
  ...{
    name: 'contacts',
    objectTypeId: '0-1',
    label: 'Contacts',
    singularLabel: 'Contact',
    custom: false,
    requiredProperties: [],
  },
}

test.each(READS)(
  'before the first write, a refusal to tell %s is no bug, and names the right data centre',
  async (_, path, ask) => {
    const message = 'This portal lives elsewhere: ask api-eu1.hubapi.com.'
    const bench = await startBench(people, {faults: [{path, fault: 'status', status: 488, message}]})
    const tokens = {
      accessToken: async () => bench.sandbox.token,
      replaceToken: async () => '',
      describe: () => 'a test',
    }
    const {url} = bench.sandbox
    const hubspot = createHubSpot({
      apiUrl: url,
      apiVersion: 'v3',
      tokens,
      clock: bench.time.client,
      random: () => 0.5,
      maxWaitMs: 1000,
    })
    onTestFinished(() => hubspot.close())
    await expect(ask(hubspot)).rejects.toMatchObject({
      ...{code: 'CALL_REFUSED', exitCode: 6, message: expect.stringContaining(`(HTTP 488): ${message}`)},
      next: stepsReading([expect.stringContaining('export HUBSPOT_PUSH_API_URL=https://api-eu1.hubapi.com ')]),
    })
  },
)

test.each(['evil.example', 'api-eu1.hubapi.com.evil.example', 'xapi-eu1.hubapi.com', 'api.hubapi.com@evil.example'])(
  'no refusal can have the token sent to %s',
  host => {
    expect(callRefused('it', {status: 488, body: {message: `Ask ${host}, please`}}).next).toEqual([])
  },
)
