import {writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import {type Diagnosis, diagnose} from '../../../src/services/doctor/diagnose.js'
import {examineLimits, examineScopes} from '../../../src/services/doctor/examine-login.js'
import {examineClock} from '../../../src/services/doctor/examine-network.js'
import {worstExitCode} from '../../../src/services/doctor/finding.js'
import {nextTexts} from '../../support/bare-steps.js'
import {tempDir} from '../../support/temp-dir.js'

const machine = {version: '1.0.0', program: '/opt/hp', node: '24.1.0', execPath: '/usr/bin/node', platform: 'linux x64'}

async function doctor(env: Record<string, string>, change: {dir?: string; profile?: string; node?: string} = {}) {
  const home = await tempDir()
  const {dir = join(home, 'data'), profile, node = machine.node} = change
  return diagnose({
    env: {HUBSPOT_PUSH_KEYCHAIN: '0', ...env},
    dirs: {data: dir, config: join(home, 'config'), cache: join(home, 'cache')},
    machine: {...machine, node},
    patienceMs: 1_000,
    ...(profile !== undefined && {profile}),
  })
}

const statusOf = ({findings}: Diagnosis, name: string) => findings.find(({check}) => check === name)?.status
const statuses = ({findings}: Diagnosis) => Object.fromEntries(findings.map(({check, status}) => [check, status]))

test('where all is well, everything is ok, and what can be pushed is listed', async () => {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const found = await doctor({HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: sandbox.token})
  expect(statuses(found)).toEqual({
    ...{program: 'ok', node: 'ok', directories: 'ok', proxy: 'ok', network: 'ok', clock: 'ok'},
    ...{login: 'ok', token: 'ok', scopes: 'ok', limits: 'ok', version: 'ok'},
  })
  expect(found).toMatchObject({exitCode: 0, portalId: sandbox.portalId})
  expect(found.objects.map(({name}) => name)).toContain('contacts')
})

test('without a network the login is looked at as far as it lies here', async () => {
  const found = await doctor({HUBSPOT_PUSH_API_URL: 'http://127.0.0.1:1', HUBSPOT_ACCESS_TOKEN: 'pat-na1-whatever'})
  expect(statuses(found)).toMatchObject({network: 'problem', clock: 'unchecked', login: 'ok', token: 'unchecked'})
  expect(found.exitCode).toBe(6)
})

test('a token that is refused is a problem of its own, not one of the network', async () => {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const found = await doctor({HUBSPOT_PUSH_API_URL: sandbox.url, HUBSPOT_ACCESS_TOKEN: 'pat-na1-not-the-token'})
  expect(statuses(found)).toMatchObject({network: 'ok', login: 'ok', token: 'problem', scopes: 'unchecked'})
  expect(found.findings.find(({check}) => check === 'token')).toMatchObject({code: 'TOKEN_INVALID', exitCode: 4})
  expect(found.exitCode).toBe(4)
})

test('without a login, that is the worst: it needs a person', async () => {
  const found = await doctor({HUBSPOT_PUSH_API_URL: 'http://127.0.0.1:1'})
  expect(found.findings.find(({check}) => check === 'login')).toMatchObject({code: 'NOT_LOGGED_IN'})
  expect(found.exitCode).toBe(4)
})

test('a clock that is wrong, and a host that says nothing of the time', async () => {
  const server = createServer((_, response) => {
    response
      .setHeader('date', new Date(Date.now() - 3_600_000).toUTCString())
      .writeHead(401)
      .end('{}')
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const found = await doctor({HUBSPOT_PUSH_API_URL: url, HUBSPOT_ACCESS_TOKEN: 'pat-na1-whatever'})
  expect(found.findings.find(({check}) => check === 'clock')).toMatchObject({
    status: 'warning',
    detail: expect.stringMatching(/^This machine is 3[56]\d\d s ahead of HubSpot/),
  })
  const at = {sentAt: 1_000_000, receivedAt: 1_000_100}
  const dateOf = (ms: number) => new Date(ms).toUTCString()
  expect(examineClock({kind: 'reply', date: dateOf(1_000_000), ...at}).status).toBe('ok')
  expect(examineClock({kind: 'reply', date: dateOf(1_061_000), ...at}).detail).toContain('61 s behind')
  expect(examineClock({kind: 'reply', date: undefined, ...at}).status).toBe('unchecked')
})

test.each([
  ['a proxy that cannot be used', {HTTPS_PROXY: 'socks5://127.0.0.1:1'}, 'network'],
  ['certificates that are not there', {NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem', NO_PROXY: '*'}, 'proxy'],
])('%s', async (_, env, check) => {
  const found = await doctor({HUBSPOT_PUSH_API_URL: 'https://hubapi.invalid', ...env})
  expect(statusOf(found, check)).toBe('problem')
})

test('a directory that cannot be written to, and an old Node', async () => {
  const file = join(await tempDir(), 'a-file')
  await writeFile(file, '')
  const found = await doctor({}, {dir: join(file, 'data'), profile: 'sandbox'})
  expect(statuses(found)).toMatchObject({directories: 'problem', login: 'unchecked'})
  const other = await doctor({HUBSPOT_PUSH_API_URL: 'http://127.0.0.1:1'}, {dir: join(file, 'data'), node: '20.19.0'})
  expect(statuses(other)).toMatchObject({node: 'warning', directories: 'problem'})
  expect(worstExitCode(other.findings.filter(({check}) => check === 'directories'))).toBe(2)
})

test('a scope that is missing is no problem while something can be pushed, and says how it is added', () => {
  const yes = {name: 'contacts', works: true, missingScopes: []}
  const no = {name: 'products', works: false, missingScopes: ['crm.objects.products.write', 'e-commerce']}
  expect(examineScopes([yes])).toMatchObject({status: 'ok', detail: 'can push contacts', next: []})
  const some = examineScopes([yes, no])
  expect(some).toMatchObject({
    status: 'ok',
    detail: 'can push contacts; not products (crm.objects.products.write or e-commerce)',
  })
  expect(nextTexts(some)[1]).toContain('login --scope crm.objects.products.write')
  expect(examineScopes([no])).toMatchObject({status: 'problem', code: 'SCOPE_MISSING', exitCode: 4})
})

test.each([
  [{max: 190, intervalMs: 10_000, daily: 1000, dailyRemaining: 900}, 'ok', '190 requests per 10 s; 900 of 1000'],
  [{daily: 1000, dailyRemaining: 99}, 'warning', '99 of 1000'],
  [{daily: 1000, dailyRemaining: 0}, 'problem', 'daily limit is used up'],
  [{}, 'ok', 'HubSpot does not say'],
])('limits %o: %s', (rate, status, detail) => {
  expect(examineLimits(rate)).toMatchObject({status, detail: expect.stringContaining(detail)})
})

test('what needs a person is worse than what ends by itself', () => {
  expect(worstExitCode([{}, {exitCode: 6}, {exitCode: 4}])).toBe(4)
  expect(worstExitCode([{exitCode: 6}])).toBe(6)
  expect(worstExitCode([{}])).toBe(0)
})
