import {AppError} from '../../errors/app-error.js'
import {decodeUtf8} from '../../input/encoding/decode-utf8.js'
import {type ByteStream, streamBytes} from '../../input/stream-bytes.js'
import {connectEngine} from '../core/connect-engine.js'
import {type Engine, EngineEnded, type EngineOutcome, type EnginePorts} from '../core/engine.js'
import {openEngine} from '../core/open-engine.js'
import {messageLines} from '../messages/message-lines.js'
import type {EngineSettings} from '../settings/engine-settings.js'
import {MessageReader} from './message-reader.js'
import {StateWriter} from './state-writer.js'

export interface SingerPorts extends EnginePorts {
  /** Writes a line to standard output; its end is added. */
  readonly writeLine: (line: string) => void
}

export interface SingerOutcome extends EngineOutcome {
  /** What ended the reading of messages before their end. */
  readonly stopped?: AppError
}

/**
 * A tap's messages to HubSpot, and its states back once they hold: those before a failure too. Throws what goes wrong
 * before the first message.
 */
export async function runSinger(
  settings: EngineSettings,
  input: ByteStream,
  ports: SingerPorts,
): Promise<SingerOutcome> {
  const connection = await connectEngine(settings, ports)
  try {
    const {dataDir, onReject = 'fail'} = settings
    const engine = await openEngine({connection, onReject, ...(dataDir !== undefined && {dataDir})}, ports)
    return await readAndEnd(engine, {settings, input}, ports)
  } finally {
    await connection.close()
  }
}

async function readAndEnd(
  engine: Engine,
  {settings, input}: {readonly settings: EngineSettings; readonly input: ByteStream},
  ports: SingerPorts,
): Promise<SingerOutcome> {
  const {stop, onWarning} = ports
  const states = new StateWriter(ports)
  const reader = new MessageReader({engine, states, settings: settings.streams, onWarning})
  const source = streamBytes(input)
  const closeSource = (): void => void source.close()
  stop.addEventListener('abort', closeSource, {once: true})
  let stopped: AppError | undefined
  try {
    await reader.readAll(messageLines(decodeUtf8(source.blocks)))
    if (!stop.aborted) warnOfOthers(settings, reader.streams, onWarning)
  } catch (error) {
    if (error instanceof AppError && error.code !== 'BUG') stopped = error
    else if (!(error instanceof EngineEnded)) throw await bugOf(error, engine)
  } finally {
    stop.removeEventListener('abort', closeSource)
    await source.close()
  }
  const outcome = await engine.end()
  states.end()
  return {...outcome, ...(stopped && {stopped, exitCode: stopped.exitCode})}
}

/** What was sent is settled before a bug is told. */
async function bugOf(error: unknown, engine: Engine): Promise<unknown> {
  await engine.end().catch(() => {})
  return error
}

/** A misspelt name leaves its stream without settings. */
function warnOfOthers(
  {streams}: EngineSettings,
  known: ReadonlySet<string>,
  onWarning: (message: string) => void,
): void {
  const others = [...streams.keys()].filter(stream => !known.has(stream))
  if (others.length > 0)
    onWarning(
      `The tap sent nothing of ${others.map(name => JSON.stringify(name)).join(', ')}, which the configuration names.`,
    )
}
