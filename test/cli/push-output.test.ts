import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {open, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {cliEnv, runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'
import {peopleCsv} from './support/people-csv.js'

const sharedSandbox = shareSandbox()
const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

/** Three people are written, one of them twice; two are refused. */
const PEOPLE = peopleCsv([
  ['ann@example.com', 'Ann', 'Lee'],
  ['bob@example.com', 'Bob', 'Ray'],
  ['nobody', 'No', 'Body'],
  ['cid@example.com', 'Cid', 'Fox'],
  ['', 'Without', 'Key'],
  ['ANN@example.com', 'Anna', ''],
])

test('without a terminal there are plain lines on stderr, and the summary alone on stdout', async () => {
  const {code, stdout, stderr} = await pushPeople('plain.csv')
  expect(code).toBe(3)
  expect(`${stdout}${stderr}`).not.toContain('\x1b')
  await expect(stdout).toMatchFileSnapshot(goldenPath('cli-push-summary.txt'))
  await expect(stderr).toMatchFileSnapshot(goldenPath('cli-push-progress.txt'))
})

test('--quiet prints one line on stderr where the exit code is not 0', async () => {
  const {code, stdout, stderr} = await pushPeople('quiet.csv', '--quiet')
  expect({code, stdout}).toEqual({code: 3, stdout: ''})
  expect(stderr).toMatch(/^\S*quiet\.csv → contacts: 2 of 6 rows rejected \(exit 3\) → hubspot-push rejects \S+\n$/)
})

test('--quiet is silent on exit 0, warnings included', async () => {
  const {code, stdout, stderr} = await pushPeople('silent.csv', '--quiet', '--ok-rejects', '50%', '--resume')
  expect({code, stdout, stderr}).toEqual({code: 0, stdout: '', stderr: ''})
})

test.each([
  ['--quiet', ''],
  ['--json', '{"error":{'],
])('with %s an error is one line on stderr, the command to type in it', async (flag, printed) => {
  const {code, stdout, stderr} = await runCli(['push', 'gone.csv', '--object', 'CONTACT', flag], {
    env: envOf(sharedSandbox()),
  })
  expect({code, lines: stderr.match(/\n/g)?.length, stdout: stdout.slice(0, 10)}).toEqual({
    code: 5,
    lines: 1,
    stdout: printed,
  })
  expect(stderr).toMatch(/^Error: .*gone\.csv.* \(exit 5\) → /)
})

test('--json has the keys of the contract on stdout, in one object', async () => {
  const {code, stdout, stderr} = await pushPeople('json.csv', '--json')
  const summary = JSON.parse(stdout)
  const names = [
    'run',
    'status',
    'portalId',
    'profile',
    'object',
    'key',
    'file',
    'rows',
    'requests',
    'durationMs',
    'rejects',
    'links',
    'exitCode',
  ]
  const moment = ['startedAt', 'endedAt', 'host']
  expect(Object.keys(summary).sort()).toEqual([...names, ...moment, 'next', 'credential'].sort())
  expect(stdout.match(/\n/g)).toHaveLength(1)
  expect(stderr).toMatch(/json\.csv → contacts: 2 of 6 rows rejected \(exit 3\) → .*\n$/)
  expect(summary.host).toBe(hostname())
  expect(Date.parse(summary.endedAt) - Date.parse(summary.startedAt)).toBeGreaterThanOrEqual(0)
  expect({code, ...summary}).toMatchObject({
    code: 3,
    status: 'finished',
    portalId: sharedSandbox().portalId,
    profile: 'default',
    credential: expect.stringContaining('HUBSPOT_ACCESS_TOKEN'),
    object: {name: 'contacts', objectTypeId: '0-1'},
    key: 'email',
    rows: {read: 6, written: 4, unchanged: 0, skipped: 0, rejected: 2},
    requests: {upserts: 1, retries: 0, throttled: 0},
    rejects: {
      count: 2,
      byCode: {INVALID_EMAIL: 1, KEY_MISSING: 1},
      file: expect.stringMatching(/^\/.*\/rejects\.jsonl$/),
    },
    exitCode: 3,
    next: [`hubspot-push rejects ${summary.run}`],
  })
})

test('rows of standard input are told apart by their first bytes, and a warning says that they cannot be resumed', async () => {
  const env = envOf(sharedSandbox())
  const csv = await runCli(['push', '-', '--object', 'CONTACT'], {env, stdin: PEOPLE})
  const jsonl = await runCli(['push', '-', '--object', 'CONTACT'], {
    env,
    stdin: '\n{"email":"dan@example.com","firstname":"Dan"}\n\n',
  })
  expect([csv.code, jsonl.code]).toEqual([3, 0])
  expect(jsonl.stdout).toMatch(/read +1\n/)
  for (const {stderr} of [csv, jsonl]) expect(stderr).toContain('cannot be resumed')
})

test.each([
  ['the summary', ['push', 'people.csv', '--object', 'CONTACT'], 3],
  ['the JSON', ['push', 'people.csv', '--object', 'CONTACT', '--json'], 3],
  ['a long list of refused rows', ['rejects', '--all'], 0],
])('a reader who wants only the first line of %s does not change how it ends', async (_, args, exitCode) => {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  await writeFile(join(home, 'people.csv'), PEOPLE)
  if (args[0] === 'rejects') await runCli(['push', '-', '--object', 'CONTACT'], {home, env, stdin: manyRefused()})
  const shell = spawn('bash', ['-o', 'pipefail', '-c', '"$@" | head -1', 'bash', process.execPath, BIN, ...args], {
    cwd: home,
    env: {...cliEnv(home), ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [collect(shell.stdout), collect(shell.stderr)]
  const [code] = await once(shell, 'close')
  expect([code, stdout().trimEnd().split('\n').length]).toEqual([exitCode, 1])
  expect(stderr()).not.toContain('EPIPE')
})

test.skipIf(!existsSync('/dev/full')).each([
  [
    'the summary',
    [],
    /^Pushing .*\nError: The disk is full: standard output is incomplete\..*\n {2}→ df -h\n {2}→ hubspot-push runs\n$/,
  ],
  [
    'the JSON',
    ['--json', '--quiet'],
    /^people\.csv → .*\nError: The disk is full: standard output is incomplete\..* \(exit 6\) → df -h\n$/,
  ],
] as const)('%s that finds its disk full is an error of one line, not a stack', async (_, flags, printed) => {
  const home = await tempDir()
  await writeFile(join(home, 'people.csv'), PEOPLE)
  const full = await open('/dev/full', 'w')
  const child = spawn(process.execPath, [BIN, 'push', 'people.csv', '--object', 'CONTACT', ...flags], {
    cwd: home,
    env: {...cliEnv(home), ...envOf(sharedSandbox())},
    stdio: ['ignore', full.fd, 'pipe'],
  })
  const stderr = collect(child.stderr as NodeJS.ReadableStream)
  const [code] = await once(child, 'close')
  await full.close()
  expect([code, stderr()]).toEqual([6, expect.stringMatching(printed)])
})

test('--verbose names each request on stderr, never the token', async () => {
  const {stdout, stderr} = await pushPeople('verbose.csv', '--verbose', '--json')
  expect(JSON.parse(stdout).rows.read).toBe(6)
  expect(stderr).toMatch(/^POST \/crm\/v3\/objects\/(contacts|0-1)\/batch\/upsert 200 in /m)
  expect(stderr).not.toContain(sharedSandbox().token)
})

test('a file of nothing but its header is pushed without a request to write, and with a warning', async () => {
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--json'], {
    env: envOf(sharedSandbox()),
    stdin: 'email,firstname\n',
  })
  const {rows, requests, rejects, warnings} = JSON.parse(stdout)
  expect(warnings).toEqual(['There are no rows in standard input, only a header.'])
  expect({code, read: rows.read, upserts: requests.upserts, file: rejects.file}).toEqual({
    code: 0,
    read: 0,
    upserts: 0,
    file: null,
  })
})

async function pushPeople(name: string, ...args: readonly string[]): ReturnType<typeof runCli> {
  const home = await tempDir()
  await writeFile(join(home, name), PEOPLE)
  const result = await runCli(['push', name, '--object', 'CONTACT', ...args], {home, env: envOf(sharedSandbox())})
  return args.includes('--json')
    ? result
    : {...result, stdout: normalise(result.stdout, [home]), stderr: normalise(result.stderr, [home])}
}

function manyRefused(): string {
  return peopleCsv(Array.from({length: 5000}, (_, index) => [`nobody ${index}`, 'No', 'Body'] as const))
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', piece => {
    text += piece
  })
  return () => text
}
