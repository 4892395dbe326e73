import {expect, test} from 'vitest'
import {checkSameHost, readEndpoints} from '../../src/credentials/endpoints.js'
import {chooseApp} from '../../src/credentials/login/choose-app.js'
import type {LoginPlace} from '../../src/credentials/login/login-ports.js'
import {createTransport} from '../../src/hubspot/call/transport.js'
import {createOAuthClient} from '../../src/hubspot/oauth/oauth-client.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {mayCarrySecrets} from '../../src/shared/text/secret-address.js'
import {tempDir} from '../support/temp-dir.js'
import {APP} from './support/fake-hubspot.js'
import {oauthLogin, openStore} from './support/logins.js'

const SAFE = [
  'https://api.hubapi.com',
  'https://127.0.0.1',
  'http://localhost:8080',
  'http://127.0.0.1:1',
  'http://127.8.9.10',
  'http://[::1]:1',
]
const UNSAFE = [
  ...['http://api.hubapi.com', 'http://localhost.example', 'http://127.0.0.1.example', 'http://example/127.0.0.1'],
  ...[
    'http://localhost@api.hubapi.com',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://[::2]',
    'ftp://localhost',
    'file:///localhost',
  ],
  ...['ws://localhost', 'localhost:8080', '', 'nonsense'],
]

test.each(SAFE)('secrets may go to %s', address => {
  expect(mayCarrySecrets(address)).toBe(true)
  createOAuthClient({apiUrl: address, clock: systemClock})
  createTransport({apiUrl: address, timeoutMs: 1, userAgent: '', maxReplyBytes: 1}).close()
  expect(readEndpoints({HUBSPOT_PUSH_API_URL: address}).apiUrl).toBe(address)
})

test.each(UNSAFE)('secrets never go to "%s": not with a login, a renewal, a logout or a call', address => {
  expect(mayCarrySecrets(address)).toBe(false)
  expect(() => createOAuthClient({apiUrl: address, clock: systemClock})).toThrow(
    expect.objectContaining({code: 'USAGE'}),
  )
  const transport = {timeoutMs: 1, userAgent: '', maxReplyBytes: 1}
  expect(() => createTransport({...transport, apiUrl: address})).toThrow(expect.objectContaining({code: 'USAGE'}))
  if (address !== '')
    expect(() => readEndpoints({HUBSPOT_PUSH_API_URL: address})).toThrow(expect.objectContaining({code: 'USAGE'}))
  expect(() => checkSameHost('acme', address, 'https://api.hubapi.com')).toThrow(
    expect.objectContaining({code: 'USAGE'}),
  )
})

test.each([
  ['https://api.hubapi.com', APP],
  ['https://api.eu.hubapi.example', {clientId: 'typed', clientSecret: 'typed'}],
  ['http://localhost:1', {clientId: 'typed', clientSecret: 'typed'}],
])('the app of a saved login is used again at its own host alone: %s', async (apiUrl, app) => {
  const store = openStore(await tempDir())
  await store.save('acme', oauthLogin('https://api.hubapi.com'))
  const prompts = {
    canAsk: () => true,
    askText: async () => 'typed',
    askHidden: async () => 'typed',
    askChoice: async () => 'typed',
  }
  const place: LoginPlace = {env: {}, prompts, stdin: process.stdin}
  const endpoints = {apiUrl, appUrl: apiUrl, apiVersion: 'v3'}
  expect(await chooseApp({profile: 'acme', port: 1}, place, {store, endpoints, say: () => {}})).toEqual(app)
})
