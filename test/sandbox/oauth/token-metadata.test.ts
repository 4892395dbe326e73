import {expect, test} from 'vitest'
import {call, startFrontOnly} from '../../support/sandbox-front.js'
import {postForm, tokensFor} from '../../support/sandbox-oauth.js'

test.each(['v3', '2026-03', '2026-09'])('%s introspects a live access token', async version => {
  const sandbox = await startFrontOnly()
  const {access_token} = await tokensFor(sandbox)
  expect(await (await postForm(sandbox, `${version}/token/introspect`, {token: access_token})).json()).toMatchObject({
    active: true,
    token_use: 'access_token',
    token: access_token,
    hub_id: sandbox.portalId,
    client_id: sandbox.clientId,
    scopes: ['oauth', 'crm.objects.contacts.read'],
    is_private_distribution: false,
  })
})

test('a refresh token is introspected as one, and an unknown or expired token as inactive', async () => {
  const sandbox = await startFrontOnly()
  const {access_token, refresh_token} = await tokensFor(sandbox)
  const introspect = async (token: string): Promise<unknown> =>
    (await postForm(sandbox, 'v3/token/introspect', {token})).json()
  expect(await introspect(refresh_token)).toMatchObject({active: true, token_use: 'refresh_token'})
  expect(await introspect('nothing')).toEqual({active: false})
  sandbox.expireTokens()
  expect(await introspect(access_token)).toEqual({active: false})
})

test('introspection wants the client’s secret', async () => {
  const reply = await postForm(await startFrontOnly(), 'v3/token/introspect', {token: 'x', client_secret: 'wrong'})
  expect([reply.status, await reply.json()]).toMatchObject([400, {status: 'BAD_CLIENT_SECRET'}])
})

test('a revoked refresh token is dead, the access token it gave lives on', async () => {
  const sandbox = await startFrontOnly()
  const {access_token: token, refresh_token} = await tokensFor(sandbox)
  expect((await postForm(sandbox, 'v3/token/revoke', {token: refresh_token})).status).toBe(204)
  const refreshed = await postForm(sandbox, 'v3/token', {grant_type: 'refresh_token', refresh_token})
  expect(await refreshed.json()).toMatchObject({status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant'})
  expect((await call({...sandbox, token}, '/crm/v3/properties/contacts')).status).toBe(200)
})

test('v1 tells of tokens by their URL, and forgets a refresh token', async () => {
  const sandbox = await startFrontOnly()
  const {access_token, refresh_token} = await tokensFor(sandbox)
  const url = `${sandbox.url}/oauth/v1`
  expect(await (await fetch(`${url}/access-tokens/${access_token}`)).json()).toMatchObject({
    hub_id: sandbox.portalId,
    token: access_token,
  })
  expect((await fetch(`${url}/refresh-tokens/${refresh_token}`)).status).toBe(200)
  expect((await fetch(`${url}/refresh-tokens/${refresh_token}`, {method: 'DELETE'})).status).toBe(204)
  expect((await fetch(`${url}/refresh-tokens/${refresh_token}`)).status).toBe(404)
})

test('a static token tells its portal and scopes', async () => {
  const sandbox = await startFrontOnly({tokens: [{token: 'pat-na1-few', scopes: ['crm.objects.deals.read']}]})
  const ask = (tokenKey: string): Promise<Response> =>
    call(sandbox, '/oauth/v2/private-apps/get/access-token-info', {method: 'POST', body: JSON.stringify({tokenKey})})
  expect(await (await ask('pat-na1-few')).json()).toMatchObject({
    hubId: sandbox.portalId,
    scopes: ['crm.objects.deals.read'],
  })
  expect((await ask('pat-na1-none')).status).toBe(404)
})
