import {createHash} from 'node:crypto'
import {expect, test} from 'vitest'
import {handClock} from '../../support/sandbox-clock.js'
import {call, startFrontOnly} from '../../support/sandbox-front.js'
import {connectedCode, postForm, REDIRECT_URI, type Tokens, tokensFor} from '../../support/sandbox-oauth.js'

const exchange = {grant_type: 'authorization_code', redirect_uri: REDIRECT_URI}

test.each(['v3', '2026-03', '2026-09'])('%s gives tokens for a code, with portal and scopes', async version => {
  const sandbox = await startFrontOnly()
  const reply = await postForm(sandbox, `${version}/token`, {...exchange, code: await connectedCode(sandbox)})
  expect([reply.status, await reply.json()]).toEqual([
    200,
    {
      token_type: 'bearer',
      token_use: 'access_token',
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 1800,
      hub_id: sandbox.portalId,
      scopes: ['oauth', 'crm.objects.contacts.read'],
      user_id: expect.any(Number),
    },
  ])
})

test('v1 takes its parameters from the query too; from v3 on the query counts for nothing', async () => {
  const sandbox = await startFrontOnly()
  const {clientId, clientSecret, url} = sandbox
  const query = async () =>
    new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      ...exchange,
      code: await connectedCode(sandbox),
    })
  const v1 = await fetch(`${url}/oauth/v1/token?${await query()}`, {method: 'POST'})
  expect([v1.status, Object.keys((await v1.json()) as object).sort()]).toEqual([
    200,
    ['access_token', 'expires_in', 'refresh_token', 'token_type', 'token_use'],
  ])
  const v3 = await fetch(`${url}/oauth/v3/token?${await query()}`, {method: 'POST'})
  expect([v3.status, await v3.json()]).toMatchObject([400, {status: 'BAD_CLIENT_ID'}])
})

test('parameters in JSON count as missing', async () => {
  const sandbox = await startFrontOnly()
  const body = JSON.stringify({client_id: sandbox.clientId, client_secret: sandbox.clientSecret})
  const reply = await fetch(`${sandbox.url}/oauth/v3/token`, {
    method: 'POST',
    body,
    headers: {'content-type': 'application/json'},
  })
  expect(await reply.json()).toMatchObject({status: 'BAD_CLIENT_ID'})
})

test.each([
  [{client_id: 'nobody'}, 'BAD_CLIENT_ID', 'invalid_client'],
  [{client_secret: 'wrong'}, 'BAD_CLIENT_SECRET', 'invalid_client'],
  [{grant_type: 'password'}, 'BAD_GRANT_TYPE', 'unsupported_grant_type'],
  [{code: 'na1-unknown'}, 'BAD_AUTH_CODE', 'invalid_grant'],
  [{redirect_uri: `${REDIRECT_URI}/other`}, 'MISMATCH_REDIRECT_URI_AUTH_CODE', 'invalid_grant'],
  [{grant_type: 'refresh_token', refresh_token: 'unknown'}, 'BAD_REFRESH_TOKEN', 'invalid_grant'],
])('%j is refused as %s in both shapes', async (changes, status, error) => {
  const sandbox = await startFrontOnly()
  const reply = await postForm(sandbox, 'v3/token', {...exchange, code: await connectedCode(sandbox), ...changes})
  const body = (await reply.json()) as Record<string, string>
  expect([reply.status, body]).toMatchObject([400, {status, error, message: expect.any(String)}])
  expect(body['error_description']).toBe(body['message'])
})

test('a missing redirect URL is refused', async () => {
  const sandbox = await startFrontOnly()
  const reply = await postForm(sandbox, 'v3/token', {
    grant_type: 'authorization_code',
    code: await connectedCode(sandbox),
  })
  expect(await reply.json()).toMatchObject({status: 'BAD_REDIRECT_URI'})
})

test('a code works once', async () => {
  const sandbox = await startFrontOnly()
  const code = await connectedCode(sandbox)
  expect((await postForm(sandbox, 'v3/token', {...exchange, code})).status).toBe(200)
  expect(await (await postForm(sandbox, 'v3/token', {...exchange, code})).json()).toMatchObject({
    status: 'BAD_AUTH_CODE',
  })
})

test('a code expires', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, codeLifeMs: 1000})
  const code = await connectedCode(sandbox)
  clock.advance(1000)
  expect(await (await postForm(sandbox, 'v3/token', {...exchange, code})).json()).toMatchObject({
    status: 'EXPIRED_AUTH_CODE',
  })
})

test.each([
  ['the right verifier', 'v'.repeat(43), 200],
  ['a wrong verifier', 'w'.repeat(43), 400],
  ['no verifier', undefined, 400],
])('a code that was asked for with a challenge wants its proof: %s', async (_, verifier, status) => {
  const sandbox = await startFrontOnly()
  const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url')
  const code = await connectedCode(sandbox, {code_challenge: challenge, code_challenge_method: 'S256'})
  const proof = verifier === undefined ? {} : {code_verifier: verifier}
  expect((await postForm(sandbox, 'v3/token', {...exchange, code, ...proof})).status).toBe(status)
})

test('a refresh gives a new access token and the same refresh token', async () => {
  const sandbox = await startFrontOnly()
  const first = await tokensFor(sandbox)
  const reply = await postForm(sandbox, 'v3/token', {grant_type: 'refresh_token', refresh_token: first.refresh_token})
  const second = (await reply.json()) as Tokens
  expect(second.refresh_token).toBe(first.refresh_token)
  expect(second.access_token).not.toBe(first.access_token)
  expect(sandbox.state().tokens).toEqual({exchanges: 1, refreshes: 1, refusedRefreshes: 0})
})

test('with rotation a refresh token works once', async () => {
  const sandbox = await startFrontOnly({switches: {rotateRefreshTokens: true}})
  const {refresh_token} = await tokensFor(sandbox)
  const refresh = (token: string) => postForm(sandbox, 'v3/token', {grant_type: 'refresh_token', refresh_token: token})
  const rotated = (await (await refresh(refresh_token)).json()) as Tokens
  expect(rotated.refresh_token).not.toBe(refresh_token)
  expect((await refresh(refresh_token)).status).toBe(400)
  expect((await refresh(rotated.refresh_token)).status).toBe(200)
})

test('an access token lives as long as it says, then 401 tells when it expired', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, switches: {tokenLifeMs: 2000}})
  const {access_token: token, expires_in} = await tokensFor(sandbox)
  expect(expires_in).toBe(2)
  clock.advance(1999)
  expect((await call({...sandbox, token}, '/crm/v3/properties/contacts')).status).toBe(200)
  clock.advance(61_001)
  const refused = await call({...sandbox, token}, '/crm/v3/properties/contacts')
  expect([refused.status, await refused.json()]).toEqual([
    401,
    {
      status: 'error',
      message: 'The OAuth token used to make this call expired 1 minute(s) ago.',
      correlationId: refused.headers.get('x-hubspot-correlation-id'),
      category: 'EXPIRED_AUTHENTICATION',
      context: {'expire time': ['2026-11-23T17:00:02.000Z']},
    },
  ])
})
