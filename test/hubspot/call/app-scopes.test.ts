import {expect, test} from 'vitest'
import {asListed, grantSteps} from '../../../src/hubspot/call/app-scopes.js'
import {ScopeMissingError} from '../../../src/hubspot/call/call-errors.js'
import {nextTexts} from '../../support/bare-steps.js'

test.each([
  ['crm.objects.contacts.write', 'crm.objects.contacts.write'],
  ['crm.objects.contacts.sensitive.read.v2', 'crm.objects.contacts.sensitive.read.v2'],
  ['e-commerce', 'e-commerce'],
  ['tickets', 'tickets'],
  ['deals-read', 'crm.objects.deals.read'],
  ['tickets-read', 'tickets'],
  ['custom-object-write', 'crm.objects.custom.write'],
  ['sensitive-data-property-create', undefined],
  ['__proto__', undefined],
])('%s is listed in HubSpot’s settings as %s', (scope, listed) => {
  expect(asListed(scope)).toBe(listed)
})

test('the hint names a scope that can be added, then the login that asks for it', () => {
  const error = new ScopeMissingError('…', ['custom-object-read', 'crm.objects.custom.read'])
  expect(nextTexts(error)).toEqual([
    'In HubSpot, add crm.objects.custom.read to your app (as an optional scope), or to the private app or service key that the token is from',
    'hubspot-push login --scope crm.objects.custom.read     then this, for a login in the browser; a token needs no new login unless HubSpot changed it',
    'hubspot-push whoami     shows what the login may do',
  ])
})

test('where HubSpot names no scope, the hint has a gap to fill in', () => {
  expect(nextTexts({next: grantSteps([])})[1]).toContain('login --scope SCOPE')
})
