/**
 * Milliseconds of the processor that something takes. Of the clock on the wall a busy machine takes part for other
 * programs: a bound on that says as much of the machine as of what is measured.
 */
export function computingMs(go: () => void): number {
  const before = process.cpuUsage()
  go()
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1000
}
