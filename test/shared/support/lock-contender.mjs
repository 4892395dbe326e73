// One process of the contention test: DIST LOCK INSIDE ROUNDS. Writes "overlap" when somebody else was inside as well.
import {closeSync, openSync, unlinkSync} from 'node:fs'

const [dist, lock, inside, rounds] = process.argv.slice(2)
const {acquireFileLock} = await import(`${dist}/shared/file-lock.js`)
const {systemClock} = await import(`${dist}/shared/system-clock.js`)

for (let round = 0; round < Number(rounds); round++) {
  const held = await acquireFileLock(lock, {waitMs: 25_000, clock: systemClock})
  try {
    closeSync(openSync(inside, 'wx'))
    await new Promise(resolve => setImmediate(resolve))
    unlinkSync(inside)
  } catch (error) {
    process.stdout.write(`overlap ${error.code}\n`)
  }
  await held.release()
}
process.stdout.write('done\n')
