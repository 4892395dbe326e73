import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const PUSH = ['push', '--profile', 'sandbox', '--object', 'CONTACT'] as const

/** People of a sandbox of their own, and a list of some of them. */
async function twoPeople() {
  const home = await tempDir()
  const [people, list] = [join(home, 'people.csv'), join(home, 'list.csv')]
  await writeFile(people, 'email,firstname\nann@example.com,Ann\nbob@example.com,Bob\n')
  await writeFile(list, 'email\nann@example.com\nnobody@example.com\nno e-mail\n')
  const run = (...args: string[]) => runCli(args, {home})
  await run(...PUSH, people)
  return {run, list, people}
}

test('a list of keys is looked at, archived, and told of', async () => {
  const {run, list} = await twoPeople()
  const looked = await run(...PUSH, list, '--mode', 'delete', '--dry-run', '--json')
  expect(looked.code).toBe(3)
  expect(JSON.parse(looked.stdout)).toMatchObject({
    ...{mode: 'delete', rows: {read: 3, written: 1, deleted: 1, unchanged: 1, rejected: 1}},
    dryRun: {deletes: [{row: 1, key: 'ann@example.com', recordId: expect.stringMatching(/^\d+$/)}]},
  })
  const shown = await run(...PUSH, list, '--mode', 'delete', '--dry-run')
  expect(shown.stdout).toContain('would archive')
  expect(shown.stdout).toContain('row 1, ann@example.com (record ')
  const archived = await run(...PUSH, list, '--mode', 'delete', '--max-deletes', '1', '--verify', '--json')
  expect(JSON.parse(archived.stdout)).toMatchObject({rows: {deleted: 1}, requests: {upserts: 0, archives: 1}})
  const {run: name} = JSON.parse(archived.stdout)
  const detail = await run('runs', name, '--json')
  expect(JSON.parse(detail.stdout)).toMatchObject({
    mode: 'delete',
    rows: {written: 1, deleted: 1},
    requests: {archives: 1},
  })
  expect((await run('runs', name)).stdout).toMatch(/archived +1\b/)
  const retried = await run('rejects', 'retry', name)
  expect([retried.code, retried.stderr]).toEqual([2, expect.stringContaining('rejects export')])
})

test('without a terminal and without --max-deletes nothing is even read', async () => {
  // no such file: whoever opened it would say so
  const {code, stderr} = await runCli([...PUSH, 'no-such-file.csv', '--mode', 'delete', '--yes'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('needs --max-deletes')])
})
