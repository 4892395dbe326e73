import {expect, test} from 'vitest'
import {maskSecrets} from '../../src/terminal/hide-secrets.js'

test.each([
  ['a private-app token', 'token pat-na1-11112222-3333-4444-5555-666677778888 refused', 'token pat-*** refused'],
  ['a bearer header', 'Authorization: Bearer CKjb8pK1MhIHAAEDUAAA_x', 'Authorization: Bearer ***'],
  [
    'a client secret in a form',
    'grant_type=x&client_secret=abc-def&redirect_uri=y',
    'grant_type=x&client_secret=***&redirect_uri=y',
  ],
  [
    'a refresh token in JSON',
    '{"refresh_token": "abc", "expires_in": 1800}',
    '{"refresh_token": "***", "expires_in": 1800}',
  ],
  ['a camel-cased secret', '{"clientSecret":"abc"}', '{"clientSecret":"***"}'],
  [
    'an authorization code in a URL',
    'GET /oauth/callback?code=na1-abc&state=s',
    'GET /oauth/callback?code=***&state=s',
  ],
  ['a bare refresh token', 'na1-8d5e1111-2222-3333-4444-555566667777 was rotated', '*** was rotated'],
])('masks %s', (_, text, masked) => {
  expect(maskSecrets(text)).toBe(masked)
})

test.each([
  'correlation id 0f3c1111-2222-3333-4444-555566667777',
  '{"code":"USAGE","message":"x"}',
  'row 3: "pat-a-cake" is not an option of property code',
])('leaves other text alone: %s', text => {
  expect(maskSecrets(text)).toBe(text)
})

test('masks the value of a secret variable wherever it stands', () => {
  const env = {HUBSPOT_ACCESS_TOKEN: 'something-unusual', HUBSPOT_CLIENT_SECRET: ''}
  expect(maskSecrets('got something-unusual back', env)).toBe('got *** back')
})
