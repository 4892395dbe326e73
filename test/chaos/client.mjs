// A process that pushes files on request, as `hubspot-push push --resume` would, or undoes a run. It is told over IPC and answers with
// the summary.
// SIGINT and SIGTERM mean what they mean at a terminal; SIGKILL is survived by the ledger alone.
import {appendFileSync, createReadStream} from 'node:fs'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {ProtocolOutput} from '../../build/engines/airbyte/protocol/protocol-output.js'
import {runWrite} from '../../build/engines/airbyte/write/run-write.js'
import {readSettings} from '../../build/engines/settings/read-settings.js'
import {runSinger} from '../../build/engines/singer/run-singer.js'
import {pushFile} from '../../build/services/push/push-file.js'
import {undoRun} from '../../build/services/undo/undo-run.js'
import {watchSignals} from '../../build/terminal/signals.js'
import {fastClock} from './fast-clock.mjs'

process.on('message', async ({request, undo, singer, airbyte, epochMs, speed}) => {
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
    if (singer !== undefined) {
      process.send({outcome: await playSinger(singer, {...ports, clock})})
      return
    }
    if (airbyte !== undefined) {
      process.send({outcome: await playAirbyte(airbyte, {...ports, clock})})
      return
    }
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
/** What it prints is in a file before anything else happens. */
async function playSinger({config, input, printed, ...others}, {onEvent, stop, abort, clock}) {
  const onWarning = () => {}
  const {stopped, ...outcome} = await runSinger(readSettings(config, {onWarning}), createReadStream(input), {
    ...{...others, onEvent, stop, abort, clock, onWarning, version: 'chaos'},
    onRefreshToken: () => {},
    writeLine: line => appendFileSync(printed, `${line}\n`),
  })
  return {...outcome, ...(stopped && {failure: {message: stopped.message}})}
}

async function playAirbyte({config, catalog, input, printed, home, ...others}, ports) {
  const files = {config: join(home, 'config.json'), catalog: join(home, 'catalog.json')}
  const {streams} = config
  const listed = {...config, streams: Object.entries(streams).map(([stream, each]) => ({...each, stream}))}
  await writeFile(files.config, JSON.stringify(listed))
  await writeFile(files.catalog, JSON.stringify(catalog))
  const writeLine = line => appendFileSync(printed, `${line}\n`)
  const output = new ProtocolOutput({writeLine, mask: text => text, now: () => 0})
  const engine = {...others, ...ports, version: 'chaos', output, hide: () => {}}
  return {exitCode: await runWrite(files, createReadStream(input), engine)}
}

process.on('disconnect', () => process.exit())
process.send({ready: true})
