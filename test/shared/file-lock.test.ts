import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {acquireFileLock, LockHeld} from '../../src/shared/file-lock.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {firstWord, killHard, outputOf, startScript} from '../support/start-script.js'
import {tempDir} from '../support/temp-dir.js'

const atOnce = {waitMs: 0, clock: systemClock}

test('a second holder is refused and told who holds the lock, since when, and for what', async () => {
  const path = join(await tempDir(), 'lock')
  await acquireFileLock(path, {...atOnce, note: 'run 7'})
  const refused = await acquireFileLock(path, atOnce).catch(error => error)
  expect(refused).toBeInstanceOf(LockHeld)
  expect(refused.holder).toMatchObject({pid: process.pid, note: 'run 7', startedAt: expect.stringMatching(/^\d{4}-.*Z$/)})
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

test.skipIf(process.platform !== 'linux')('a pid that now belongs to another process does not keep the lock', async () => {
  const path = join(await tempDir(), 'lock')
  await acquireFileLock(path, atOnce)
  const lock = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({...lock, born: 'an earlier boot:1', token: 'other'}))
  await (await acquireFileLock(path, atOnce)).release()
})

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
