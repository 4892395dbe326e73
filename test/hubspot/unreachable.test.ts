import {expect, test} from 'vitest'
import {troubleOf} from '../../src/hubspot/call/classify-attempt.js'
import {networkFailureOf} from '../../src/hubspot/call/network-failure.js'
import {createHubSpot, type HubSpotOptions} from '../../src/hubspot/client.js'
import {leapingClock} from './support/clocks.js'
import {startStub} from './support/stub-server.js'
import {GET_ACCOUNT, stubbedClient, tokensInTurn} from './support/stubbed-client.js'

function clientOf(apiUrl: string, options: Partial<HubSpotOptions> = {}) {
  const clock = leapingClock()
  const tokens = tokensInTurn('token-1')
  return {
    clock,
    hubspot: createHubSpot({
      apiUrl,
      apiVersion: 'v3',
      tokens,
      clock,
      random: () => 0,
      maxWaitMs: 60_000,
      maxAttempts: 3,
      ...options,
    }),
  }
}

/** An address nobody listens on any more. */
async function deadUrl(): Promise<string> {
  const server = await startStub()
  await server.close()
  return server.url
}

test('where a person waits, a call is given up by the time and not by the number of attempts', async () => {
  const {hubspot, clock} = clientOf(await deadUrl(), {maxAttempts: 10, patienceMs: 15_000})
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({code: 'UNREACHABLE'})
  const waited = clock.slept.reduce((sum, ms) => sum + ms, 0)
  expect(waited).toBeLessThan(15_000)
  expect(waited).toBeGreaterThan(5_000)
})

test('nor does it wait longer for an attempt that nothing answers', {timeout: 5_000}, async () => {
  const server = await startStub('hang', 'hang')
  const {hubspot} = clientOf(server.url, {patienceMs: 1_000})
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({message: expect.stringContaining('in time')})
  hubspot.close()
  await server.close()
})

test('a refused connection is tried again, then given up resumable', async () => {
  const {hubspot, clock} = clientOf(await deadUrl())
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'UNREACHABLE',
    exitCode: 6,
    message: expect.stringMatching(/after 3 attempts.*refused the connection \(ECONNREFUSED\)/),
  })
  expect(clock.slept).toEqual([500, 1000])
})

test.each([
  ['refused', false],
  ['dns', false],
  ['tls', false],
  ['timeout', true],
  ['reset', true],
  ['too-large', true],
] as const)('after %s it is %s that the request may have been carried out', (cause, fateUnknown) => {
  expect(troubleOf({kind: 'failure', failure: {cause, code: 'X', error: undefined}}, 0)).toEqual({cause, fateUnknown})
})

test('a name that cannot be found is tried again, then given up', async () => {
  const {hubspot} = clientOf(`https://${'x'.repeat(64)}.invalid`)
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringMatching(/after 3 attempts.*could not be resolved.*(ENOTFOUND|EAI_)/),
  })
})

test('a failed TLS handshake is not tried again and names its cause', async () => {
  const {server} = await stubbedClient([])
  const {hubspot, clock} = clientOf(server.url.replace('http:', 'https:'))
  const error = await hubspot.call(GET_ACCOUNT).catch((caught: unknown) => caught)
  expect(error).toMatchObject({code: 'UNREACHABLE', message: expect.stringContaining('secure connection')})
  expect(error).toHaveProperty('cause')
  expect(clock.slept).toEqual([])
})

test('plain http to another machine is refused before anything is sent', () => {
  expect(() => clientOf('http://api.example.com')).toThrow(/plain http is allowed only for this machine/)
})

test.each(['http://localhost:1', 'http://127.0.0.1:1', 'http://127.8.9.1', 'http://[::1]:1', 'https://api.hubapi.com'])(
  '%s may be used',
  url => {
    expect(() => clientOf(url).hubspot.close()).not.toThrow()
  },
)

test.each(['', 'api.hubapi.com', 'ftp://localhost', 'http://localhost.example.com', 'http://127.0.0.1.example.com'])(
  '"%s" may not',
  url => {
    expect(() => clientOf(url)).toThrow(expect.objectContaining({code: 'USAGE'}))
  },
)

test.each(['v1', '2026', 'latest', '../v3'])('API version "%s" is refused', apiVersion => {
  expect(() => clientOf('https://api.hubapi.com', {apiVersion})).toThrow(expect.objectContaining({code: 'USAGE'}))
})

test('a path that would name another host is not sent', async () => {
  const {hubspot, server} = await stubbedClient([])
  await expect(hubspot.call({method: 'GET', path: '@elsewhere.example/'})).rejects.toMatchObject({code: 'BUG'})
  expect(server.requests).toEqual([])
})

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENETUNREACH', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ETIMEDOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['Z_BUF_ERROR', 'reset'],
  ['SOMETHING_NEW', 'reset'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['EPROTO', 'tls'],
])('%s counts as %s', (code, cause) => {
  expect(networkFailureOf(Object.assign(new Error('x'), {code}))).toMatchObject({cause, code})
})

test('the code of a wrapped error is found in its cause', () => {
  expect(
    networkFailureOf(new Error('outer', {cause: Object.assign(new Error('inner'), {code: 'ENOTFOUND'})})),
  ).toMatchObject({
    cause: 'dns',
  })
})
