import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {openStore} from '../credentials/support/logins.js'
import {logIn, loginEnvOf} from '../support/log-in.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

/** A sandbox, and a home whose commands talk to it. */
async function setUp() {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const home = await tempDir()
  const env = loginEnvOf(sandbox)
  const run = (...args: string[]) => runCli(args, {home, env})
  return {sandbox, home, env, run}
}

const parse = ({stdout}: {stdout: string}) => JSON.parse(stdout)

test('login in the browser, then whoami, then logout', async () => {
  const {run, sandbox, home} = await setUp()
  const login = await logIn(sandbox, {home})
  expect({code: login.code, stdout: login.stdout}).toEqual({
    code: 0,
    stdout: expect.stringContaining(`portal ${sandbox.portalId}`),
  })
  expect(login.visit).toMatchObject({status: 200, html: expect.stringContaining('Logged in')})

  const who = await run('whoami', '--json')
  expect(parse(who)).toMatchObject({
    profile: 'default',
    credential: 'profile default (file)',
    environmentToken: false,
    portalId: sandbox.portalId,
    user: expect.stringContaining('@'),
    scopes: expect.arrayContaining(['crm.objects.contacts.write']),
    objects: expect.arrayContaining([{name: 'contacts', works: true, missingScopes: []}]),
    rate: {max: expect.any(Number)},
  })

  expect(parse(await run('logout', '--json'))).toEqual({
    profile: 'default',
    portalId: sandbox.portalId,
    revoked: true,
    warnings: [],
  })
  expect(await openStore(join(home, 'config')).list()).toEqual({})
})

test('a token on standard input is checked and saved', async () => {
  const {home, env, sandbox} = await setUp()
  const login = await runCli(['login', '--token-stdin', '--json'], {home, env, stdin: `${sandbox.token}\n`})
  expect({code: login.code, stderr: login.stderr}).toEqual({code: 0, stderr: ''})
  expect(parse(login)).toMatchObject({kind: 'token', store: 'file', portalId: sandbox.portalId})
  expect(await openStore(join(home, 'config')).find('default')).toMatchObject({
    secret: {kind: 'token', accessToken: sandbox.token},
  })
})

test('a token that HubSpot does not accept is not saved', async () => {
  const {home, env} = await setUp()
  const stdin = 'pat-na1-00000000-0000-0000-0000-000000000000'
  const login = await runCli(['login', '--token-stdin'], {home, env, stdin})
  expect(login).toMatchObject({
    code: 4,
    stdout: '',
    stderr: expect.stringContaining('does not accept the token (standard input)'),
  })
  expect(login.stderr).not.toContain('00000000-0000')
  expect(await readdir(join(home, 'config')).catch(() => [])).toEqual([])
})

test('a token in the environment is in the way of a login: exit 2 with the line to type', async () => {
  const {home, env, sandbox} = await setUp()
  const result = await runCli(['login', '--json'], {home, env: {...env, HUBSPOT_ACCESS_TOKEN: sandbox.token}})
  expect({code: result.code, error: parse(result).error}).toMatchObject({
    code: 2,
    error: {code: 'USAGE', next: ['unset HUBSPOT_ACCESS_TOKEN']},
  })
})

test('a token in the environment stands for the default profile and is named, and --portal refuses any other portal', async () => {
  const {home, env, sandbox} = await setUp()
  const whoami = (...args: string[]) =>
    runCli(['whoami', '--json', ...args], {home, env: {...env, HUBSPOT_ACCESS_TOKEN: sandbox.token}})
  const who = await whoami('--portal', String(sandbox.portalId))
  expect(parse(who)).toMatchObject({
    credential: 'HUBSPOT_ACCESS_TOKEN',
    environmentToken: true,
    portalId: sandbox.portalId,
  })
  const refused = await whoami('--portal', '1')
  expect({code: refused.code, error: parse(refused).error}).toMatchObject({
    code: 4,
    error: {code: 'WRONG_PORTAL', message: expect.stringContaining('HUBSPOT_ACCESS_TOKEN is a login for portal')},
  })
})

test('the built-in sandbox ignores a token in the environment and needs no login', async () => {
  const who = await runCli(['whoami', '--profile', 'sandbox', '--json'], {
    env: {HUBSPOT_ACCESS_TOKEN: 'pat-na1-of-somebody'},
  })
  expect({code: who.code, who: parse(who)}).toMatchObject({code: 0, who: {profile: 'sandbox', environmentToken: false}})
})

test('without a terminal nothing is asked: a missing app is a usage error that says how to make one', async () => {
  const {run} = await setUp()
  const login = await run('login')
  expect(login).toMatchObject({code: 2, stderr: expect.stringMatching(/HUBSPOT_CLIENT_ID=/)})
  expect(login.stderr).toContain('http://localhost:8976/oauth/callback')
})
