import {rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {PushSummary} from '../../src/push/run/push-summary.js'
import {runCli} from '../support/run-cli.js'
import {type PushPlace, people, startPlace, UPSERTS, untilUpserts} from './support/push-place.js'

/** `push people.csv --only-changed --json …`, of other rows if there are any. */
async function pushChanged(place: PushPlace, args: readonly string[] = [], csv?: string) {
  if (csv !== undefined) await writeFile(join(place.home, 'people.csv'), csv)
  const {code, stdout} = await place.push(['--only-changed', '--json', ...args])
  const {rows, requests}: PushSummary = JSON.parse(stdout)
  return {code, written: rows.written, unchanged: rows.unchanged, rejected: rows.rejected, upserts: requests.upserts}
}

const row = {code: 0, written: 0, unchanged: 0, rejected: 0}

test('sends what is new to this machine, with --full everything, and with --dry-run nothing', async () => {
  const place = await startPlace(people(250))
  expect(await pushChanged(place)).toEqual({...row, written: 250, upserts: 3})
  const {code, stdout} = await place.push(['--only-changed', '--dry-run', '--json'])
  expect({code, summary: JSON.parse(stdout)}).toMatchObject({
    code: 0,
    summary: {rows: {unchanged: 0}, dryRun: {unchanged: 250}},
  })
  expect(await pushChanged(place)).toEqual({...row, unchanged: 250, upserts: 0})
  expect(await pushChanged(place, ['--map', 'firstname=lastname'])).toEqual({...row, written: 250, upserts: 3})
  const changed = people(250).replace('P77\n', 'Other\n')
  expect(await pushChanged(place, [], changed)).toEqual({...row, written: 1, unchanged: 249, upserts: 1})
  expect(place.names()).toMatchObject({'p77@example.com': 'Other', 'p78@example.com': 'P78'})
  expect(await pushChanged(place, ['--full'])).toEqual({...row, written: 250, upserts: 3})
})

test('what a push had under way when it was killed is sent, though its values are the ones before', async () => {
  const place = await startPlace(people(300))
  await pushChanged(place)
  place.sandbox.setFaults([{...UPSERTS, fault: 'hang', applied: true, skip: 1}])
  await writeFile(join(place.home, 'people.csv'), people(300, 'New'))
  const killed = await place.start(['--only-changed', '--concurrency', '1'])
  await untilUpserts(place, 3 + 2)
  killed.kill('SIGKILL')
  expect((await killed.result).signal).toBe('SIGKILL')
  place.sandbox.setFaults([])
  expect(Object.values(place.names()).filter(name => name?.startsWith('New'))).toHaveLength(200)

  // else it waits for commits that come late, which test/push holds
  await rm(join(place.home, 'data', 'locks'), {recursive: true})
  const {written, unchanged} = await pushChanged(place, [], people(300))
  expect({sum: written + unchanged, mustBeSent: written >= 200}).toEqual({sum: 300, mustBeSent: true})
  expect(Object.values(place.names()).filter(name => name?.startsWith('New'))).toEqual([])
})

test('beside --mode create counts what this machine made as unchanged, and refuses what it did not', async () => {
  const place = await startPlace(people(3))
  expect(await pushChanged(place, ['--mode', 'create'])).toMatchObject({...row, written: 3})
  const changed = people(3).replace('P2\n', 'Other\n')
  expect(await pushChanged(place, ['--mode', 'create'], changed)).toMatchObject({
    code: 3,
    unchanged: 2,
    written: 0,
    rejected: 1,
  })
  expect(place.names()).toMatchObject({'p2@example.com': 'P2'})
})

test('an unchanged row overtakes a rejected one of its key, in its file and in an earlier run', async () => {
  const place = await startPlace('')
  const rows = (...sizes: readonly string[]): string =>
    `email,shirt_size\n${sizes.map((size, at) => `p${at % 3}@example.com,${size}\n`).join('')}`
  const pushed = async (csv: string): Promise<Pick<PushSummary, 'run' | 'rows'>> => {
    await writeFile(join(place.home, 'people.csv'), csv)
    return JSON.parse((await place.push(['--only-changed', '--json'])).stdout)
  }
  const rejects = async (run: string): Promise<unknown> => {
    const {stdout} = await runCli(['rejects', run, '--json'], {home: place.home, env: place.env})
    return JSON.parse(stdout).rejects
  }
  await pushed(rows('xl', 'm', 's'))
  const inFile = await pushed(rows('xl', 'm', 's', 'xl', 'xxxl', 's', 'xl', 'm', 's'))
  expect(inFile.rows).toMatchObject({read: 9, unchanged: 8, rejected: 1})
  expect(await rejects(inFile.run)).toMatchObject([{row: 5, supersededBy: {row: 8}}])
  const earlier = await pushed(rows('xl', 'xxxl', 's'))
  expect(earlier.rows).toMatchObject({unchanged: 2, rejected: 1})
  expect((await pushed(rows('xl', 'm', 's'))).rows).toMatchObject({unchanged: 3})
  expect(await rejects(earlier.run)).toMatchObject([{row: 2, supersededBy: {row: 2}}])
})
