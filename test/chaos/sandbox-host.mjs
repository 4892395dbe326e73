// A process that serves sandboxes on request, one at a time, and strikes at a client when a certain request arrives.
import {subscribe} from 'node:diagnostics_channel'
import {monitorEventLoopDelay} from 'node:perf_hooks'
import {startSandbox} from '../../build/sandbox/sandbox.js'
import {fastClock} from './fast-clock.mjs'

let sandbox
let oracle
let strike
/** Requests that are counted until the strike. */
const WRITES = /\/batch\/(upsert|update|create)$/
let counted = WRITES
let upserts = 0
let sleptTooLongMs = 0
const lag = monitorEventLoopDelay({resolution: 5})

/** The time before the play: whatever is in the portal by then is older than the first push. */
const LONG_AGO_MS = 60_000
let timeOfDay = () => Date.now() - LONG_AGO_MS

/**
 * Sleeps in real time, tells the time of the clients, who compare it with their own; notes by how much a late commit
 * came later than it was meant to.
 */
const clock = {
  now: () => timeOfDay(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const wakeAt = Date.now() + ms
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        sleptTooLongMs = Math.max(sleptTooLongMs, Date.now() - wakeAt)
        resolve()
      }, ms)
      signal?.addEventListener('abort', stop, {once: true})
    }),
}

subscribe('http.server.request.start', ({request}) => {
  if (oracle !== undefined || !counted.test(request.url)) return
  upserts += 1
  if (strike === undefined || upserts < strike.at) return
  const {pid, signals} = strike
  strike = undefined
  try {
    for (const signal of signals) process.kill(pid, signal)
  } catch {} // it ended before
})

const orders = {
  async start({counts, ...options}) {
    counted = counts === undefined ? WRITES : new RegExp(counts)
    timeOfDay = () => Date.now() - LONG_AGO_MS
    sandbox = await startSandbox({...options, limits: false, clock})
    upserts = sleptTooLongMs = 0
    lag.reset()
    lag.enable()
    const {url, token, clientId, clientSecret, portalId} = sandbox
    return {url, token, clientId, clientSecret, portalId}
  },
  /** From now on time goes as fast as it does for clients with this epoch. */
  hurry({speed}) {
    const epochMs = Date.now()
    timeOfDay = fastClock(epochMs, speed).now
    return {epochMs}
  },
  /** Signals for a process once so many upserts more have arrived; without an argument none. */
  strike(next) {
    strike = next && {...next, at: upserts + next.after}
  },
  /** A second portal, which fails at nothing; what is sent from now on strikes nobody. */
  async oracle({seed, switches}) {
    oracle = await startSandbox({seed, switches, limits: false, clock})
    return {url: oracle.url, token: oracle.token}
  },
  async stop() {
    await sandbox.settled()
    await sandbox.close()
    await oracle?.close()
    oracle = undefined
    lag.disable()
    return {upserts, lagMs: sleptTooLongMs + lag.max / 1e6}
  },
}

process.on('message', async ({order, argument}) => {
  try {
    process.send({answer: (await orders[order](argument)) ?? {}})
  } catch (error) {
    process.send({error: error.stack})
  }
})
process.on('disconnect', () => process.exit())
process.send({ready: true})
