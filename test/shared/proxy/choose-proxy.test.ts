import {expect, test} from 'vitest'
import {chooseProxy, nameOfProxy} from '../../../src/shared/proxy/choose-proxy.js'

const API = 'https://api.hubapi.com'
const PROXY = 'http://proxy.corp:3128'

test.each<[string, Record<string, string>, string | undefined]>([
  ['nothing set', {}, undefined],
  ['upper case', {HTTPS_PROXY: PROXY}, 'http://proxy.corp:3128/'],
  ['lower case', {https_proxy: PROXY}, 'http://proxy.corp:3128/'],
  ['lower case first', {https_proxy: PROXY, HTTPS_PROXY: 'http://other:1'}, 'http://proxy.corp:3128/'],
  ['an empty one counts as unset', {https_proxy: ' ', HTTPS_PROXY: PROXY}, 'http://proxy.corp:3128/'],
  ['for all kinds', {ALL_PROXY: PROXY}, 'http://proxy.corp:3128/'],
  ['its own kind before all kinds', {ALL_PROXY: 'http://other:1', HTTPS_PROXY: PROXY}, 'http://proxy.corp:3128/'],
  ['that of http is not for https', {HTTP_PROXY: PROXY}, undefined],
  ['without a scheme it is http', {HTTPS_PROXY: 'proxy.corp:3128'}, 'http://proxy.corp:3128/'],
  ['a proxy that is spoken to by TLS', {HTTPS_PROXY: 'https://proxy.corp'}, 'https://proxy.corp/'],
  ['Node’s own switch changes nothing', {NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: PROXY}, 'http://proxy.corp:3128/'],
  ['switched off', {NODE_USE_ENV_PROXY: '0', HTTPS_PROXY: PROXY}, undefined],
  ['all excepted', {HTTPS_PROXY: PROXY, NO_PROXY: '*'}, undefined],
  ['the host', {HTTPS_PROXY: PROXY, NO_PROXY: 'localhost, API.hubapi.com'}, undefined],
  ['its domain', {HTTPS_PROXY: PROXY, no_proxy: 'hubapi.com'}, undefined],
  ['its domain with a dot', {HTTPS_PROXY: PROXY, NO_PROXY: '.hubapi.com'}, undefined],
  ['its domain with a star', {HTTPS_PROXY: PROXY, NO_PROXY: '*.hubapi.com'}, undefined],
  ['its port', {HTTPS_PROXY: PROXY, NO_PROXY: 'hubapi.com:443'}, undefined],
  ['another port', {HTTPS_PROXY: PROXY, NO_PROXY: 'hubapi.com:8443'}, 'http://proxy.corp:3128/'],
  ['a name that only ends like it', {HTTPS_PROXY: PROXY, NO_PROXY: 'api.com,xhubapi.com'}, 'http://proxy.corp:3128/'],
])('%s', (_, env, expected) => {
  expect(chooseProxy(API, env)?.url.href).toBe(expected)
})

test.each(['http://localhost:1', 'http://127.0.0.1:8080', 'http://[::1]:1', 'https://127.9.9.9'])(
  'no proxy is asked for %s, which only this machine can reach',
  address => {
    expect(chooseProxy(address, {HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, ALL_PROXY: PROXY})).toBeUndefined()
  },
)

test.each([
  ['socks5://me:s3cret@proxy.corp:1080', 'not the address of a proxy'],
  ['http://', 'not the address of a proxy'],
  ['http://me:50%off@proxy.corp', 'must be written as %25'],
])('%s cannot be used, and is not repeated', (value, why) => {
  expect(() => chooseProxy(API, {HTTPS_PROXY: value})).toThrow(
    expect.objectContaining({code: 'USAGE', message: expect.stringMatching(`^HTTPS_PROXY cannot be used: .*${why}`)}),
  )
  expect(() => chooseProxy(API, {HTTPS_PROXY: value})).not.toThrow(/s3cret|50/)
})

test('a proxy is named without its password', () => {
  const proxy = chooseProxy(API, {https_proxy: 'http://me:s3cret@proxy.corp:3128'})
  expect(proxy && nameOfProxy(proxy)).toBe('the proxy proxy.corp:3128 (https_proxy)')
})
