import {expect, test} from 'vitest'
import {startConnectProxy} from '../support/connect-proxy.js'
import {findProgram, isMissing} from '../support/find-program.js'
import {runCli} from '../support/run-cli.js'
import {sandboxBehindTls} from '../support/sandbox-behind-tls.js'

const openssl = findProgram('openssl')
const HOST = 'api.hubapi.test'

test.skipIf(isMissing(openssl))(
  'a command goes through the proxy, trusts the company’s certificate, and prints no password',
  async () => {
    const {sandbox, certificate, port} = await sandboxBehindTls(HOST)
    const proxy = await startConnectProxy({to: port, credentials: 'me:pa ss:w0rd'})
    const env = {
      HUBSPOT_PUSH_API_URL: `https://${HOST}`,
      HUBSPOT_ACCESS_TOKEN: sandbox.token,
      HTTPS_PROXY: `http://me:pa%20ss%3Aw0rd@127.0.0.1:${proxy.port}`,
      NODE_USE_ENV_PROXY: '1',
      DEBUG: '*',
    }
    const trusted = {...env, NODE_EXTRA_CA_CERTS: certificate}
    const push = await runCli(['push', '-', '--object', 'CONTACT', '--verbose'], {
      env: trusted,
      stdin: 'email\na@example.com\n',
    })
    const unknown = await runCli(['whoami'], {env})

    expect(push).toMatchObject({code: 0, stdout: expect.stringMatching(/written +1 /)})
    const calls = push.stderr.match(/^(?:GET|POST) \//gm) ?? []
    expect(calls.length).toBeGreaterThan(3)
    expect(new Set(proxy.asked)).toEqual(new Set([`${HOST}:443`]))
    expect(proxy.asked.length).toBeLessThan(calls.length) // connections are kept
    expect(unknown).toMatchObject({code: 6, stderr: expect.stringContaining('export NODE_EXTRA_CA_CERTS=FILE.pem')})
    expect([push, unknown].map(({stdout, stderr}) => stdout + stderr).join()).not.toMatch(/w0rd|cGEg/)
  },
)

test('the sandbox of this machine is asked directly, whatever proxies are set', async () => {
  const dead = 'http://127.0.0.1:1'
  const env = {HTTP_PROXY: dead, HTTPS_PROXY: dead, ALL_PROXY: dead, http_proxy: dead, NODE_USE_ENV_PROXY: '1'}
  const push = await runCli(['push', '-', '--object', 'CONTACT', '--profile', 'sandbox'], {
    env,
    stdin: 'email\na@example.com\n',
  })
  expect(push).toMatchObject({code: 0})
})
