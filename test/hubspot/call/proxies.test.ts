import {expect, test} from 'vitest'
import {createTransport} from '../../../src/hubspot/call/transport.js'
import {createHubSpot} from '../../../src/hubspot/client.js'
import {createOAuthClient} from '../../../src/hubspot/oauth/oauth-client.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {sendNotice} from '../../../src/terminal/send-notice.js'
import {startConnectProxy} from '../../support/connect-proxy.js'
import {leapingClock} from '../support/clocks.js'
import {GET_ACCOUNT, tokensInTurn} from '../support/stubbed-client.js'

const apiUrl = 'https://api.hubapi.test'
const proxyAt = (port: number) => ({url: new URL(`http://me:s3cret@127.0.0.1:${port}`), variable: 'HTTPS_PROXY'})

async function callThrough(port: number) {
  const clock = leapingClock()
  const hubspot = createHubSpot({
    ...{apiUrl, apiVersion: 'v3', proxy: proxyAt(port), tokens: tokensInTurn('token-1'), clock},
    ...{random: () => 0, maxWaitMs: 60_000, maxAttempts: 3},
  })
  const error: unknown = await hubspot.call(GET_ACCOUNT).catch((thrown: unknown) => thrown)
  hubspot.close()
  return {error}
}

test.each([
  ['403 Forbidden', 1],
  ['407 Proxy Authentication Required', 1],
  ['401 Unauthorized', 1],
  ['502 Bad Gateway', 3],
  ['429 Too Many Requests', 1],
])('what a proxy says is not taken for HubSpot’s word: %s', async (instead, attempts) => {
  const proxy = await startConnectProxy({instead})
  const {error} = await callThrough(proxy.port)
  expect(proxy.asked).toEqual(Array.from({length: attempts}, () => 'api.hubapi.test:443'))
  expect(error).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining(`The proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY) made no connection: ${instead}`),
  })
  expect(String(error)).not.toContain('s3cret')
})

test('a proxy that hangs up, or is not there, is tried again: HubSpot saw nothing of the request', async () => {
  const closing = await startConnectProxy({instead: 'close'})
  expect((await callThrough(closing.port)).error).toMatchObject({message: expect.stringContaining('after 3 attempts')})
  const {error} = await callThrough(1)
  expect(error).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringMatching(
      /after 3 attempts\. The proxy 127\.0\.0\.1:1 .*not be reached \(PROXY_ECONNREFUSED\)/,
    ),
  })
})

test('a proxy that never answers leaves nothing open behind a call that has given up', async () => {
  const proxy = await startConnectProxy({instead: 'hang'})
  const transport = createTransport({
    ...{apiUrl, proxy: proxyAt(proxy.port), timeoutMs: 200, userAgent: 'test', maxReplyBytes: 1000},
  })
  const before = process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length
  const attempt = await transport.send({method: 'GET', path: '/', token: 'token-1'})
  transport.close()
  expect(attempt).toMatchObject({kind: 'failure', failure: {cause: 'proxy', code: 'PROXY_ETIMEDOUT'}})
  const open = () => process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length
  await expect.poll(open).toBeLessThanOrEqual(before + 1) // the proxy's own end, which it never closes
})

test('logins go the same way, and say what the proxy said', async () => {
  const proxy = await startConnectProxy({instead: '407 Who are you'})
  const oauth = createOAuthClient({apiUrl, proxy: proxyAt(proxy.port), clock: systemClock})
  const outcome = await oauth.refresh({clientId: 'app', clientSecret: 'sesame'}, 'refresh-0')
  expect(outcome).toEqual({kind: 'unreachable', why: expect.stringMatching(/^The proxy 127.*: 407 Who are you$/)})
  expect(proxy.asked).toEqual(['api.hubapi.test:443'])
})

test('a notice to an address without encryption goes through the proxy of its kind', async () => {
  const proxy = await startConnectProxy({credentials: 'me:s3cret'})
  const env = {HTTP_PROXY: `http://me:s3cret@127.0.0.1:${proxy.port}`, HTTPS_PROXY: 'http://127.0.0.1:1'}
  expect(await sendNotice(new URL('http://hooks.test/a'), {}, {env})).toBeUndefined()
  expect(proxy.asked).toEqual(['http://hooks.test/a'])
})
