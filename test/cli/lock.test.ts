import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {startCli} from '../support/run-cli.js'
import {canUnshare} from '../support/start-script.js'
import {type PushPlace, people, startPlace, UPSERTS, untilUpserts} from './support/push-place.js'

const HANGS_AT_FIRST = {...UPSERTS, fault: 'hang', next: 1} as const

test('a second run of the same portal and object ends with 6, naming the first; another object runs beside it', async () => {
  const place = await startPlace(people(3), [HANGS_AT_FIRST])
  const first = await place.start()
  await untilUpserts(place, 1)
  const run = (await readdir(join(place.home, 'data', 'runs')))[0] ?? ''

  const second = await place.push()
  expect(second).toMatchObject({
    code: 6,
    stdout: '',
    stderr: expect.stringContaining(`run ${run}, process ${first.pid}, since 20`),
  })
  const text = normalise(second.stderr, [place.home])
    .replace(String(first.pid), '<PID>')
    .replace(/since \S+Z/, 'since <TIME>')
  await expect(text).toMatchFileSnapshot(goldenPath('cli-push-locked.txt'))

  await writeFile(join(place.home, 'companies.csv'), 'external_id,name\nA-1,Acme\n')
  const args = ['push', 'companies.csv', '--object', 'COMPANY', '--key', 'external_id', '--json']
  const beside = await (await startCli(args, {home: place.home, env: place.env})).result
  expect(JSON.parse(beside.stdout)).toMatchObject({status: 'finished', rows: {written: 1}})
})

test('the lock of a killed run is taken over, and --resume goes on with it under its own name', async () => {
  const place = await startPlace(people(3), [HANGS_AT_FIRST])
  const killed = await place.start()
  await untilUpserts(place, 1)
  killed.kill('SIGKILL')
  await killed.result
  const run = (await readdir(join(place.home, 'data', 'runs')))[0] ?? ''

  place.sandbox.setFaults([HANGS_AT_FIRST])
  const resumed = await place.start(['--resume'])
  await untilUpserts(place, 2)
  const [lock = ''] = await readdir(join(place.home, 'data', 'locks'))
  expect(JSON.parse(await readFile(join(place.home, 'data', 'locks', lock), 'utf8'))).toMatchObject({
    pid: resumed.pid,
    note: run,
  })
})

/** Another run that has planned everything and stands before the lock. */
async function startWaiting(place: PushPlace): ReturnType<PushPlace['start']> {
  const asked = (): number => place.sandbox.requests().reduce((sum, {count}) => sum + count, 0)
  const before = asked()
  const waiting = await place.start(['--wait-lock', '10m', '--json'])
  await expect.poll(asked, {timeout: 10_000, interval: 10}).toBeGreaterThanOrEqual(before + 3)
  return waiting
}

test('--wait-lock waits for the other run, then for what that one may have left under way', async () => {
  const place = await startPlace(people(3), [HANGS_AT_FIRST])
  const first = await place.start()
  await untilUpserts(place, 1)
  const second = await startWaiting(place)
  first.kill('SIGINT')
  await first.waitFor('stderr', /stopping/i)
  expect(place.upserts()).toBe(1)
  first.kill('SIGINT')
  expect((await first.result).code).toBe(130)
  await second.waitFor('stderr', /waiting 1 min 40 s: HubSpot may still carry out requests of the previous run/)
  second.kill('SIGINT')
  expect(JSON.parse((await second.result).stdout).error).toMatchObject({code: 'CANCELLED'})
})

test('--wait-lock runs as soon as the other run has ended', async () => {
  const place = await startPlace(people(3), [{...UPSERTS, fault: 'latency', ms: 2500, next: 1}])
  const first = await place.start()
  const runs = async (): Promise<string[]> => readdir(join(place.home, 'data', 'runs')).catch(() => [])
  // its upsert is on its way: the sandbox lists it once it is answered
  await expect.poll(runs, {timeout: 20_000, interval: 10}).toHaveLength(1)
  const second = await startWaiting(place)
  await second.waitFor('stderr', new RegExp(`Waiting for run ${(await runs())[0]}, which is writing`))
  expect(place.upserts()).toBe(0)
  expect((await first.result).code).toBe(0)
  expect(JSON.parse((await second.result).stdout)).toMatchObject({status: 'finished', rows: {updated: 3}})
})

test('a signal ends the wait for a lock, with nothing written', async () => {
  const place = await startPlace(people(3), [HANGS_AT_FIRST])
  await place.start()
  await untilUpserts(place, 1)
  const waiting = await startWaiting(place)
  waiting.kill('SIGINT')
  const {code, stdout} = await waiting.result
  const error = {code: 'CANCELLED', message: expect.stringContaining('Nothing was written')}
  expect({code, error: JSON.parse(stdout).error}).toMatchObject({code: 130, error})
})

test.skipIf(!canUnshare())(
  'a push in another container is neither overtaken, nor told to be interrupted, nor pruned',
  {timeout: 60_000},
  async () => {
    const place = await startPlace(people(3), [HANGS_AT_FIRST])
    const first = await place.start([], {unshared: true})
    await untilUpserts(place, 1)
    const run = (await readdir(join(place.home, 'data', 'runs')))[0] ?? ''
    const second = await place.push(['--json'])
    expect([second.code, JSON.parse(second.stdout).error]).toMatchObject([6, {code: 'LOCKED'}])
    expect(second.stdout).toMatch(
      new RegExp(`run ${run}, process 1 on .+another container: its lock expires in \\d+ s unless`),
    )
    const env = {home: place.home, env: place.env}
    const history = await (await startCli(['runs', '--json'], env)).result
    expect(JSON.parse(history.stdout)).toMatchObject([{run, status: 'running'}])
    const pruned = await (await startCli(['runs', 'prune', '--older-than', '0', '--json'], env)).result
    expect(JSON.parse(pruned.stdout)).toEqual({deleted: [], openRejects: 0})
    first.kill('SIGKILL')
    await first.result
    expect((await place.push(['--json'])).code).toBe(6)
  },
)

test('values of refused rows that are too old to be kept are kept while their run goes on', {
  timeout: 60_000,
}, async () => {
  const rows = people(250).replace('p1@example.com', 'first secret').replace('p240@example.com', 'last secret')
  const place = await startPlace(rows, [{...UPSERTS, fault: 'latency', ms: 1500, next: 3}])
  const first = await place.start(['--concurrency', '1', '--json'])
  const rejects = async (): Promise<string> =>
    (await place.runFiles().catch(() => ({}) as Record<string, string>))['rejects.jsonl'] ?? ''
  await expect.poll(rejects, {timeout: 20_000, interval: 10}).toContain('first secret')

  await writeFile(join(place.home, 'companies.csv'), 'external_id,name\nA-1,Acme\n')
  const args = ['push', 'companies.csv', '--object', 'COMPANY', '--key', 'external_id', '--json']
  const env = {...place.env, HUBSPOT_PUSH_KEEP_DAYS: '0'}
  expect((await (await startCli(args, {home: place.home, env})).result).code).toBe(0)
  const summary = JSON.parse((await first.result).stdout)
  expect(summary).toMatchObject({status: 'finished', rows: {read: 250, rejected: 2}})
  const kept = await readFile(summary.rejects.file, 'utf8')
  expect([kept.includes('first secret'), kept.includes('last secret')]).toEqual([true, true])

  expect((await (await startCli(args, {home: place.home, env})).result).code).toBe(0)
  expect(await readFile(summary.rejects.file, 'utf8')).not.toContain('secret')
})
