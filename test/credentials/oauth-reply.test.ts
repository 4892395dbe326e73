import {expect, test} from 'vitest'
import {readTokenReply} from '../../src/hubspot/oauth/token-reply.js'

test('a grant is read with what HubSpot adds to it', () => {
  const body = {access_token: 'a', refresh_token: 'r', expires_in: 1800, hub_id: 7, scopes: ['oauth', 5]}
  expect(readTokenReply(200, JSON.stringify(body))).toEqual({
    kind: 'granted',
    grant: {accessToken: 'a', refreshToken: 'r', lifeMs: 1_800_000, portalId: 7, scopes: ['oauth']},
  })
})

// The bodies are those of docs/hubspot-api.md#oauth.
test.each([
  [
    'both shapes at once',
    {error: 'invalid_grant', error_description: 'd', status: 'BAD_REFRESH_TOKEN', message: 'm'},
    'grant',
    'BAD_REFRESH_TOKEN',
  ],
  [
    'the older shape alone',
    {status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token'},
    'grant',
    'BAD_REFRESH_TOKEN',
  ],
  ['the standard shape alone', {error: 'invalid_grant'}, 'grant', 'invalid_grant'],
  ['an old code', {status: 'EXPIRED_AUTH_CODE', message: 'm'}, 'grant', 'EXPIRED_AUTH_CODE'],
  [
    'a wrong secret',
    {error: 'invalid_client', status: 'BAD_CLIENT_SECRET', message: 'm'},
    'client',
    'BAD_CLIENT_SECRET',
  ],
  ['a wrong id', {status: 'BAD_CLIENT_ID', message: 'm'}, 'client', 'BAD_CLIENT_ID'],
  [
    'a redirect URL of another app',
    {status: 'MISMATCH_REDIRECT_URI_AUTH_CODE', message: 'm'},
    'redirect',
    'MISMATCH_REDIRECT_URI_AUTH_CODE',
  ],
  [
    'a portal that is gone',
    {error: 'access_denied', status: 'BAD_HUB', message: 'missing or unknown hub id'},
    'other',
    'BAD_HUB',
  ],
  ['the shape of the other endpoints', {status: 'error', message: 'm', category: 'X'}, 'other', '400'],
])('a refusal is understood: %s', (_, body, reason, name) => {
  expect(readTokenReply(400, JSON.stringify(body))).toMatchObject({kind: 'refused', refusal: {reason, name}})
})

test.each([
  ['a gateway’s page', 502, '<html>'],
  ['a 5xx in HubSpot’s own words', 503, '{"error":"invalid_grant","status":"BAD_REFRESH_TOKEN"}'],
  ['too many requests', 429, '{"error":"invalid_grant"}'],
  ['a proxy’s page', 403, '<html>'],
  ['a redirect', 302, ''],
  ['a success without a token', 200, '{}'],
  ['a success cut short', 200, '{"access_token":"a","expires_in":18'],
  ['a token without a life', 200, '{"access_token":"a","expires_in":0}'],
])('%s says nothing about the login', (_, status, text) => {
  expect(readTokenReply(status, text).kind).toBe('unreachable')
})
