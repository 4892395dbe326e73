import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

/** Ids of records and moments differ from run to run. */
function shown(text: string): string {
  return normalise(text)
    .replaceAll(/record \d+/g, 'record <ID>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<WHEN>')
}

test('what a run created is looked at, archived, told of and shown in the history', async () => {
  const home = await tempDir()
  const [people, changes] = [join(home, 'people.csv'), join(home, 'changes.csv')]
  await writeFile(people, 'email,city\nann@example.com,Rome\nbob@example.com,Bonn\neve@example.com,Oslo\n')
  await writeFile(changes, 'email,city\nbob@example.com,Bern\n')
  const run = (...args: string[]) => runCli(args, {home})
  const push = async (file: string) =>
    JSON.parse((await run('push', file, '--profile', 'sandbox', '--object', 'CONTACT', '--json')).stdout).run as string
  const wrong = await push(people)
  const missing = await run('runs', 'undo', wrong)
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('needs --max-deletes')])
  await push(changes)
  const looked = await run('runs', 'undo', wrong, '--dry-run')
  expect(looked.code).toBe(3)
  await expect(shown(looked.stdout)).toMatchFileSnapshot(goldenPath('cli-runs-undo-dry-run.txt'))
  expect((await run('runs', 'undo', wrong, '--max-deletes', '50%', '--json')).code).toBe(7)
  const undone = await run('runs', 'undo', wrong, '--max-deletes', '2', '--verify', '--note', 'wrong file')
  expect(undone.code).toBe(3)
  await expect(shown(undone.stdout)).toMatchFileSnapshot(goldenPath('cli-runs-undo.txt'))
  const detail = await run('runs', wrong, '--json')
  const {undoneBy} = JSON.parse(detail.stdout)
  expect(undoneBy).toEqual([expect.stringMatching(/^\d{8}-\d{6}-\w{4}$/)])
  const by = JSON.parse((await run('runs', undoneBy[0], '--json')).stdout)
  expect(by).toMatchObject({undoes: wrong, mode: 'delete', note: 'wrong file', rows: {deleted: 2, rejected: 1}})
  const report = join(home, 'report.html')
  await run('runs', 'report', wrong, '--output', report)
  expect(await readFile(report, 'utf8')).toContain(`archived by run ${undoneBy[0]}`)
  const again = JSON.parse((await run('runs', 'undo', wrong, '--max-deletes', '2', '--json')).stdout)
  expect(again).toMatchObject({run: wrong, undone: 0, unchanged: 2, leftOut: [{reason: 'CHANGED_SINCE'}], exitCode: 3})
})
