import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {startWitness} from '../credentials/support/secret-witness.js'
import {logIn, loginEnvOf} from '../support/log-in.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'
import {watchProcesses} from '../support/watch-processes.js'

const PASSPHRASE = 'a passphrase that nobody prints'
const ROWS = 'email\nann@example.com\nbob@example.con\n'

test('no token, secret or code of a login, its renewals and failing pushes is printed, written, passed as an argument or shown on a page', async () => {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const {url, secrets} = await startWitness(sandbox.url)
  const {commandLines} = watchProcesses()
  const home = await tempDir()
  const env = {...loginEnvOf({url}), HUBSPOT_PUSH_PASSPHRASE: PASSPHRASE, DEBUG: 'hubspot-push'}
  const printed: string[] = []
  const run = async (args: readonly string[], options: {stdin?: string; env?: Record<string, string>} = {}) => {
    const {code, stdout, stderr} = await runCli([...args, '--verbose'], {
      home,
      ...options,
      env: {...env, ...options.env},
    })
    printed.push(stdout, stderr)
    return code
  }
  const push = (...args: string[]) => run(['push', '-', '--object', 'CONTACT', ...args], {stdin: ROWS})

  const app = {url, clientId: sandbox.clientId, clientSecret: sandbox.clientSecret}
  const login = await logIn(app, {home, env: {...env, HUBSPOT_PUSH_PASSPHRASE: PASSPHRASE}})
  printed.push(login.stdout, login.stderr, login.visit.html, login.visit.authorizePage)
  sandbox.expireTokens()
  expect(await push()).toBe(3) // renewed on the way
  sandbox.setFaults([{fault: 'status', status: 400, message: 'Invalid JSON', path: '/crm/v3/objects/**'}])
  expect(await push('--json')).not.toBe(0)
  sandbox.revokeTokens()
  sandbox.expireTokens()
  expect(await push('--json')).toBe(4)
  const wrongToken = 'pat-na1-11111111-2222-3333-4444-555555555555'
  const asArgument = {HUBSPOT_ACCESS_TOKEN: wrongToken}
  expect(await run(['push', '-', '--object', 'CONTACT'], {stdin: ROWS, env: asArgument})).toBe(4)

  const known = [...secrets(), PASSPHRASE, sandbox.clientSecret, wrongToken]
  expect(known.length).toBeGreaterThanOrEqual(9) // code, verifier, client secret, two access tokens, a refresh token, the sandbox's, …
  const files = await filesBelow(home)
  expect(files.map(([path]) => path)).toContainEqual(expect.stringContaining('journal.jsonl'))
  const places: (readonly [string, string])[] = [
    ['printed', printed.join('\n')],
    ['processes', [...commandLines].join('\n')],
    ...files,
  ]
  const leaks = places.flatMap(([place, text]) =>
    known.filter(secret => text.includes(secret)).map(secret => `${place}: ${secret}`),
  )
  expect(leaks).toEqual([])
  if (process.platform === 'linux')
    expect([...commandLines]).toContainEqual(expect.stringContaining('push - --object CONTACT'))
}, 60_000)

async function filesBelow(directory: string): Promise<(readonly [string, string])[]> {
  const entries = await readdir(directory, {recursive: true, withFileTypes: true})
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Promise.all(paths.map(async path => [path, await readFile(path, 'utf8')] as const))
}
