import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {startPlace} from './support/push-place.js'

/** Ann comes three times; the second row of hers sets another property; Bob's number is none. */
const FILE = `email,firstname,loyalty_points
ann@example.com,Ann 1,1
bob@example.com,Bob,many
Ann@Example.com,,2
cid@example.com,Cid,3
ann@example.com,Ann 3,
`

test.each([
  ['apply', {written: 4, skipped: 0, rejected: 1}, 1, 'Ann 3'],
  ['each', {written: 4, skipped: 0, rejected: 1}, 3, 'Ann 3'],
  ['last', {written: 2, skipped: 2, rejected: 1}, 1, 'Ann 3'],
  ['reject', {written: 2, skipped: 0, rejected: 3}, 1, 'Ann 1'],
])('--duplicates %s', async (duplicates, rows, requests, name) => {
  const place = await startPlace(FILE)
  const {stdout} = await place.push(['--duplicates', duplicates, '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'finished',
    rows: {read: 5, ...rows},
    requests: {upserts: requests},
  })
  expect(place.names()).toEqual({'ann@example.com': name, 'cid@example.com': 'Cid'})
  expect(Object.keys(await place.runFiles()).sort()).toEqual(['created', 'journal.jsonl', 'rejects.jsonl', 'run.json'])
})

test('--duplicates last does not take standard input, which cannot be read twice', async () => {
  const {code, stderr} = await runCli(['push', '-', '--object', 'CONTACT', '--duplicates', 'last'], {stdin: FILE})
  expect(code).toBe(2)
  await expect(stderr).toMatchFileSnapshot(goldenPath('cli-push-last-of-stdin.txt'))
})

test('--written, --ok-rejects and --no-store-values: what is left on disk, and a clean exit', async () => {
  const place = await startPlace(FILE)
  const {code} = await place.push(['--written', 'out.csv', '--ok-rejects', '20%', '--no-store-values'])
  expect(code).toBe(0)
  const written = await readFile(join(place.home, 'out.csv'), 'utf8')
  await expect(written.replaceAll(/,\d{5,},/g, ',<ID>,')).toMatchFileSnapshot(goldenPath('cli-push-written.csv'))
  const files = await place.runFiles()
  expect(files['rejects.jsonl']).not.toMatch(/bob|many/i)
  expect(JSON.parse(files['rejects.jsonl'] ?? '')).toMatchObject({row: 2, line: 3, code: 'INVALID_NUMBER'})
})
