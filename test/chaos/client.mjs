// A process that pushes files on request, as `hubspot-push push --resume` would. It is told over IPC and answers with
// the summary.
// SIGINT and SIGTERM mean what they mean at a terminal; SIGKILL is survived by the ledger alone.
import {pushFile} from '../../build/services/push/push-file.js'
import {watchSignals} from '../../build/terminal/signals.js'
import {fastClock} from './fast-clock.mjs'

process.on('message', async ({request, epochMs, speed}) => {
  const stop = new AbortController()
  const abort = new AbortController()
  const signals = watchSignals({stop: () => stop.abort(signals.exitCode()), abort: () => abort.abort()})
  const warnings = []
  try {
    const ports = {
      onEvent: event => void (event.type === 'warning' && warnings.push(event.message)),
      confirm: async () => {},
      stop: stop.signal,
      abort: abort.signal,
    }
    const summary = await pushFile(
      {...request, clock: fastClock(epochMs, speed), resume: true, resumeCommand: () => ({run: ['again']})},
      ports,
    )
    process.send({summary, warnings})
  } catch (error) {
    process.send({error: {code: error.code ?? error.name, message: error.message, stack: error.stack}})
  } finally {
    signals.dispose()
  }
})
process.on('disconnect', () => process.exit())
process.send({ready: true})
