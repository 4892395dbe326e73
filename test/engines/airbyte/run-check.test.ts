import {expect, test} from 'vitest'
import {createOAuthClient} from '../../../src/hubspot/oauth/oauth-client.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {connectedCode, REDIRECT_URI} from '../../support/sandbox-oauth.js'
import {ended, record, tryAirbyte} from './try-airbyte.js'

const READERS = 'pat-na1-readers-only'
const sandboxOptions = {
  tokens: [
    {
      token: READERS,
      scopes: [
        'crm.objects.contacts.read',
        'crm.schemas.contacts.read',
        'crm.objects.deals.read',
        'crm.objects.deals.write',
      ],
    },
  ],
}

test.each([
  ['a stream', [{stream: 'people', object: 'CONTACT', key: 'email'}]],
  ['a mapped key', [{stream: 'people', object: 'CONTACT', map: {mail: 'email'}}]],
  ['a key that is not given', [{stream: 'people', object: 'CONTACT', set: {lifecyclestage: 'lead'}}]],
  ['a stream that is called like an object', [{stream: 'contacts'}]],
  ['no stream', []],
])('%s passes', async (_, streams) => {
  const {check, sandbox} = await tryAirbyte()
  const {messages, code} = await check({access_token: sandbox.token, streams})
  expect([code, messages.at(-1)?.connectionStatus]).toEqual([0, {status: 'SUCCEEDED'}])
})

test.each([
  ['an object', {object: 'spaceship'}, /no object "spaceship"/],
  ['a key', {object: 'CONTACT', key: 'firstname'}, /firstname/],
  ['a property', {object: 'CONTACT', map: {a: 'nowhere'}}, /nowhere/],
  ['a value', {object: 'CONTACT', set: {lifecyclestage: 'nonsense'}}, /nonsense/],
  ['a key of two fields for one property', {object: 'CONTACT', columns: ['a=email', 'b=email']}, /email/],
])('%s that is wrong is named, with its stream', async (_, settings, message) => {
  const {check, sandbox} = await tryAirbyte()
  const {messages, code} = await check({access_token: sandbox.token, streams: [{stream: 'people', ...settings}]})
  expect([code, messages.at(-1)?.connectionStatus]).toEqual([
    0,
    {status: 'FAILED', message: expect.stringMatching(message)},
  ])
  expect(messages.at(-1)?.connectionStatus?.message).toContain('people')
})

test('scopes that are missing are named per object, with what to do', async () => {
  const {check} = await tryAirbyte({sandbox: sandboxOptions})
  const streams = [
    {stream: 'people', object: 'CONTACT'},
    {stream: 'firms', object: 'COMPANY'},
  ]
  const {messages} = await check({access_token: READERS, streams})
  expect(messages.at(-1)?.connectionStatus?.status).toBe('FAILED')
  expect(messages.at(-1)?.connectionStatus?.message).toBe(
    'Stream people: contacts: the login lacks the scope crm.objects.contacts.write. Add the scopes to the private app or OAuth app, and enter the token that it has then. Stream firms: companies: the login lacks the scope crm.objects.companies.write.',
  )
})

test('without streams, a login that may write into no object fails, any other one passes with notes', async () => {
  const none = {tokens: [{token: READERS, scopes: ['crm.objects.contacts.read']}]}
  const failed = await (await tryAirbyte({sandbox: none})).check({access_token: READERS})
  expect(failed.messages.at(-1)?.connectionStatus).toMatchObject({
    status: 'FAILED',
    message: expect.stringMatching(/contacts: .*companies: .*custom objects: /),
  })
  const passed = await (await tryAirbyte({sandbox: sandboxOptions})).check({access_token: READERS})
  expect(passed.messages.at(-1)?.connectionStatus).toEqual({status: 'SUCCEEDED'})
  expect(passed.messages.flatMap(({log}) => log?.message ?? [])).toContainEqual(
    expect.stringContaining('contacts: the login lacks'),
  )
})

test.each([
  ['no login', {}, /access_token/],
  ['half a login', {client_id: 'x'}, /client_secret/],
  ['a token that HubSpot does not know', {access_token: 'pat-na1-unknown'}, /valid access token/],
])('%s is told, and no secret with it', async (_, config, message) => {
  const {check} = await tryAirbyte()
  const {messages, code, lines} = await check(config)
  expect([code, messages.at(-1)?.connectionStatus?.status]).toEqual([0, 'FAILED'])
  expect(messages.at(-1)?.connectionStatus?.message).toMatch(message)
  expect(lines.join('\n')).not.toContain('pat-na1-unknown')
})

test('discover lists objects that can be pushed', async () => {
  const {discover} = await tryAirbyte()
  const {messages} = await discover()
  const names = messages.at(-1)?.destination_catalog?.operations.map(each => each.object_name)
  expect(new Set(names)).toContain('CONTACT')
})

test('a refresh token that HubSpot replaces is handed over with the whole configuration', async () => {
  const {sandbox, write} = await tryAirbyte({sandbox: {switches: {rotateRefreshTokens: true}}})
  const {clientId, clientSecret, url} = sandbox
  const scope = 'oauth crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.read'
  const code = await connectedCode(sandbox, {scope})
  const oauth = createOAuthClient({apiUrl: url, clock: systemClock})
  const outcome = await oauth.exchangeCode({clientId, clientSecret}, {code, redirectUri: REDIRECT_URI})
  if (outcome.kind !== 'granted') throw new Error(outcome.kind)
  const credentials = {
    type: 'OAuth',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: outcome.grant.refreshToken,
  }
  const config = {
    credentials,
    streams: [{stream: 'people', object: 'CONTACT'}],
    object_storage_config: {storage_type: 'None'},
  }
  const result = await write([record('a@example.com'), ended()], {config})
  expect(result.code).toBe(0)
  const [{control} = {}] = result.messages.filter(({type}) => type === 'CONTROL')
  const renewed = control?.connectorConfig.config['credentials'] as typeof credentials | undefined
  expect(control?.connectorConfig.config).toEqual({
    ...config,
    credentials: {...credentials, refresh_token: renewed?.refresh_token},
  })
  expect(renewed?.refresh_token).not.toBe(credentials.refresh_token)
})
