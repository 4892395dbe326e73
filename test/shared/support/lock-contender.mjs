// One process of the contention test: DIST LOCK INSIDE ROUNDS [release]. Writes "overlap" when somebody else was inside
// as well.
// Unless it shall release the lock, it leaves it as a killed process would, so that every turn begins with a takeover.
import {randomBytes} from 'node:crypto'
import {closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync} from 'node:fs'
import {setTimeout} from 'node:timers/promises'

const [dist, lock, inside, rounds, releases] = process.argv.slice(2)
const {acquireFileLock} = await import(`${dist}/shared/locks/file-lock.js`)
const {systemClock} = await import(`${dist}/shared/system-clock.js`)

function dieWithLock() {
  const token = randomBytes(6).toString('hex')
  const left = {...JSON.parse(readFileSync(lock, 'utf8')), pid: 0x7ffffff0, token}
  writeFileSync(`${lock}.${token}`, JSON.stringify(left))
  renameSync(`${lock}.${token}`, lock)
}

for (let round = 0; round < Number(rounds); round++) {
  const held = await acquireFileLock(lock, {waitMs: 25_000, clock: systemClock})
  try {
    closeSync(openSync(inside, 'wx'))
    await setTimeout(2)
    unlinkSync(inside)
    if (releases) await held.release()
    else dieWithLock()
  } catch (error) {
    process.stdout.write(`overlap ${error.code}\n`)
  }
}
process.stdout.write('done\n')
