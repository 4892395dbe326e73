import {expect, test} from 'vitest'
import {startFrontOnly} from '../../support/sandbox-front.js'
import {authorizeParameters, decide, REDIRECT_URI, tokensFor} from '../../support/sandbox-oauth.js'

const open = async (
  sandbox: {url: string; clientId: string},
  changes: Record<string, string | undefined> = {},
  path = 'authorize',
) => {
  const reply = await fetch(`${sandbox.url}/oauth/${path}?${authorizeParameters(sandbox, changes)}`)
  return {status: reply.status, page: await reply.text()}
}

test('the page lists the scopes and has both buttons', async () => {
  const {status, page} = await open(await startFrontOnly())
  expect(status).toBe(200)
  for (const part of ['crm.objects.contacts.read', 'value="connect">Connect app<', 'value="deny">Deny<'])
    expect(page).toContain(part)
})

test('Connect sends a code and the state back to the app', async () => {
  const location = await decide(await startFrontOnly(), 'connect')
  expect(location.href.split('?')[0]).toBe(REDIRECT_URI)
  expect(Object.fromEntries(location.searchParams)).toEqual({code: expect.stringMatching(/^na1-/), state: 's3cret'})
})

test('Deny sends access_denied and the state, and no code', async () => {
  const location = await decide(await startFrontOnly(), 'deny')
  expect(Object.fromEntries(location.searchParams)).toEqual({
    error: 'access_denied',
    error_description: expect.any(String),
    state: 's3cret',
  })
})

test('a redirect URL keeps its own query', async () => {
  const location = await decide(await startFrontOnly(), 'connect', {redirect_uri: 'http://localhost:3000/back?x=1'})
  expect(location.searchParams.get('x')).toBe('1')
})

test.each([
  ['an unknown client', {client_id: 'nobody'}, 'no app with the client id &quot;nobody&quot;'],
  [
    'a redirect URL that is not registered',
    {redirect_uri: 'https://evil.example.com/'},
    'does not match a redirect URL',
  ],
  [
    'a loopback address in place of localhost',
    {redirect_uri: 'http://127.0.0.1:8976/oauth/callback'},
    'does not match a redirect URL',
  ],
  ['no redirect URL', {redirect_uri: undefined}, 'does not match a redirect URL'],
  [
    'a scope that the portal cannot grant',
    {scope: 'oauth crm.objects.custom.read'},
    'scopes are invalid for this account: crm.objects.custom.read',
  ],
  ['no scope', {scope: undefined}, 'scopes are missing'],
  [
    'an unknown challenge method',
    {code_challenge: 'x', code_challenge_method: 'md5'},
    'challenge method &quot;md5&quot;',
  ],
])('%s ends on an error page, on GET and POST alike, and the app hears nothing', async (_, changes, text) => {
  const sandbox = await startFrontOnly({grantableScopes: ['oauth', 'crm.objects.contacts.read']})
  const {status, page} = await open(sandbox, changes)
  expect(status).toBe(400)
  expect(page).toContain(text)
  expect((await decide(sandbox, 'connect', changes)).href).toBe('about:status-400')
})

test('what a page shows of its parameters is escaped', async () => {
  const sandbox = await startFrontOnly()
  const evil = '"><script>alert(1)</script>'
  for (const changes of [{state: evil}, {client_id: evil}, {redirect_uri: `http://localhost/${evil}`}]) {
    expect((await open(sandbox, changes)).page).not.toContain('<script>')
  }
})

test('optional scopes that cannot be granted are dropped without a word', async () => {
  const sandbox = await startFrontOnly({grantableScopes: ['crm.objects.contacts.read', 'tickets']})
  const {scopes} = await tokensFor(sandbox, {
    optional_scope: 'tickets crm.objects.custom.read',
    scope: 'crm.objects.contacts.read',
  })
  expect(scopes).toEqual(['oauth', 'crm.objects.contacts.read', 'tickets'])
})

test('registered redirect URLs count exactly', async () => {
  const sandbox = await startFrontOnly({redirectUrls: [REDIRECT_URI]})
  expect((await open(sandbox)).status).toBe(200)
  expect((await open(sandbox, {redirect_uri: `${REDIRECT_URI}/`})).status).toBe(400)
})

test('a portal in the path must be this one', async () => {
  const sandbox = await startFrontOnly()
  expect((await open(sandbox, {}, `${sandbox.portalId}/authorize`)).status).toBe(200)
  expect((await open(sandbox, {}, '1/authorize')).page).toContain('no access to the account 1')
})
