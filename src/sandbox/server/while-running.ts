import type {MovableClock} from '../basics/movable-clock.js'

/** Between requests, unless the clock stands: then only requests move anything. */
export function whileRunning(clock: MovableClock, onBug: (error: unknown) => void) {
  return (work: () => void): boolean => {
    if (clock.state().standing) return false
    setImmediate(() => {
      try {
        work()
      } catch (error) {
        onBug(error)
      }
    })
    return true
  }
}
