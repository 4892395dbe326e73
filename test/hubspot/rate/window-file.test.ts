import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {emptyWindow, type RateWindow, recordSend} from '../../../src/hubspot/rate/rate-window.js'
import {createWindowFile} from '../../../src/hubspot/rate/window-file.js'
import {type Clock, monotonicNow} from '../../../src/shared/clock.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {tempDir} from '../../support/temp-dir.js'

const sendOneBy = (clock: Clock) => (stored: RateWindow | undefined) => ({
  common: recordSend(stored ?? emptyWindow(), monotonicNow(clock)),
  was: stored,
})
const sendOne = sendOneBy(systemClock)

/** A busy machine takes its time: a hundredth of it counts. */
const patientClock: Clock = {...systemClock, monotonic: () => monotonicNow(systemClock) / 100}

async function newPath(): Promise<string> {
  return join(await tempDir(), 'cache', 'rate', 'app.json')
}

const countOf = (window: RateWindow | undefined): number =>
  (window?.sent ?? []).reduce((sum, {count}) => sum + count, 0)

test('what one process keeps another finds, and nothing is lost when many write at once', async () => {
  const path = await newPath()
  const update = () => createWindowFile(path, patientClock).update(sendOneBy(patientClock))
  await Promise.all([update(), update(), update(), update()])
  expect(countOf((await update())?.was)).toBe(4)
  expect(await readdir(join(path, '..'))).toEqual(['app.json'])
})

test.each([
  ['cut off', '{"max":1'],
  ['of another kind', '{"max":"many"}'],
  ['from the future', JSON.stringify({...emptyWindow(), sent: [{atMs: Date.now() + 3_600_000, count: 100}]})],
  ['closed for years', JSON.stringify({...emptyWindow(), closedUntilMs: Date.now() + 1e12})],
  [
    'of an earlier start of the machine',
    JSON.stringify({...emptyWindow(), sent: [{atMs: 1, count: 100}], boot: 'earlier'}),
  ],
  ['of a version that went by the date', JSON.stringify({...emptyWindow(), sent: [{atMs: Date.now(), count: 100}]})],
  ['empty', ''],
])('a file that is %s counts as none and is replaced', async (_, text) => {
  const path = await newPath()
  await mkdir(join(path, '..'), {recursive: true})
  await writeFile(path, text)
  const file = createWindowFile(path, systemClock)
  expect(await file.update(sendOne)).toMatchObject({was: undefined})
  expect(countOf(JSON.parse(await readFile(path, 'utf8')))).toBe(1)
})

test('where the file cannot be written the process is on its own, and does not try again at once', async () => {
  const path = await newPath()
  await writeFile(join(path, '../../..', 'cache'), 'a file where the directory should be')
  const file = createWindowFile(path, systemClock)
  expect(await file.update(sendOne)).toBeUndefined()
  let asked = 0
  await file.update(stored => {
    asked += 1
    return sendOne(stored)
  })
  expect(asked).toBe(0)
})

/** Takes the lock as hubspot-push does, says so, and does nothing more. */
async function holdLock(path: string): Promise<ReturnType<typeof spawn>> {
  const lock = new URL('../../../build/shared/locks/file-lock.js', import.meta.url).href
  const clock = new URL('../../../build/shared/system-clock.js', import.meta.url).href
  const script = `const {acquireFileLock} = await import(${JSON.stringify(lock)}); const {systemClock: clock} = await import(${JSON.stringify(clock)})
    await acquireFileLock(${JSON.stringify(`${path}.lock`)}, {waitMs: 0, clock}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {stdio: ['ignore', 'pipe', 'inherit']})
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

test('a process that hangs with the lock holds nobody up for long; one that died with it, not at all', async () => {
  const path = await newPath()
  const holder = await holdLock(path)
  const startMs = Date.now()
  expect(await createWindowFile(path, systemClock).update(sendOne)).toBeUndefined()
  expect(Date.now() - startMs).toBeLessThan(5000)
  holder.kill('SIGKILL')
  await once(holder, 'close')
  expect(await createWindowFile(path, patientClock).update(sendOneBy(patientClock))).toMatchObject({was: undefined})
})
