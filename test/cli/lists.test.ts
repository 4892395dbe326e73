import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sandbox = shareSandbox()
const PUSH = ['push', 'people.csv', '--object', 'CONTACT', '--list', 'VIPs']

async function homeOf(rows: string) {
  const home = await tempDir()
  await writeFile(join(home, 'people.csv'), rows)
  const run = (...args: string[]) => runCli(args, {home, cwd: home, env: envOf(sandbox())})
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)
  return {home, run, json}
}

test('a list is created, told before and after, and its rejects are listed, exported and sent alone', async () => {
  const {home, run, json} = await homeOf('email,firstname\nann@example.com,Ann\nbob@example.com,Bob\nnobody,Nobody\n')
  const texts: string[] = []
  for (const args of [PUSH, [...PUSH, '--create-list', '--dry-run'], [...PUSH, '--create-list']]) {
    const {code, stdout, stderr} = await run(...args)
    texts.push(`$ ${args.join(' ')}\n${stdout}${stderr}exit ${code}`)
  }
  const told = normalise(texts.join('\n\n'), [home])
  const steady = told.replaceAll(/[\d,]+ left today/g, '<N> left today').replaceAll(/\d+ reads/g, '<N> reads')
  await expect(`${steady}\n`).toMatchFileSnapshot(goldenPath('cli-push-list.txt'))

  const PATH = '/crm/v3/lists/*/memberships/add'
  await sandbox().setFaults([{fault: 'status', status: 400, message: 'No room.', path: PATH}])
  const pushed = await json(...PUSH)
  expect(pushed).toMatchObject({
    ...{exitCode: 3, rows: {written: 2, rejected: 1}, list: {name: 'VIPs', added: 0, unchanged: 0, rejected: 2}},
    rejects: {count: 3, byCode: {LIST_REFUSED: 2, INVALID_EMAIL: 1}},
  })
  await sandbox().setFaults([])
  const {rejects} = await json('rejects', '--code', 'LIST_REFUSED')
  expect(rejects.map(({row, kind, list}: Record<string, unknown>) => [row, kind, list])).toEqual(
    [1, 2].map(row => [row, 'list', {id: '1', name: 'VIPs'}]),
  )
  expect(rejects[0]).toMatchObject({message: expect.stringContaining('HubSpot says: No room. The row is written;')})

  await run('rejects', 'export', '--output', 'fixed.csv')
  const exported = await readFile(join(home, 'fixed.csv'), 'utf8')
  expect(exported.split('\r\n').map(line => line.split(',').at(-1))).toEqual(['_kind', 'list', 'list', 'row', ''])
  await writeFile(join(home, 'fixed.csv'), exported.replace('nobody', 'cid@example.com').replace('Ann', 'Anna'))
  expect(await json('rejects', 'retry', pushed.run, '--from', 'fixed.csv')).toMatchObject({
    ...{rows: {read: 3, written: 1, unchanged: 2}, list: {added: 1, unchanged: 2, rejected: 0}},
    requests: {upserts: 1, memberships: 1},
  })
  expect(await json('rejects', pushed.run)).toMatchObject({count: 0})
  const [ann] = await sandbox().records('contacts')
  expect(ann?.properties['firstname']).toBe('Ann')
  const {list} = await json('runs', pushed.run)
  expect(list).toEqual({id: '1', name: 'VIPs', added: 0, unchanged: 0, rejected: 2})
})

test('a list is for rows that are written', async () => {
  const {run} = await homeOf('email\nann@example.com\n')
  const deleting = await run(...PUSH, '--mode', 'delete', '--max-deletes', '1')
  expect([deleting.code, deleting.stderr]).toEqual([2, expect.stringContaining('--list cannot be used with --mode')])
  const nameless = await run('push', 'people.csv', '--object', 'CONTACT', '--create-list')
  expect(nameless.code).toBe(2)
})
