import {expect, test} from 'vitest'
import {ours} from '../../../src/errors/next-step.js'
import {presentLogin, presentLogout, presentWhoAmI} from '../../../src/terminal/present/present-login.js'
import {createPalette} from '../../../src/terminal/text/palette.js'

const screen = {width: 80, palette: createPalette(false)}
const portal = {portalId: 4711, accountType: 'STANDARD', uiDomain: 'app.hubspot.com', dataHostingLocation: 'na1'}
const objects = [
  {name: 'contacts', works: true, missingScopes: []},
  {name: 'custom', works: false, missingScopes: ['crm.objects.custom.write']},
]

test('a login names the portal, what works, what is missing, where it is kept and what to type next', () => {
  const lines = presentLogin(
    {
      ...portal,
      profile: 'acme',
      kind: 'oauth',
      store: 'file',
      scopes: null,
      objects,
      storage: 'Kept in a file.',
      warnings: ['Mind this.'],
      next: [ours(['objects'])],
    },
    screen,
  )
  expect(lines).toEqual([
    'Logged in to portal 4711 (STANDARD, app.hubspot.com, na1) as profile acme.',
    '',
    '  OBJECT          PUSH  MISSING SCOPE',
    '  contacts        yes',
    '  custom objects  no    crm.objects.custom.write',
    '',
    'Kept in a file.',
    'Mind this.',
    '  → hubspot-push objects',
  ])
})

test.each([
  [true, 'The login of profile acme (portal 4711) was deleted, and HubSpot ended it, too.'],
  [false, 'The login of profile acme (portal 4711) was deleted.'],
  [null, 'The login of profile acme (portal 4711) was deleted.'],
])('a logout says whether HubSpot ended the login as well: %s', (revoked, line) => {
  expect(presentLogout({profile: 'acme', portalId: 4711, revoked, warnings: []}, screen)).toEqual([line])
})

test('whoami leaves out what HubSpot does not tell and shows hostile text harmlessly', () => {
  const who = {
    ...portal,
    profile: 'default',
    credential: 'HUBSPOT_ACCESS_TOKEN',
    environmentToken: true,
    portalDomain: null,
    user: 'ann\u001b[2J@example.com',
    scopes: ['oauth', 'tickets'],
    objects,
    rate: {max: 190, intervalMs: 10_000, daily: 1_000_000, dailyRemaining: 999_000},
  }
  expect(presentWhoAmI(who, screen)).toEqual([
    'Portal  4711 (STANDARD, app.hubspot.com, na1)',
    'User    ann␛[2J@example.com',
    'Login   HUBSPOT_ACCESS_TOKEN, instead of profile default',
    'Scopes  oauth tickets',
    'Limits  190 requests per 10 s; 1000000 per day, 999000 left',
    '',
    '  OBJECT          PUSH  MISSING SCOPE',
    '  contacts        yes',
    '  custom objects  no    crm.objects.custom.write',
  ])
})
