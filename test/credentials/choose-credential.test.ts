import {expect, test} from 'vitest'
import {chooseCredential} from '../../src/credentials/choose-credential.js'
import {checkSameHost, readEndpoints} from '../../src/credentials/endpoints.js'
import {stepsReading} from '../support/bare-steps.js'

const TOKEN = 'pat-na1-00000000'

test.each([
  ['nothing is said', {}, undefined, {from: 'profile', profile: 'default'}],
  ['a profile is named by flag', {}, 'acme', {from: 'profile', profile: 'acme'}],
  ['a profile is named by environment', {HUBSPOT_PUSH_PROFILE: 'acme'}, undefined, {from: 'profile', profile: 'acme'}],
  ['flag and environment differ', {HUBSPOT_PUSH_PROFILE: 'acme'}, 'other', {from: 'profile', profile: 'other'}],
  ['a token is set', {HUBSPOT_ACCESS_TOKEN: TOKEN}, undefined, {from: 'environment', profile: 'default', token: TOKEN}],
  [
    'a token is set with a line break',
    {HUBSPOT_ACCESS_TOKEN: `${TOKEN}\n`},
    'default',
    {from: 'environment', profile: 'default', token: TOKEN},
  ],
  ['the token is empty', {HUBSPOT_ACCESS_TOKEN: ''}, 'acme', {from: 'profile', profile: 'acme'}],
  [
    'the sandbox is named and a token is set',
    {HUBSPOT_ACCESS_TOKEN: TOKEN},
    'sandbox',
    {from: 'sandbox', profile: 'sandbox'},
  ],
  [
    'the environment names the sandbox',
    {HUBSPOT_ACCESS_TOKEN: TOKEN, HUBSPOT_PUSH_PROFILE: 'sandbox'},
    undefined,
    {from: 'sandbox', profile: 'sandbox'},
  ],
])('the credential is chosen when %s', (_, env, flag, expected) => {
  expect(chooseCredential(env, flag)).toEqual(expected)
})

test.each([
  ['by flag', {HUBSPOT_ACCESS_TOKEN: TOKEN}, 'acme'],
  ['by environment', {HUBSPOT_ACCESS_TOKEN: TOKEN, HUBSPOT_PUSH_PROFILE: 'acme'}, undefined],
])('a token in the environment and another profile %s is refused with the line to type', (_, env, flag) => {
  const choose = () => chooseCredential(env, flag)
  expect(choose).toThrow(
    expect.objectContaining({code: 'USAGE', exitCode: 2, next: stepsReading(['unset HUBSPOT_ACCESS_TOKEN'])}),
  )
})

test.each(['', '-x', '../up', 'a/b', 'constructor', 'x'.repeat(65)])('"%s" is no name of a profile', name => {
  expect(() => chooseCredential({}, name)).toThrow(expect.objectContaining({code: 'USAGE'}))
})

test.each(['abc', 'two words-of-token', 'token-with-\u00e9', 'token\nsecond'])(
  'a token variable that holds no token is refused without quoting it: %j',
  token => {
    const choose = () => chooseCredential({HUBSPOT_ACCESS_TOKEN: token}, undefined)
    expect(choose).toThrow(
      expect.objectContaining({code: 'TOKEN_INVALID', message: expect.not.stringContaining(token)}),
    )
  },
)

test('addresses come from the environment, without a slash at the end', () => {
  expect(readEndpoints({})).toEqual({
    apiUrl: 'https://api.hubapi.com',
    appUrl: 'https://app.hubspot.com',
    apiVersion: 'v3',
  })
  const env = {
    HUBSPOT_PUSH_API_URL: 'http://localhost:1/x/',
    HUBSPOT_PUSH_APP_URL: 'https://app-eu1.hubspot.com/',
    HUBSPOT_PUSH_API_VERSION: '2026-09',
  }
  expect(readEndpoints(env)).toEqual({
    apiUrl: 'http://localhost:1/x',
    appUrl: 'https://app-eu1.hubspot.com',
    apiVersion: '2026-09',
  })
})

test.each(['http://api.example.com', 'http://127.0.0.1.example.com', 'ftp://localhost', 'api.hubapi.com'])(
  '%s is refused: it would show secrets or is no address',
  url => {
    expect(() => readEndpoints({HUBSPOT_PUSH_API_URL: url})).toThrow(
      expect.objectContaining({code: 'USAGE', next: stepsReading(['unset HUBSPOT_PUSH_API_URL'])}),
    )
  },
)

test.each([
  ['https://api.hubapi.com', 'https://api.hubapi.com', true],
  ['http://127.0.0.1:1', 'http://localhost:2', true],
  ['https://api.hubapi.com', 'https://api.example.com', false],
  ['https://api.hubapi.com', 'http://127.0.0.1:1', false],
  ['http://127.0.0.1:1', 'https://api.hubapi.com', false],
])('secrets made at %s may be sent to %s: %s', (made, now, may) => {
  const check = () => checkSameHost('acme', made, now)
  if (may) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({code: 'USAGE'}))
})
