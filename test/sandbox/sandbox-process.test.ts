import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {call} from '../support/sandbox-front.js'
import {startSandboxProcess} from '../support/sandbox-process.js'
import {tempDir} from '../support/temp-dir.js'

const UPSERT = {
  method: 'POST',
  body: JSON.stringify({inputs: [{id: 'ann@example.com', idProperty: 'email', properties: {firstname: 'Ann'}}]}),
}
const PATH = '/crm/v3/objects/contacts/batch/upsert'

test('a sandbox in another process can be written to, inspected and steered, and ends in order', async () => {
  const sandbox = await startSandboxProcess()
  expect((await call(sandbox, PATH, UPSERT)).status).toBe(200)
  expect(await sandbox.records('contacts')).toMatchObject([{properties: {email: 'ann@example.com', firstname: 'Ann'}}])
  await sandbox.setFaults([{fault: 'status', status: 503, next: 1}])
  await sandbox.setLimits({max: 2})
  const statuses = [
    (await call(sandbox, PATH, UPSERT)).status,
    (await call(sandbox, PATH, UPSERT)).status,
    (await call(sandbox, PATH, UPSERT)).status,
  ]
  expect(statuses).toEqual([503, 200, 429])
  expect(await sandbox.state()).toMatchObject({
    pid: sandbox.pid,
    portalId: sandbox.portalId,
    faultsFired: [1],
    lateCommits: 0,
  })
  expect(await sandbox.stop()).toBe(0)
})

test('switches reach the CRM while it runs', async () => {
  const sandbox = await startSandboxProcess()
  const traced = {...UPSERT, body: UPSERT.body.replace('"id"', '"objectWriteTraceId":"7","id"')}
  const echo = async (): Promise<unknown> =>
    ((await (await call(sandbox, PATH, traced)).json()) as {results: {objectWriteTraceId?: string}[]}).results[0]
      ?.objectWriteTraceId
  expect(await echo()).toBeUndefined()
  await sandbox.setSwitches({echoTraceIds: 'all'})
  expect(await echo()).toBe('7')
})

test('without records nothing is kept and every row is new', async () => {
  const sandbox = await startSandboxProcess(['--no-records', '--no-limits'])
  for (let time = 0; time < 2; time++) {
    expect(await (await call(sandbox, PATH, UPSERT)).json()).toMatchObject({results: [{new: true}]})
  }
  expect(await sandbox.records('contacts')).toEqual([])
})

test('faults come from a file, the app from a flag', async () => {
  const faults = join(await tempDir(), 'faults.json')
  await writeFile(faults, '[{"fault":"status","status":500,"next":1}]')
  const sandbox = await startSandboxProcess([
    '--memory',
    '--faults',
    faults,
    '--client',
    'my-app:my:secret',
    '--seed',
    '3',
  ])
  expect(sandbox).toMatchObject({clientId: 'my-app', clientSecret: 'my:secret'})
  expect((await call(sandbox, PATH, UPSERT)).status).toBe(500)
})

test.each([
  ['a missing faults file', ['--faults', '/no/such/file'], 5, 'FILE_NOT_FOUND'],
  ['a client without a secret', ['--client', 'only-an-id'], 2, 'USAGE'],
  ['two places for the records', ['--memory', '--data', 'x'], 2, 'USAGE'],
])('%s ends it before it begins', async (_, args, code, error) => {
  const result = await runCli(['sandbox', '--json', ...args])
  expect([result.code, JSON.parse(result.stdout)]).toMatchObject([code, {error: {code: error}}])
})
