import {expect, onTestFinished, test} from 'vitest'
import {staticToken} from '../../../src/credentials/tokens/static-token.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {readObjectAccess} from '../../../src/hubspot/portal/object-access.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import {systemClock} from '../../../src/shared/system-clock.js'

const TOKEN = 'pat-na1-11111111-2222-3333-4444-555555555555'

/** What a token with these scopes can push, where the scopes are known to us or not. */
async function accessWith(scopes: readonly string[], areKnown: boolean) {
  const sandbox = await startSandbox({tokens: [{token: TOKEN, scopes}]})
  onTestFinished(() => sandbox.close())
  const tokens = staticToken({token: TOKEN, origin: 'the test', next: []})
  const hubspot = createHubSpot({
    apiUrl: sandbox.url,
    apiVersion: 'v3',
    tokens,
    clock: systemClock,
    random: () => 0,
    maxWaitMs: 1000,
  })
  onTestFinished(() => hubspot.close())
  const access = await readObjectAccess(hubspot, areKnown ? scopes : undefined)
  return new Map(access.map(({name, works, missingScopes}) => [name, works ? 'works' : missingScopes.join(' or ')]))
}

test('an object works with its write scope, and another one names the scope that is missing', async () => {
  const access = await accessWith(
    ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.objects.deals.read'],
    true,
  )
  expect(access.get('contacts')).toBe('works')
  expect(access.get('deals')).toBe('crm.objects.deals.write')
  expect(access.get('products')).toBe('crm.objects.products.write or e-commerce')
  expect(access.get('custom')).toBe('crm.objects.custom.write')
})

test('where the scopes are not known, HubSpot’s refusal tells that they are missing, and their names are those of the settings', async () => {
  const access = await accessWith(['oauth', 'crm.objects.contacts.write'], false)
  expect(access.get('contacts')).toBe('works')
  expect(access.get('deals')).toBe('crm.objects.deals.write')
  expect(access.get('custom')).toBe('crm.objects.custom.write')
})

test('a scope to write alone does not open custom objects, which must be found first', async () => {
  const access = await accessWith(['oauth', 'crm.objects.custom.write'], true)
  expect(access.get('custom')).toBe('crm.objects.custom.read')
})
