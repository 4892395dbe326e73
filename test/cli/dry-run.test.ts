import {readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {type SandboxProcess, startSandboxProcess} from '../support/sandbox-process.js'
import {sharedDir} from '../support/shared-material.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const shared = shareSandbox()

const DOMAINS = [
  ...['push', `${sharedDir}/data/federal-domains.csv`, '--object', 'CONTACT', '--ignore-unknown', '--json'],
  ...[
    '--map',
    'Security contact email=email',
    '--map',
    'Organization name=company',
    '--map',
    'City=city',
    '--map',
    'State=state',
  ],
]

test.skipIf(!sharedDir)(
  'a dry run of federal domains writes nothing and foretells the counts and requests of the push, before and after it',
  async () => {
    const sandbox = await startSandboxProcess()
    const env = envOf(sandbox)
    const first = await runCli([...DOMAINS, '--dry-run'], {env})
    expect({records: await sandbox.records('contacts'), writes: await writesSeen(sandbox)}).toEqual({
      records: [],
      writes: [],
    })
    await expectForetold(first, await runCli(DOMAINS, {env}))
    expect(JSON.parse(first.stdout).rows).toMatchObject({read: 1321, created: 265, updated: 922, rejected: 134})

    const again = await runCli([...DOMAINS, '--dry-run'], {env})
    const {rows, dryRun} = JSON.parse(again.stdout)
    expect(rows).toMatchObject({created: 0, updated: 1187, rejected: 134})
    // Every record holds what its rows amount to: only rows of one key that a request boundary parts can still change
    // something.
    expect(dryRun.unchanged).toBeGreaterThan(1000)
    await expectForetold(again, await runCli(DOMAINS, {env}))
  },
)

async function expectForetold(
  dry: {code: number | null; stdout: string},
  pushed: {code: number | null; stdout: string},
): Promise<void> {
  const foretold = JSON.parse(dry.stdout)
  const done = JSON.parse(pushed.stdout)
  expect({
    code: dry.code,
    rows: foretold.rows,
    byCode: foretold.rejects.byCode,
    upserts: foretold.dryRun.requests.upserts,
  }).toEqual({
    code: pushed.code,
    rows: done.rows,
    byCode: done.rejects.byCode,
    upserts: done.requests.upserts,
  })
}

async function writesSeen(sandbox: SandboxProcess): Promise<string[]> {
  const {requests} = await sandbox.state()
  return requests
    .map(({method, path}) => `${method} ${path}`)
    .filter(line => !line.startsWith('GET ') && !line.endsWith('/batch/read'))
}

test('a dry run shows columns, counts, what would change and what would be refused', async () => {
  const home = await tempDir()
  const push = ['push', 'examples/contacts.csv', '--object', 'CONTACT', '--profile', 'sandbox']
  await runCli(push, {home, cwd: ROOT})
  const edited = await writeRows(home, 'edited.csv', [
    'Email,First Name,City,Loyalty points,Internal note',
    'vera.jansen@example.com,Vera,Bern,,x',
    'clara.fischer@example.com,Clara,Osaka,1971,x',
    'new.person@example.com,New,Basel,12,x',
    'new.person@example.com,Newer,Basel,12,x',
    'nobody,No,Body,1,x',
  ])
  const {code, stdout} = await runCli(
    [
      'push',
      edited,
      '--object',
      'CONTACT',
      '--ignore',
      'Internal note',
      '--set',
      'newsletter=yes',
      '--dry-run',
      '--profile',
      'sandbox',
    ],
    {home},
  )
  expect(code).toBe(3)
  await expect(normalise(stdout, [home])).toMatchFileSnapshot(goldenPath('cli-push-dry-run.txt'))
})

test('a dry run under --json has the keys of a push, no run, and what it found', async () => {
  const home = await tempDir()
  const file = await writeRows(home, 'people.csv', ['email,firstname', 'ann@example.com,Ann', 'bob,Bob'])
  const {code, stdout, stderr} = await runCli(['push', file, '--object', 'CONTACT', '--dry-run', '--json'], {
    home,
    env: envOf(shared()),
  })
  const summary = JSON.parse(stdout)
  expect({code, stderr}).toEqual({code: 3, stderr: expect.stringContaining('nothing is written')})
  expect(summary).toMatchObject({
    ...{run: null, status: 'dry-run', key: 'email', exitCode: 3, object: {name: 'contacts', objectTypeId: '0-1'}},
    rows: {read: 2, written: 1, created: 1, updated: 0, deleted: 0, unchanged: 0, skipped: 0, rejected: 1},
    rejects: {count: 1, byCode: {INVALID_EMAIL: 1}, file: null},
    next: [`hubspot-push push ${file} --object CONTACT --json`],
    dryRun: {
      columns: [
        {column: 'email', property: 'email', label: 'Email', sample: 'ann@example.com'},
        {column: 'firstname', property: 'firstname', label: 'First Name', sample: 'Ann'},
      ],
      ...{unchanged: 0, changes: [], samples: []},
      rejects: [{code: 'INVALID_EMAIL', count: 1, examples: [{row: 2, line: 3, property: 'email', value: 'bob'}]}],
      requests: {upserts: 1},
    },
  })
  expect(summary.dryRun.requests.shareOfDay).toBeCloseTo(1 / summary.dryRun.requests.daily)
})

test('a dry run leaves no run behind that --resume or rejects could pick up, and no scratch files', async () => {
  const home = await tempDir()
  const file = await writeRows(home, 'people.csv', ['email', 'bob'])
  const env = envOf(shared())
  await runCli(['push', file, '--object', 'CONTACT', '--dry-run', '--duplicates', 'last'], {home, env})
  const rejects = await runCli(['rejects', '--json'], {home})
  expect({code: rejects.code, ...JSON.parse(rejects.stdout)}).toMatchObject({code: 0, run: null, count: 0})
  expect((await readdir(home, {recursive: true})).filter(path => /^data.*(runs|scratch)/.test(path))).toEqual([])
})

test.each([
  ['too many refused rows', ['--max-rejects', '1'], 7],
  ['refused rows that are few enough', ['--ok-rejects', '2'], 0],
  ['refused rows', [], 3],
])('a dry run ends as the push would: %s', async (_, flags, exitCode) => {
  const home = await tempDir()
  const file = await writeRows(home, 'people.csv', ['email', 'bob', 'cid', 'dan@example.com'])
  const dry = await runCli(['push', file, '--object', 'CONTACT', '--dry-run', '--json', ...flags], {
    home,
    env: envOf(shared()),
  })
  const {rows, reason} = JSON.parse(dry.stdout)
  expect({code: dry.code, read: rows.read, reason: reason?.code}).toEqual({
    code: exitCode,
    read: 3,
    reason: exitCode === 7 ? 'TOO_MANY_REJECTS' : undefined,
  })
})

test.each(['apply', 'last'])(
  'a dry run foretells a push with --duplicates %s, rows that need a value for a new record included',
  async duplicates => {
    const home = await tempDir()
    const file = await writeRows(home, 'deals.csv', [
      'external_id,dealname,dealstage,pipeline,amount',
      ...[
        `${duplicates}1,First,appointmentscheduled,default,1`,
        `${duplicates}2,,,,2`,
        `${duplicates}1,First,appointmentscheduled,default,3`,
        `${duplicates}3,Third,appointmentscheduled,default,x`,
      ],
      ...[
        `${duplicates}2,Second,appointmentscheduled,default,5`,
        `${duplicates}1,,,,6`,
        `${duplicates}4,,,,7`,
        `${duplicates}4,Fourth,closedwon,default,8`,
        `${duplicates}4,Fourth,closedlost,default,9`,
      ],
    ])
    const push = ['push', file, '--object', 'DEAL', '--duplicates', duplicates, '--json']
    const env = envOf(shared())
    const dry = await runCli([...push, '--dry-run'], {home, env})
    const pushed = await runCli(push, {home, env})
    const [foretold, done] = [JSON.parse(dry.stdout), JSON.parse(pushed.stdout)]
    expect({code: dry.code, rows: foretold.rows, byCode: foretold.rejects.byCode}).toEqual({
      code: pushed.code,
      rows: done.rows,
      byCode: done.rejects.byCode,
    })
  },
)

test('a dry run reads standard input as well', async () => {
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--dry-run', '--json'], {
    stdin: 'email\nann@example.com\n',
    env: envOf(shared()),
  })
  expect({code, rows: JSON.parse(stdout).rows}).toMatchObject({code: 0, rows: {read: 1, created: 1}})
})

test('what would end a push before its first row ends a dry run in the same way', async () => {
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--dry-run', '--json'], {
    stdin: 'email,emial\na,b\n',
    env: envOf(shared()),
  })
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 5, error: 'UNKNOWN_COLUMN'})
})

async function writeRows(directory: string, name: string, lines: readonly string[]): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

test.each([
  {mode: 'update', rows: {created: 0, updated: 3, rejected: 2}, byCode: {NOT_FOUND: 2}},
  {mode: 'create', rows: {created: 2, updated: 0, rejected: 3}, byCode: {ALREADY_EXISTS: 3}},
])('with --mode $mode the dry run foretells rows, refusals and requests of the push', async ({mode, rows, byCode}) => {
  const env = envOf(shared())
  const stdin = (names: readonly string[]) =>
    `email,city\n${names.map(name => `${name}@${mode}.example.com,Bern\n`).join('')}`
  await runCli(['push', '-', '--object', 'CONTACT', '--json'], {env, stdin: stdin(['a', 'b'])})
  const push = ['push', '-', '--object', 'CONTACT', '--mode', mode, '--json']
  const lines = stdin(['a', 'x', 'b', 'y', 'a'])
  const foretold = await runCli([...push, '--dry-run'], {env, stdin: lines})
  const pushed = await runCli(push, {env, stdin: lines})
  await expectForetold(foretold, pushed)
  expect(JSON.parse(pushed.stdout)).toMatchObject({mode, rows, rejects: {byCode}})
})
