import {expect, test} from 'vitest'
import {createHubSpot} from '../../../src/hubspot/client.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {planPush} from '../../../src/push/plan/plan-push.js'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {startDeleteBench} from '../support/delete-bench.js'

async function plan(
  columns: readonly string[],
  more: Partial<MappingRequest> = {},
  switches: Partial<SandboxSwitches> = {},
) {
  const {sandbox} = await startDeleteBench([], {switches})
  const tokens = {
    accessToken: async () => sandbox.token,
    replaceToken: async () => sandbox.token,
    describe: () => 'a test',
  }
  const options = {clock: systemClock, random: () => 0.5, maxWaitMs: 1000}
  const hubspot = createHubSpot({apiUrl: sandbox.url, apiVersion: 'v3', tokens, ...options})
  const request = {object: 'CONTACT', map: [], ignore: [], ignoreUnknown: false, ...more}
  try {
    const {mapping} = await planPush(request, {format: 'csv', columns}, hubspot)
    return {
      went: mapping.columns.map(({property}) => property),
      ignored: mapping.ignored,
      reads: hubspot.counts().reads,
    }
  } finally {
    hubspot.close()
  }
}

test('a column for a sensitive property goes to it, by name and by label', async () => {
  const {went} = await plan(['email', 'national_id', 'Health insurance'])
  expect(went).toEqual(['email', 'national_id', 'health_insurance'])
})

test('also where unknown columns are left out, and where it is named', async () => {
  expect(await plan(['email', 'national_id', 'nonsense'], {ignoreUnknown: true})).toMatchObject({
    ...{went: ['email', 'national_id'], ignored: ['nonsense']},
  })
  const map = [{column: 'Ausweis', property: 'national_id'}]
  expect(await plan(['email', 'Ausweis'], {map})).toMatchObject({went: ['email', 'national_id']})
})

test('who has no such column pays no request for it', async () => {
  const plain = await plan(['email', 'city'])
  expect((await plan(['email', 'national_id'])).reads).toBe(plain.reads + 2)
  expect((await plan(['email', 'city', 'x'], {ignore: ['x']})).reads).toBe(plain.reads)
})

test('without the scope the error says which one may be missing', async () => {
  const planning = plan(['email', 'national_id'], {}, {sensitiveProperties: 'missing-scope'})
  const scope = 'crm.objects.contacts.sensitive.read.v2 or crm.objects.contacts.highly_sensitive.read.v2'
  await expect(planning).rejects.toMatchObject({code: 'UNKNOWN_COLUMN', message: expect.stringContaining(scope)})
})

test('a portal without the feature has none', async () => {
  const planning = plan(['email', 'national_id'], {}, {sensitiveProperties: 'switched-off'})
  await expect(planning).rejects.toMatchObject({
    code: 'UNKNOWN_COLUMN',
    message: expect.not.stringContaining('sensitive'),
  })
})
