import {expect, onTestFinished, test} from 'vitest'
import {createHubSpot} from '../../src/hubspot/client.js'
import {createKey, planKey} from '../../src/objects/create-key.js'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {systemClock} from '../../src/shared/system-clock.js'

const FEW = {
  token: 'pat-na1-few',
  scopes: ['crm.objects.companies.read', 'crm.objects.companies.write', 'crm.schemas.companies.read'],
}

test('a login that may not make properties is told the scope, and nothing is made', async () => {
  const sandbox = await startSandbox({tokens: [FEW]})
  onTestFinished(() => sandbox.close())
  const tokens = {
    accessToken: async () => FEW.token,
    replaceToken: async () => FEW.token,
    describe: () => 'the test credential',
  }
  const hubspot = createHubSpot({
    apiUrl: sandbox.url,
    apiVersion: 'v3',
    tokens,
    clock: systemClock,
    random: () => 0.5,
    maxWaitMs: 1000,
  })
  onTestFinished(() => hubspot.close())
  const plan = await planKey(hubspot, {object: 'COMPANY', property: 'erp_no'})
  expect(plan).toMatchObject({property: 'erp_no', label: 'Erp no', existing: ['external_id']})
  await expect(createKey(hubspot, plan)).rejects.toMatchObject({
    code: 'SCOPE_MISSING',
    message: expect.stringContaining('crm.schemas.companies.write'),
  })
  await expect(planKey(hubspot, {object: 'COMPANY', property: 'erp_no'})).resolves.toBeDefined()
})
