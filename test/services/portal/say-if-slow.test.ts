import {expect, test} from 'vitest'
import {sayIfSlow, type Trying, tryingText} from '../../../src/services/portal/say-if-slow.js'

const host = 'api.hubapi.com'

test.each<[Partial<Trying>, string]>([
  [{patienceMs: 15_000}, 'Trying to reach api.hubapi.com: no answer yet; gives up after 15 s.'],
  [{}, 'Trying to reach api.hubapi.com: no answer yet; Ctrl-C stops.'],
  [
    {last: () => ({failure: 'ENOTFOUND'})},
    'Trying to reach api.hubapi.com: api.hubapi.com could not be resolved; is this machine online? (ENOTFOUND); Ctrl-C stops.',
  ],
  [{last: () => ({status: 503})}, 'Trying to reach api.hubapi.com: it answered 503; Ctrl-C stops.'],
  [
    {proxy: 'the proxy proxy.corp:3128 (HTTPS_PROXY)', last: () => ({failure: 'PROXY_ECONNREFUSED'})},
    'Trying to reach api.hubapi.com through the proxy proxy.corp:3128 (HTTPS_PROXY): the proxy made no connection (PROXY_ECONNREFUSED); Ctrl-C stops.',
  ],
])('what is tried is said in one line: %o', (trying, line) => {
  expect(tryingText({host, last: () => undefined, ...trying})).toBe(line)
})

test('it is said once of what is slow, and never of what is not', async () => {
  const said: string[] = []
  const trying = {host, last: () => undefined}
  const slow = new Promise(resolve => setTimeout(resolve, 60, 'slow'))
  expect(await sayIfSlow(slow, trying, line => said.push(line), 10)).toBe('slow')
  expect(said).toHaveLength(1)
  expect(await sayIfSlow(Promise.resolve('quick'), trying, line => said.push(line), 10)).toBe('quick')
  await expect(sayIfSlow(Promise.reject(new Error('no')), trying, line => said.push(line), 10)).rejects.toThrow('no')
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(said).toHaveLength(1)
})
