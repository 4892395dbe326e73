// Takes the lock, says so, and keeps it until it is killed: DIST LOCK.
const [dist, lock] = process.argv.slice(2)
const {acquireFileLock} = await import(`${dist}/shared/locks/file-lock.js`)
const {systemClock} = await import(`${dist}/shared/system-clock.js`)

await acquireFileLock(lock, {waitMs: 10_000, clock: systemClock, note: 'run 7'})
process.stdout.write('held\n')
setInterval(() => {}, 1 << 30)
