import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../src/sandbox/server/running-sandbox.js'
import {logIn, loginEnvOf} from '../support/log-in.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

test('with one login over the socket: objects, a push with a refused row, rejects, and their retry', async () => {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  const holder = await create(sandbox, {email: 'ann@example.com', external_id: 'HOLDER'})
  const home = await tempDir()
  const run = async (...args: string[]) => {
    const {code, stdout} = await runCli([...args, '--json'], {home, env: loginEnvOf(sandbox)})
    return {code, result: JSON.parse(stdout)}
  }
  expect((await logIn(sandbox, {home})).code).toBe(0)

  const objects = await run('objects')
  expect(objects.result).toContainEqual(expect.objectContaining({name: 'contacts', pushable: true}))

  const file = join(home, 'people.csv')
  await writeFile(file, 'external_id,email\nA-1,ann@example.com\nB-2,bob@example.com\n')
  const pushed = await run('push', file, '--object', 'CONTACT', '--key', 'external_id')
  expect(pushed).toMatchObject({code: 3, result: {profile: 'default', rows: {read: 2, created: 1, rejected: 1}}})

  const refused = await run('rejects')
  expect(refused).toMatchObject({code: 0, result: {count: 1, byCode: {CONFLICT: 1}, rejects: [{row: 1, key: 'A-1'}]}})

  const elsewhere = await run('rejects', 'retry', '--portal', '1')
  expect(elsewhere).toMatchObject({code: 4, result: {error: {code: 'WRONG_PORTAL'}}})

  await ask(sandbox, 'DELETE', `/crm/v3/objects/contacts/${holder}`)
  expect(await run('rejects', 'retry')).toMatchObject({
    code: 0,
    result: {status: 'finished', rows: {read: 1, created: 1}},
  })
  expect((await run('rejects')).code).toBe(0) // none is open any more
}, 60_000)

async function create(sandbox: Sandbox, properties: Record<string, string>): Promise<string> {
  return JSON.parse(await ask(sandbox, 'POST', '/crm/v3/objects/contacts', {properties})).id
}

async function ask({url, token}: Sandbox, method: string, path: string, body?: object): Promise<string> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const reply = await fetch(url + path, {method, headers, ...(body !== undefined && {body: JSON.stringify(body)})})
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return text
}
