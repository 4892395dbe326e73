import {expect, test} from 'vitest'
import {readUpsertReply} from '../../../src/hubspot/batch/upsert-verdict.js'
import {KnownSecrets} from '../../../src/hubspot/call/known-secrets.js'
import {createOAuthClient} from '../../../src/hubspot/oauth/oauth-client.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {startStub} from '../support/stub-server.js'
import {GET_ACCOUNT, stubbedClient, tokensInTurn} from '../support/stubbed-client.js'
import {contact} from '../support/upsert-builders.js'

const TOKEN = 'a/secret+token=of-no-known-shape'
const escaped = [...TOKEN].map(letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

const echoing = {
  message: `You sent Bearer ${TOKEN}`,
  correlationId: TOKEN,
  context: {token: [TOKEN], [TOKEN]: 'x', url: `?t=${encodeURIComponent(TOKEN)}`},
}

test.each([
  ['as it is', JSON.stringify(echoing)],
  ['in escapes', `{"message": "You sent Bearer ${escaped}", "context": {"${escaped}": ["${escaped}"]}}`],
])('a reply that repeats the token %s is read without it', async (_, body) => {
  const lines: unknown[] = []
  const reply = {status: 400, headers: {'content-type': 'application/json', 'x-hubspot-correlation-id': TOKEN}, body}
  const {hubspot} = await stubbedClient([reply], {tokens: tokensInTurn(TOKEN), onRequest: line => lines.push(line)})
  const answer = await hubspot.call(GET_ACCOUNT)
  const verdict = readUpsertReply([contact('ann@example.com')], answer)
  const seen = decodeURIComponent(JSON.stringify([answer, verdict, lines]))
  expect(seen).toContain('You sent Bearer ***')
  expect(seen).not.toContain(TOKEN)
})

test.each([
  [401, {message: `Token ${TOKEN} is unknown`}],
  [403, {message: `Not for ${TOKEN}`, context: {requiredScopes: [TOKEN]}}],
  [429, {message: `You have reached your daily limit, ${TOKEN}`, policyName: 'DAILY'}],
  [500, {message: `Failed for ${TOKEN}`}],
  [302, undefined],
])('no error that ends a run shows the token that a %i repeats', async (status, body) => {
  const replies = Array.from({length: 12}, () => ({
    status,
    headers: {location: `https://elsewhere/?token=${TOKEN}`},
    body,
  }))
  const {hubspot} = await stubbedClient(replies, {tokens: tokensInTurn(TOKEN)})
  const error = await hubspot.call(GET_ACCOUNT).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toContain('***')
  expect(String(error)).not.toContain(TOKEN)
})

test('a token that was replaced meanwhile is masked as well, and a word is no secret', () => {
  const secrets = new KnownSecrets()
  for (const secret of ['first-token', 'second-token', 'token']) secrets.add(secret)
  expect(secrets.mask('token first-token second-token')).toBe('token *** ***')
})

test('a refusal of the login shows neither client secret nor refresh token nor code', async () => {
  const body = {status: 'BAD_CLIENT_SECRET', message: 'No secret-of-the-app with refresh-token-1 or code-of-the-page'}
  const server = await startStub({status: 400, body}, {status: 400, body})
  const client = createOAuthClient({apiUrl: server.url, clock: systemClock})
  const app = {clientId: 'id', clientSecret: 'secret-of-the-app'}
  const told = [
    await client.refresh(app, 'refresh-token-1'),
    await client.exchangeCode(app, {code: 'code-of-the-page', redirectUri: 'http://localhost/'}),
  ]
  await server.close()
  expect(told).toMatchObject([
    {kind: 'refused', refusal: {message: 'No *** with *** or code-of-the-page'}},
    {kind: 'refused', refusal: {message: 'No *** with refresh-token-1 or ***'}},
  ])
})
