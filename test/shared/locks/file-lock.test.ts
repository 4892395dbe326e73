import {readdir, readFile, stat, utimes, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Clock} from '../../../src/shared/clock.js'
import {acquireFileLock, LockHeld} from '../../../src/shared/locks/file-lock.js'
import {ownIdentity} from '../../../src/shared/locks/process-identity.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {canUnshare, firstWord, killHard, outputOf, startScript} from '../../support/start-script.js'
import {tempDir} from '../../support/temp-dir.js'

const atOnce = {waitMs: 0, clock: systemClock}

test('a second holder is refused and told who holds the lock, since when, and for what', async () => {
  const path = join(await tempDir(), 'lock')
  await acquireFileLock(path, {...atOnce, note: 'run 7'})
  const refused = await acquireFileLock(path, atOnce).catch(error => error)
  expect(refused).toBeInstanceOf(LockHeld)
  expect(refused.holder).toMatchObject({
    pid: process.pid,
    note: 'run 7',
    startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
  })
})

test('a released lock can be taken again and leaves no file behind', async () => {
  const directory = await tempDir()
  const path = join(directory, 'lock')
  for (let round = 0; round < 3; round++) await (await acquireFileLock(path, atOnce)).release()
  expect(await readdir(directory)).toEqual([])
})

test('a waiter gets the lock as soon as it is released', async () => {
  const path = join(await tempDir(), 'lock')
  const first = await acquireFileLock(path, atOnce)
  const second = acquireFileLock(path, {waitMs: 10_000, clock: systemClock})
  await first.release()
  await (await second).release()
})

test('a wait ends with the signal that aborts it', async () => {
  const path = join(await tempDir(), 'lock')
  await acquireFileLock(path, atOnce)
  const stop = new AbortController()
  const waiting = acquireFileLock(path, {waitMs: 60_000, clock: systemClock, signal: stop.signal})
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test('the lock of a killed process is taken over without waiting', async () => {
  const path = join(await tempDir(), 'lock')
  const holder = startScript('shared/support/lock-holder.mjs', [path])
  await firstWord(holder)
  await killHard(holder)
  await (await acquireFileLock(path, atOnce)).release()
})

test.skipIf(process.platform !== 'linux')(
  'a pid that now belongs to another process does not keep the lock',
  async () => {
    const path = join(await tempDir(), 'lock')
    await acquireFileLock(path, atOnce)
    const lock = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({...lock, born: 'an earlier boot:1', token: 'other'}))
    await (await acquireFileLock(path, atOnce)).release()
  },
)

test('an empty lock file, as a power cut leaves it, does not lock for ever', async () => {
  const path = join(await tempDir(), 'lock')
  await writeFile(path, '')
  await (await acquireFileLock(path, atOnce)).release()
})

test('a process that died while it removed a dead lock does not lock for ever', async () => {
  const directory = await tempDir()
  const path = join(directory, 'lock')
  const gone = {pid: 0x7ffffff0, startedAt: '2026-01-01T00:00:00.000Z'}
  await writeFile(path, JSON.stringify({...gone, token: 'one'}))
  await writeFile(`${path}.one.stale`, JSON.stringify({...gone, token: 'two'}))
  await (await acquireFileLock(path, atOnce)).release()
  expect(await readdir(directory)).toEqual([])
})

test('releasing a lock that somebody else took leaves it to them', async () => {
  const path = join(await tempDir(), 'lock')
  const mine = await acquireFileLock(path, atOnce)
  const theirs = JSON.stringify({pid: process.pid, startedAt: '2026-01-01T00:00:00.000Z', token: 'theirs'})
  await writeFile(path, theirs)
  await mine.release()
  expect(await readFile(path, 'utf8')).toBe(theirs)
})

test('eight processes that take over one dead lock after another never hold it together', async () => {
  const directory = await tempDir()
  const path = join(directory, 'lock')
  const holder = startScript('shared/support/lock-holder.mjs', [path])
  await firstWord(holder)
  await killHard(holder)
  const contenders = Array.from({length: 8}, () =>
    startScript('shared/support/lock-contender.mjs', [path, join(directory, 'inside'), '10']),
  )
  const outputs = await Promise.all(contenders.map(outputOf))
  expect(outputs).toEqual(Array.from({length: 8}, () => 'done\n'))
  expect(await readdir(directory)).toEqual(['lock'])
})

test.each([0, -1, 1.5, '7'])('a lock with the pid %j is none: a signal to it would reach others', async pid => {
  const path = join(await tempDir(), 'lock')
  await writeFile(path, JSON.stringify({pid, startedAt: '2026-01-01T00:00:00.000Z', token: 'one'}))
  await (await acquireFileLock(path, atOnce)).release()
})

test('a lock of an older version is judged by its pid', async () => {
  const path = join(await tempDir(), 'lock')
  const {pid, born} = ownIdentity()
  await writeFile(path, JSON.stringify({pid, born, startedAt: '2026-01-01T00:00:00.000Z', note: 'run 7', token: 'one'}))
  expect(await acquireFileLock(path, atOnce).catch(error => error)).toMatchObject({
    holder: {note: 'run 7'},
    staleInMs: undefined,
  })
})

const elsewhere = {
  pid: 1,
  host: 'other',
  pidNamespace: 'pid:[1]',
  born: 'x:1',
  startedAt: '2026-01-01T00:00:00.000Z',
  token: 'one',
}

/** Time passes only while somebody waits, and for the file system as well. */
function virtualClock(): Clock {
  const start = Date.now()
  let passed = 0
  return {
    now: () => start + passed,
    monotonic: () => 5000 + passed,
    sleep: async ms => {
      passed += ms
    },
  }
}

async function heldElsewhere(silentMs: number): Promise<string> {
  const path = join(await tempDir(), 'lock')
  await writeFile(path, JSON.stringify(elsewhere))
  const touched = new Date(Date.now() - silentMs)
  await utimes(path, touched, touched)
  return path
}

test('a holder of another container is not judged by a pid of this one, and is told to be gone in what is left of a minute', async () => {
  const refused = await acquireFileLock(await heldElsewhere(20_000), atOnce).catch(error => error)
  expect(refused).toBeInstanceOf(LockHeld)
  expect(refused.staleInMs).toBeGreaterThan(38_000)
  expect(refused.staleInMs).toBeLessThan(40_100) // the clock of a file system goes by ticks
})

test.each([
  ['a wait', {waitMs: 90_000}],
  ['who outwaits it', {waitMs: 0, outwaitsSilent: true}],
])('%s lasts until a silent holder elsewhere counts as gone', async (_, patience) => {
  const clock = virtualClock()
  const before = clock.now()
  await (await acquireFileLock(await heldElsewhere(1000), {...patience, clock, watchMs: 12_000})).release()
  expect(clock.now() - before).toBeGreaterThanOrEqual(59_000)
  expect(clock.now() - before).toBeLessThan(61_000)
})

test('a lock that looks old is watched before it is taken, since a clock may have been set', async () => {
  const clock = virtualClock()
  const before = clock.now()
  await (await acquireFileLock(await heldElsewhere(3_600_000), {waitMs: 0, clock, watchMs: 12_000})).release()
  expect(clock.now() - before).toBeGreaterThanOrEqual(12_000)
  expect(clock.now() - before).toBeLessThan(13_000)
})

test('a lock that looks old and is touched meanwhile is held by a living one', async () => {
  const path = await heldElsewhere(3_600_000)
  const clock = virtualClock()
  const sleep = async (): Promise<void> => {
    await clock.sleep(1000)
    await writeFile(path, JSON.stringify(elsewhere))
  }
  await expect(acquireFileLock(path, {waitMs: 0, clock: {...clock, sleep}, watchMs: 12_000})).rejects.toBeInstanceOf(
    LockHeld,
  )
})

test('a holder says again and again that it lives, and knows when somebody else has its lock', async () => {
  const path = join(await tempDir(), 'lock')
  const clock = virtualClock()
  const lock = await acquireFileLock(path, {waitMs: 0, clock, touchMs: 5, note: 'one'})
  await utimes(path, new Date(0), new Date(0))
  await expect.poll(async () => (await stat(path)).mtimeMs, {interval: 2}).toBeGreaterThan(0)
  await lock.describe('two')
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({note: 'two', pid: process.pid})
  await clock.sleep(3_600_000) // the machine slept
  expect(await lock.isHeld()).toBe(true)
  await writeFile(path, JSON.stringify(elsewhere))
  await expect.poll(() => lock.isHeld(), {interval: 2}).toBe(false)
  await lock.release()
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(elsewhere)
})

test('those who wait are served in the order in which they came, past one who is gone, and a newcomer waits behind them', async () => {
  const directory = await tempDir()
  const path = join(directory, 'lock')
  const first = await acquireFileLock(path, {...atOnce, queued: true})
  const tickets = async (): Promise<string[]> =>
    (await readdir(`${path}.queue`).catch(() => [])).filter(name => !name.endsWith('.new'))
  const served: number[] = []
  const waiting: Promise<unknown>[] = []
  for (const each of [1, 2, 3, 4]) {
    const lock = acquireFileLock(path, {waitMs: 20_000, clock: systemClock, queued: true, note: `${each}`})
    waiting.push(
      lock.then(async held => {
        served.push(each)
        await held.release()
      }),
    )
    await expect.poll(async () => (await tickets()).length, {interval: 2}).toBe(each)
    if (each === 2)
      await writeFile(
        join(`${path}.queue`, '000000000000-dead'),
        JSON.stringify({...elsewhere, host: undefined, pid: 0x7ffffff0}),
      )
    if (each === 2) await expect.poll(async () => (await tickets()).length, {interval: 2}).toBe(2)
  }
  await first.release()
  await expect(acquireFileLock(path, {...atOnce, queued: true})).rejects.toBeInstanceOf(LockHeld)
  await Promise.all(waiting)
  expect(served).toEqual([1, 2, 3, 4])
  expect(await readdir(directory)).toEqual([])
})

test.skipIf(!canUnshare())(
  'a holder in another PID namespace keeps its lock, living or killed, until it was silent for a minute',
  async () => {
    const path = join(await tempDir(), 'lock')
    const holder = startScript('shared/support/lock-holder.mjs', [path], {unshared: true})
    await firstWord(holder)
    expect(JSON.parse(await readFile(path, 'utf8')).pid).toBe(1)
    const living = await acquireFileLock(path, atOnce).catch(error => error)
    expect(living).toMatchObject({name: 'LockHeld', holder: {pid: 1, note: 'run 7'}, staleInMs: expect.any(Number)})
    await killHard(holder)
    expect(await acquireFileLock(path, atOnce).catch(error => error)).toMatchObject({
      name: 'LockHeld',
      staleInMs: expect.any(Number),
    })
    const clock = virtualClock()
    await (await acquireFileLock(path, {waitMs: 90_000, clock, watchMs: 12_000})).release()
  },
)

test.skipIf(!canUnshare())(
  'eight processes in PID namespaces of their own, each of them pid 1, never hold one lock together',
  async () => {
    const directory = await tempDir()
    const path = join(directory, 'lock')
    const args = [path, join(directory, 'inside'), '5', 'release']
    const contenders = Array.from({length: 8}, () =>
      startScript('shared/support/lock-contender.mjs', args, {unshared: true}),
    )
    expect(await Promise.all(contenders.map(outputOf))).toEqual(Array.from({length: 8}, () => 'done\n'))
    expect(await readdir(directory)).toEqual([])
  },
)
