import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/sandbox.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const SANDBOX = ['--profile', 'sandbox']
const LINK = ['--associate', 'account=companies.external_id']

test('rejected links: listed, corrected in a file, sent alone; those of companies that came later are sent again', async () => {
  const home = await tempDir()
  const run = async (...args: string[]) => runCli(args, {home})
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)
  await writeFile(join(home, 'companies.csv'), 'external_id,name\nC1,Acme\nC2,Globex\n')
  await writeFile(join(home, 'later.csv'), 'external_id,name\nC9,Initech\n')
  const people = [
    'email,firstname,account',
    'ann@example.com,Ann,C1;C9;C7',
    'bob@example.com,Bob,C8',
    'cid@example.com,Cid,C2',
  ]
  await writeFile(join(home, 'people.csv'), `${people.join('\n')}\n`)
  await run('push', 'companies.csv', '--object', 'companies', ...SANDBOX)
  const pushed = await json('push', 'people.csv', '--object', 'contacts', ...LINK, ...SANDBOX)
  expect(pushed).toMatchObject({
    ...{exitCode: 3, rows: {written: 3, rejected: 0}, links: {made: 2, rejected: 3}},
    rejects: {count: 3, byCode: {ASSOCIATION_NOT_FOUND: 3}},
  })
  const {rejects} = await json('rejects')
  expect(rejects.map(({row, kind, value, link}: Record<string, unknown>) => [row, kind, value, link])).toEqual(
    [['C9', 1] as const, ['C7', 1] as const, ['C8', 2] as const].map(([value, row]) => [
      ...[row, 'link', value],
      {column: 'account', object: 'companies', property: 'external_id', value},
    ]),
  )
  expect(rejects[0]).not.toHaveProperty('recordId')

  await run('push', 'later.csv', '--object', 'companies', ...SANDBOX)
  await run('rejects', 'export', '--output', 'fixed.csv')
  const exported = await readFile(join(home, 'fixed.csv'), 'utf8')
  expect(exported.split('\r\n').map(line => line.split(',').at(-1))).toEqual(['_kind', 'link', 'link', 'link', ''])
  await writeFile(join(home, 'fixed.csv'), exported.replace('Bob,C8', 'Robert,C2'))
  const fixed = await json('rejects', 'retry', '--from', 'fixed.csv', ...SANDBOX)
  expect(fixed).toMatchObject({
    rows: {read: 3, written: 0, unchanged: 3, rejected: 0},
    links: {made: 2, rejected: 1},
    requests: {upserts: 0},
  })
  const left = await json('rejects')
  expect(left).toMatchObject({count: 1, rejects: [{key: 'ann@example.com', value: 'C7', kind: 'link'}]})
  const again = await json('rejects', 'retry', ...SANDBOX)
  expect(again).toMatchObject({rows: {read: 1, unchanged: 1}, links: {made: 0, rejected: 1}, exitCode: 3})

  const repeated = await json('push', 'people.csv', '--object', 'contacts', ...LINK, ...SANDBOX)
  expect(repeated).toMatchObject({links: {made: 0, unchanged: 3, rejected: 2}})
  const open = await json('rejects', again.run)
  expect(open.rejects).toMatchObject([{value: 'C7', supersededBy: {run: repeated.run, row: 1}}])
})

test('a login that may not write the other object is told so before anything is written', async () => {
  const home = await tempDir()
  const token = 'pat-na1-contacts-alone'
  const scopes = ['contacts.read', 'contacts.write', 'companies.read'].map(scope => `crm.objects.${scope}`)
  const sandbox = await startSandbox({limits: false, tokens: [{token, scopes}]})
  onTestFinished(() => sandbox.close())
  await writeFile(join(home, 'people.csv'), 'email,account\nann@example.com,1\n')
  const env = {HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_PUSH_API_URL: sandbox.url}
  const args = ['push', 'people.csv', '--object', 'contacts', '--associate', 'account=companies.id', '--json']
  const {code, stdout} = await runCli(args, {home, env})
  expect({code, ...JSON.parse(stdout)}).toMatchObject({code: 4, error: {code: 'SCOPE_MISSING'}})
  expect(stdout).toContain('crm.objects.companies.write')
  expect([...sandbox.records('contacts')]).toEqual([])
})
