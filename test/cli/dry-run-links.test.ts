import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const PUSH = ['push', 'people.csv', '--object', 'CONTACT', '--profile', 'sandbox']
const PLAIN = ['--associate', 'account=companies.external_id']

/** The first row makes Ann, others add to her links, more than a thousand rows later as well. */
function people(): string {
  const rows = ['ann@example.com,C1', 'bob@example.com,C1;C2', 'ann@example.com,C1;C9', 'nobody,C1', 'cid@example.com,']
  for (let row = 0; row < 1100; row += 1) rows.push(`p${row}@example.com,C${1 + (row % 3)}`)
  return `email,account\n${rows.join('\n')}\nann@example.com,C1;C2;C2\n`
}

async function homeOf(rows: string) {
  const home = await tempDir()
  const run = (...args: string[]) => runCli(args, {home, cwd: home})
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)
  await writeFile(join(home, 'companies.csv'), 'external_id,name\nC1,Acme\nC2,Globex\nC3,Initech\n')
  await writeFile(join(home, 'people.csv'), rows)
  await run('push', 'companies.csv', '--object', 'COMPANY', '--profile', 'sandbox')
  return {home, run, json}
}

test('a dry run foretells links, rejects and requests, and makes none; the push then does just that', async () => {
  const {home, run, json} = await homeOf(people())
  const dry = await run(...PUSH, ...PLAIN, '--dry-run')
  expect(dry.code).toBe(3)
  await expect(normalise(dry.stdout, [home])).toMatchFileSnapshot(goldenPath('cli-push-dry-run-links.txt'))

  const foretold = await json(...PUSH, ...PLAIN, '--dry-run')
  const pushed = await json(...PUSH, ...PLAIN)
  expect(foretold.links).toEqual({made: 1104, unchanged: 2, removed: 0, rejected: 1})
  expect(foretold).toMatchObject({
    ...{exitCode: pushed.exitCode, rows: pushed.rows, links: pushed.links},
    rejects: {count: pushed.rejects.count, byCode: pushed.rejects.byCode},
    ...{requests: {associations: 0}, dryRun: {requests: {associations: 4}}}, // 100, 200, 400, the rest
  })
  expect(foretold.dryRun.columns.at(-1)).toEqual({
    ...{column: 'account', property: null, label: null, sample: null},
    link: {object: 'companies', property: 'external_id', label: null},
  })
})

test('it foretells what --associations replace would remove, of labels', async () => {
  const {home, json} = await homeOf('email,account\nann@example.com,C1;C2\nbob@example.com,C1;C2\n')
  const replacing = [
    ...PUSH,
    '--associate',
    'account=companies.external_id:Decision maker',
    '--associations',
    'replace',
  ]
  expect((await json(...replacing)).links).toMatchObject({made: 4})
  await writeFile(join(home, 'people.csv'), 'email,account\nbob@example.com,C2\nann@example.com,C3\n')
  const foretold = await json(...replacing, '--dry-run')
  expect(foretold.links).toEqual({made: 1, unchanged: 1, removed: 3, rejected: 0})
  expect(foretold.links).toEqual((await json(...replacing)).links)
})
