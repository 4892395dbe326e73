import {readFile} from 'node:fs/promises'
import {expect, test, vi} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'
import {changeContact, createContact, createTextProperty} from './support/sandbox-api.js'

vi.setConfig({testTimeout: 90_000}) // many processes a test
const sharedSandbox = shareSandbox()

/** A field that is unknown stops a push that sees it at once; in a later block of the file it refuses its row. */
const LONG_NOTE = JSON.stringify({email: 'ann@example.com', notes: 'n'.repeat(60_000)})

/** Five rows that are refused for four reasons, two of them by HubSpot alone, among five that are written. */
const flawedRows = (unknownField: string): string[] => [
  '{"email": "ann@example.com", "firstname": "Ann"}',
  '{"email": "no address", "firstname": "Bob"}',
  '{"email": "cid@example.com", "shirt_size": "xxxl"}',
  '{"email": "dan@example.com", "firstname": "Dan", "external_id": "TAKEN"}',
  '{"email": "eve@example.con", "firstname": "Eve"}',
  ...[LONG_NOTE, LONG_NOTE, LONG_NOTE],
  `{"email": "fay@example.com", "${unknownField}": "Fay"}`,
  '{"email": "gus@example.com", "firstname": "Gus"}',
]

test('refused rows are listed, and sent again once their cause has gone; those that were written then are no longer listed', async () => {
  const {run, home, env, holder} = await pushFlawed('nickname')
  const listed = await runCli(['rejects'], {home})
  expect({code: listed.code, stderr: listed.stderr}).toEqual({code: 0, stderr: ''})
  await expect(normalise(listed.stdout, [home])).toMatchFileSnapshot(goldenPath('cli-rejects.txt'))
  expect((await rejectsOf(home)).rejects).toMatchObject([
    {
      row: 2,
      line: 2,
      code: 'INVALID_EMAIL',
      property: 'email',
      value: 'no address',
      attempts: 0,
      record: {firstname: 'Bob'},
    },
    {row: 3, line: 3, code: 'INVALID_OPTION', property: 'shirt_size', value: 'xxxl', attempts: 0},
    {
      row: 4,
      line: 4,
      code: 'CONFLICT',
      key: 'dan@example.com',
      attempts: 1,
      record: {email: 'dan@example.com', external_id: 'TAKEN'},
    },
    {row: 5, line: 5, code: 'INVALID_EMAIL', key: 'eve@example.con', attempts: 1},
    {row: 9, line: 9, code: 'UNKNOWN_PROPERTY', property: 'nickname', value: 'Fay', attempts: 0},
  ])

  await changeContact(sharedSandbox(), holder, {external_id: 'FREED'})
  await createTextProperty(sharedSandbox(), 'nickname')
  const retried = await runCli(['rejects', 'retry', '--json'], {home, env})
  const summary = JSON.parse(retried.stdout)
  expect({code: retried.code, rows: summary.rows, byCode: summary.rejects.byCode}).toMatchObject({
    code: 3,
    rows: {read: 5, written: 2, created: 2, rejected: 3},
    byCode: {INVALID_EMAIL: 2, INVALID_OPTION: 1},
  })
  expect(await contact('dan@example.com')).toMatchObject({firstname: 'Dan', external_id: 'TAKEN'})
  expect(await contact('fay@example.com')).toMatchObject({nickname: 'Fay'})

  const left = await rejectsOf(home)
  expect({run: left.run, byCode: left.byCode, places: left.rejects.map(({row, line}) => [row, line])}).toEqual({
    run: summary.run,
    byCode: {INVALID_EMAIL: 2, INVALID_OPTION: 1},
    places: [
      [2, 2],
      [3, 3],
      [5, 5],
    ],
  })
  const shown = await runCli(['rejects'], {home})
  expect(shown.stdout).toContain(`rejected rows of run ${run} sent again`)
  const again = await runCli(['rejects', 'retry', run, '--json'], {home, env})
  expect({code: again.code, ...JSON.parse(again.stdout)}).toMatchObject({code: 0, run: null, rows: {read: 0}})
})

test('a row that is refused again and again is open in one run alone, and none is left once it is written', async () => {
  const {run, home, env, holder} = await pushFlawed()
  const retried = await runCli(['rejects', 'retry', '--code', 'CONFLICT', '--json'], {home, env})
  const summary = JSON.parse(retried.stdout)
  expect([retried.code, summary.rows.rejected]).toEqual([3, 1])
  expect([await conflictsOf(home, run), await conflictsOf(home, summary.run)]).toEqual([0, 1])
  await changeContact(sharedSandbox(), holder, {external_id: ''})
  expect((await runCli(['rejects', 'retry'], {home, env})).code).toBe(0)
  expect([await conflictsOf(home, run), await conflictsOf(home, summary.run)]).toEqual([0, 0])
})

test('--code narrows the list down, and --json gives every key of the contract and no other', async () => {
  const {run, home} = await pushFlawed()
  const list = await rejectsOf(home, run, '--code', 'INVALID_EMAIL')
  expect(list).toMatchObject({run, count: 2, byCode: {INVALID_EMAIL: 2}})
  expect(list.rejects.map(({row}) => row)).toEqual([2, 5])
  const known = [
    'row',
    'line',
    'key',
    'code',
    'property',
    'value',
    'message',
    'status',
    'correlationId',
    'kind',
    'attempts',
    'record',
    'raw',
  ]
  for (const reject of (await rejectsOf(home)).rejects) {
    expect(Object.keys(reject).filter(key => ![...known, 'supersededBy', 'resolvedBy'].includes(key))).toEqual([])
  }
})

test('a refused row that is only hidden by --code is not sent again', async () => {
  const {home, env, holder} = await pushFlawed()
  await changeContact(sharedSandbox(), holder, {external_id: `FREED-${holder}`})
  await sharedSandbox().reset()
  const {code, stdout} = await runCli(['rejects', 'retry', '--code', 'CONFLICT', '--json'], {home, env})
  expect([code, JSON.parse(stdout).rows]).toMatchObject([0, {read: 1, written: 1, rejected: 0}])
  expect(await countUpserts(sharedSandbox())).toBe(1)
  expect((await rejectsOf(home)).count).toBe(4)
})

test('a long list is cut at --limit and says how much it leaves out', async () => {
  const home = await tempDir()
  const rows = Array.from({length: 3000}, (_, index) => `nobody ${index},Nobody`)
  const stdin = ['email,firstname', ...rows, ''].join('\n')
  const {stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {
    home,
    env: envOf(sharedSandbox()),
    stdin,
  })
  expect((await readFile(JSON.parse(stdout).rejects.file, 'utf8')).trimEnd().split('\n')).toHaveLength(3000)
  expect((await runCli(['rejects', '--limit', '2'], {home})).stdout).toContain(
    '… and 2,998 more rows (--all shows them)',
  )
  expect((await runCli(['rejects', '--all'], {home})).stdout).toContain('nobody 2999')
})

test('without rejected rows a sentence is all there is to say, and a run that nobody knows is an error', async () => {
  const home = await tempDir()
  const said = await Promise.all([
    runCli(['rejects'], {home}),
    runCli(['rejects', '--json'], {home}),
    runCli(['rejects', 'retry'], {home, env: envOf(sharedSandbox())}),
    runCli(['rejects', 'export', '--output', 'fixed.csv'], {home}),
  ])
  expect(said.map(({code, stdout, stderr}) => [code, stdout, stderr])).toEqual([
    [0, 'No run on this machine has rejected rows left.\n', ''],
    [0, '{"run":null,"count":0,"byCode":{},"rejects":[]}\n', ''],
    [0, 'No run on this machine has rejected rows left.\n', ''],
    [0, '', 'No run on this machine has rejected rows left. Nothing was written.\n'],
  ])
  const unknown = await runCli(['rejects', '20260101-000000-none', '--json'], {home})
  expect({code: unknown.code, ...JSON.parse(unknown.stdout)}).toMatchObject({
    code: 5,
    error: {code: 'RUN_NOT_FOUND', next: ['hubspot-push runs']},
  })
})

interface FlawedPush {
  readonly run: string
  readonly home: string
  readonly env: Record<string, string>
  /** Record that holds the external id "TAKEN". */
  readonly holder: string
}

async function pushFlawed(unknownField = 'unheard_of'): Promise<FlawedPush> {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  const holder = await holderOfTaken()
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {
    home,
    env,
    stdin: flawedRows(unknownField).join('\n'),
  })
  expect(code).toBe(3)
  return {run: JSON.parse(stdout).run, home, env, holder}
}

/** Whoever got the id in an earlier test gives it back. */
async function holderOfTaken(): Promise<string> {
  const sandbox = sharedSandbox()
  for (const {id, properties} of await sandbox.records('contacts')) {
    if (properties['external_id'] === 'TAKEN') await changeContact(sandbox, id, {external_id: ''})
  }
  const taken = await sandbox.records('contacts')
  return createContact(sandbox, {email: `holder${taken.length}@example.com`, external_id: 'TAKEN'})
}

interface Listed {
  readonly run: string
  readonly count: number
  readonly byCode: Record<string, number>
  readonly rejects: readonly {readonly row: number; readonly line: number}[]
}

async function rejectsOf(home: string, ...args: readonly string[]): Promise<Listed> {
  const {code, stdout} = await runCli(['rejects', ...args, '--json'], {home})
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

async function conflictsOf(home: string, run: string): Promise<number> {
  return (await rejectsOf(home, run, '--code', 'CONFLICT')).count
}

async function contact(email: string): Promise<unknown> {
  return (await sharedSandbox().records('contacts')).find(({properties}) => properties['email'] === email)?.properties
}
