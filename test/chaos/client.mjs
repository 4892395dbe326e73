// A process that pushes files on request, as `hubspot-push push --resume` would, or undoes a run. It is told over IPC and answers with
// the summary.
// SIGINT and SIGTERM mean what they mean at a terminal; SIGKILL is survived by the ledger alone.
import {pushFile} from '../../build/services/push/push-file.js'
import {undoRun} from '../../build/services/undo/undo-run.js'
import {watchSignals} from '../../build/terminal/signals.js'
import {fastClock} from './fast-clock.mjs'

process.on('message', async ({request, undo, epochMs, speed}) => {
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
    const clock = fastClock(epochMs, speed)
    const summary =
      undo === undefined
        ? await pushFile({...request, clock, resume: true, resumeCommand: () => ({run: ['again']})}, ports)
        : await undoRun({...undo, clock}, ports)
    process.send({summary, warnings})
  } catch (error) {
    process.send({error: {code: error.code ?? error.name, message: error.message, stack: error.stack}})
  } finally {
    signals.dispose()
  }
})
process.on('disconnect', () => process.exit())
process.send({ready: true})
