import {lstat, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()

test('runs lists what was pushed, tells one in detail without values of its rows, and deletes what is old', {
  timeout: 90_000,
}, async () => {
  const home = await tempDir()
  const env = {...envOf(sharedSandbox()), HUBSPOT_PUSH_KEEP_DAYS: '30'}
  const push = ['push', '-', '--object', 'CONTACT', '--mode', 'create', '--note', 'from the fair in Basel', '--json']
  const pushed = JSON.parse(
    (await runCli(push, {home, env, stdin: 'email,firstname\nhidden value,Ann\nann@example.com,Ann\n'})).stdout,
  )
  const listed = await runCli(['runs'], {home})
  expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining(pushed.run)])
  const detail = await runCli(['runs', pushed.run, '--json'], {home})
  expect(detail.stdout).not.toContain('hidden')
  expect(JSON.parse(detail.stdout)).toMatchObject({
    ...{run: pushed.run, status: 'finished', exitCode: 3, rows: pushed.rows, open: 1, parent: null},
    ...{mode: 'create', note: 'from the fair in Basel'},
    mapping: [
      {column: 'email', property: 'email'},
      {column: 'firstname', property: 'firstname'},
    ],
  })
  expect((await runCli(['runs', pushed.run], {home})).stdout).toContain('from the fair in Basel')
  const report = await runCli(['runs', 'report', pushed.run, '--output', 'page.html', '--json'], {home})
  expect([report.code, JSON.parse(report.stdout)]).toEqual([
    0,
    {run: pushed.run, file: join(home, 'page.html'), rejects: 1, shown: 1},
  ])
  expect((await stat(join(home, 'page.html'))).mode & 0o777).toBe(0o600)
  await writeFile(join(home, 'people.csv'), 'email\n')
  const again = await runCli(['runs', 'report', '--open', '--output', 'page.html'], {home})
  const page = `file://${join(home, 'page.html')}`
  expect([again.code, again.stdout]).toEqual([
    0,
    `Run ${pushed.run} → ${join(home, 'page.html')}\nNo browser could be opened here: open ${page}\n`,
  ])
  await symlink('/dev/null', join(home, 'device')) // as /dev/stdout is one, which root would lose
  await writeFile(join(home, 'index.html'), '<!doctype html>\n<title>Not of a run</title>\n')
  for (const output of ['people.csv', 'index.html', 'device']) {
    const refused = await runCli(['runs', 'report', pushed.run, '--output', output, '--json'], {home})
    expect([refused.code, JSON.parse(refused.stdout).error.code]).toEqual([2, 'USAGE'])
  }
  expect(await readFile(join(home, 'people.csv'), 'utf8')).toBe('email\n')
  expect((await lstat(join(home, 'device'))).isSymbolicLink()).toBe(true)
  const kept = await runCli(['runs', 'prune', '--older-than', '30d', '--json'], {home})
  expect([kept.code, JSON.parse(kept.stdout)]).toEqual([0, {deleted: [], openRejects: 0}])
  const pruned = await runCli(['runs', 'prune', '--older-than', '0'], {home})
  expect([pruned.code, pruned.stdout]).toEqual([0, 'Deleted 1 run with 1 open rejected row.\n'])
  expect(await readdir(join(home, 'data', 'runs'))).toEqual([])
  const wrong = await runCli(push, {home, env: {...env, HUBSPOT_PUSH_KEEP_DAYS: 'for ever'}, stdin: 'email\n'})
  expect([wrong.code, JSON.parse(wrong.stdout).error.code]).toEqual([2, 'USAGE'])
})
