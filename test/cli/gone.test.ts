import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const PUSH = ['push', '--profile', 'sandbox', '--object', 'CONTACT'] as const

async function nightly() {
  const home = await tempDir()
  const file = join(home, 'people.csv')
  const run = (...args: string[]) => runCli(args, {home})
  return {
    ...{home, file, run},
    night: async (people: readonly string[], ...flags: string[]) => {
      await writeFile(file, `email\n${people.map(name => `${name}@example.com\n`).join('')}`)
      return run(...PUSH, file, ...flags)
    },
  }
}

test('who leaves a nightly file is foreseen, asked for, archived and told of', async () => {
  const {home, file, run, night} = await nightly()
  expect((await night(['ann', 'bob', 'cid'], '--gone', 'archive')).stdout).toMatch(/on the list +3\b/)

  const foreseen = await night(['ann', 'cid'], '--gone', 'archive', '--dry-run', '--json')
  expect(foreseen.code).toBe(7)
  expect(JSON.parse(foreseen.stdout)).toMatchObject({
    gone: {source: file, members: 3, left: 1, archived: 0, withheld: 1},
    ...{reason: {code: 'TOO_MANY_DELETES'}, rows: {updated: 2}},
    dryRun: {gone: [{key: 'bob@example.com', recordId: expect.stringMatching(/^\d+$/)}]},
  })
  const shown = await run(...PUSH, file, '--gone', 'archive', '--max-deletes', '50%', '--dry-run')
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/left the file +1 +1 to archive/)])

  const held = await run(...PUSH, file, '--gone', 'archive')
  expect([held.code, held.stdout]).toEqual([7, expect.stringContaining('--max-deletes 1')])
  const written = join(home, 'written.csv')
  const archived = await run(...PUSH, file, '--gone', 'archive', '--max-deletes', '1', '--written', written, '--json')
  expect(archived.code).toBe(0)
  const {run: name, gone} = JSON.parse(archived.stdout)
  expect(gone).toEqual({
    ...{source: file, members: 2, left: 1, archived: 1, marked: 0, returned: 0, spared: 0, withheld: 0},
  })
  expect(await readFile(written, 'utf8')).toMatch(/\r\n,,bob@example\.com,\d+,archived\r\n$/)
  expect(JSON.parse((await run('runs', name, '--json')).stdout)).toMatchObject({gone})
  expect((await run('runs', name)).stdout).toMatch(/left the file +1 +1 archived/)
  const page = join(home, 'page.html')
  await run('runs', 'report', name, '--output', page)
  expect(await readFile(page, 'utf8')).toContain('<dt>archived</dt><dd>1</dd>')
})

test('lists are shown and forgotten', async () => {
  const {run, night} = await nightly()
  await night(['ann', 'bob'], '--gone', 'archive', '--source', 'crm')
  const shown = await run('runs', 'gone', '--source', 'crm', '--json')
  expect(JSON.parse(shown.stdout)).toMatchObject({
    ...{source: 'crm', key: 'email', object: {name: 'contacts'}, members: 2, marked: 0, isComplete: true},
    ...{since: expect.stringMatching(/^\d{4}-.*Z$/), lastRun: expect.stringMatching(/^\d{8}-/), unfinished: []},
  })
  expect((await run('runs', 'gone')).stdout).toMatch(/SOURCE .*\n +crm /)
  const forgotten = await run('runs', 'gone', '--source', 'crm', '--forget', '--json')
  expect(JSON.parse(forgotten.stdout)).toMatchObject({source: 'crm', members: 2, forgotten: true})
  const missing = await run('runs', 'gone', '--source', 'crm', '--json')
  expect([missing.code, JSON.parse(missing.stdout).error.code]).toEqual([5, 'SOURCE_NOT_FOUND'])
  const next = await night(['ann'], '--gone', 'archive', '--source', 'crm', '--json')
  expect(JSON.parse(next.stdout)).toMatchObject({gone: {members: 1, left: 0}})
})

test('a stream needs a name, and a dated file is warned of', async () => {
  // no such file: whoever opened it would say so
  const stream = await runCli([...PUSH, '-', '--gone', 'archive'])
  expect([stream.code, stream.stderr]).toEqual([2, expect.stringContaining('--source NAME')])
  const home = await tempDir()
  const file = join(home, 'people-2026-11-29.csv')
  await writeFile(file, 'email\nann@example.com\n')
  const dated = await runCli([...PUSH, file, '--gone', 'archive', '--json'], {home})
  expect([dated.code, dated.stderr]).toEqual([0, expect.stringContaining('looks dated')])
  expect(JSON.parse(dated.stdout).warnings).toEqual([expect.stringContaining('--source NAME')])
})
