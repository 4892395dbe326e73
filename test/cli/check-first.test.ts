import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const shared = shareSandbox()
const BAD_AT_THE_END = ['email,firstname', 'ann@example.com,Ann', 'bob@example.com,Bob', 'nobody,No', ',None']

async function pushed(flags: readonly string[], options: {lines?: readonly string[]; home?: string} = {}) {
  const {lines = BAD_AT_THE_END, home = await tempDir()} = options
  const file = join(home, 'people.csv')
  await writeFile(file, `${lines.join('\n')}\n`)
  const before = await countUpserts(shared())
  const result = await runCli(['push', file, '--object', 'CONTACT', '--check-first', ...flags], {
    home,
    env: envOf(shared()),
  })
  return {...result, home, upserts: (await countUpserts(shared())) - before}
}

test('a bad row anywhere in the file keeps all of it from being written, and rejects shows what to correct', async () => {
  const {code, stdout, upserts, home} = await pushed([])
  expect({code, upserts}).toEqual({code: 7, upserts: 0})
  await expect(normalise(stdout, [home])).toMatchFileSnapshot(goldenPath('cli-push-check-first.txt'))
  const rejects = JSON.parse((await runCli(['rejects', '--json'], {home})).stdout)
  expect(rejects).toMatchObject({
    count: 2,
    byCode: {INVALID_EMAIL: 1, KEY_MISSING: 1},
    rejects: [
      {row: 3, line: 4, code: 'INVALID_EMAIL', attempts: 0, record: ['nobody', 'No']},
      {row: 4, line: 5, code: 'KEY_MISSING'},
    ],
  })
})

test('under --json the end is a stopped run with its reason', async () => {
  const {code, stdout} = await pushed(['--json'])
  expect({code, summary: JSON.parse(stdout)}).toMatchObject({
    code: 7,
    summary: {
      ...{status: 'stopped', exitCode: 7, reason: {code: 'TOO_MANY_REJECTS'}},
      rows: {read: 4, written: 0, created: 0, updated: 0, deleted: 0, unchanged: 0, skipped: 0, rejected: 2},
      rejects: {count: 2, byCode: {INVALID_EMAIL: 1, KEY_MISSING: 1}},
    },
  })
})

test.each([
  ['all its rows pass', [], BAD_AT_THE_END.slice(0, 3), 0],
  ['no more rows than --max-rejects are bad', ['--max-rejects', '2'], BAD_AT_THE_END, 3],
])('the file is pushed where %s', async (_, flags, lines, exitCode) => {
  const {code, stdout, upserts} = await pushed([...flags, '--json'], {lines})
  expect({code, upserts, status: JSON.parse(stdout).status}).toEqual({code: exitCode, upserts: 1, status: 'finished'})
})

test('a repeated key counts as refused under --duplicates reject', async () => {
  const {code, stdout, upserts} = await pushed(['--duplicates', 'reject', '--json'], {
    lines: ['email', 'ann@example.com', 'ann@example.com'],
  })
  const {rejects, next, run} = JSON.parse(stdout)
  expect({code, upserts, byCode: rejects.byCode}).toEqual({code: 7, upserts: 0, byCode: {DUPLICATE_KEY: 1}})
  expect(next).toEqual([`hubspot-push rejects ${run}`, 'the same command with --max-rejects 1'])
})

test('--resume does not take a file that was only checked for a stopped run, corrected or not', async () => {
  const {home} = await pushed([])
  const {code, stdout, stderr} = await pushed(['--resume', '--json'], {home, lines: BAD_AT_THE_END.slice(0, 3)})
  expect({code, read: JSON.parse(stdout).rows.read}).toEqual({code: 0, read: 2})
  expect(stderr).toContain('No unfinished run of this file found')
})

test('a dry run with --check-first ends as that push would', async () => {
  const {code, stdout} = await pushed(['--dry-run', '--json'])
  expect({code, status: JSON.parse(stdout).status, reason: JSON.parse(stdout).reason.code}).toEqual({
    ...{code: 7, status: 'dry-run', reason: 'TOO_MANY_REJECTS'},
  })
})

test('standard input cannot be checked first', async () => {
  const {code, stdout} = await runCli(['push', '-', '--object', 'CONTACT', '--check-first', '--json'], {
    stdin: 'email\na\n',
  })
  expect({code, error: JSON.parse(stdout).error.code}).toEqual({code: 2, error: 'USAGE'})
})
