import type {Clock} from './clock.js'
import {bootId} from './locks/process-identity.js'

/** The real time and real timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => {
    const [seconds, nanoseconds] = process.hrtime() // of the machine; performance.now() begins with each process
    return seconds * 1000 + nanoseconds / 1e6
  },
  boot: bootId,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const wake = () => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      const stop = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', stop, {once: true})
    }),
}
