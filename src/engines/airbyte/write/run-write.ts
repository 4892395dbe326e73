import {AppError} from '../../../errors/app-error.js'
import {say} from '../../../errors/next-step.js'
import {decodeUtf8} from '../../../input/encoding/decode-utf8.js'
import {type ByteStream, streamBytes} from '../../../input/stream-bytes.js'
import {type Engine, EngineEnded, type StreamOutcome} from '../../core/engine.js'
import {openEngine} from '../../core/open-engine.js'
import type {StreamPlan} from '../../core/stream.js'
import {messageLines} from '../../messages/message-lines.js'
import type {EngineSettings, StreamSettings} from '../../settings/engine-settings.js'
import {NO_SETTINGS} from '../../settings/read-stream.js'
import {readText} from '../../settings/read-text.js'
import {describeStream} from '../../words/describe-outcome.js'
import {type AirbytePorts, openPortal} from '../portal/open-portal.js'
import {type Failure, failureOf, traceOf} from '../protocol/describe-failure.js'
import {StreamEnds} from '../protocol/stream-ends.js'
import {type StreamName, shownStream} from '../protocol/stream-name.js'
import {readCatalog} from './configured-catalog.js'
import {usableDataDir} from './data-directory.js'
import {planStream} from './plan-stream.js'
import {MessageWriter, type PlannedStream} from './write-messages.js'
import {failureOfWrite} from './write-outcome.js'

export interface WriteFiles {
  readonly config: string
  readonly catalog: string
}

/**
 * `write`: standard input to HubSpot, and its states back once they hold. Gives the exit code; what goes wrong before
 * the first message is thrown.
 */
export async function runWrite(files: WriteFiles, input: ByteStream, ports: AirbytePorts): Promise<number> {
  const catalog = readCatalog(await readText(files.catalog, 'The catalog'))
  const {settings, connection, enginePorts} = await openPortal(files.config, ports)
  try {
    warnOfOthers(
      settings,
      catalog.map(({stream}) => stream),
      ports,
    )
    const streams = catalog.map(each => ({
      name: each.stream,
      plan: planStream(each, settingsOf(each.stream, settings), enginePorts.onWarning),
    }))
    const dataDir = await usableDataDir(settings, enginePorts)
    const engine = await openEngine({dataDir, connection, onReject: settings.onReject ?? 'keep'}, enginePorts)
    return await writeAll({engine, streams, input}, ports)
  } finally {
    await connection.close()
  }
}

/** With its namespace, else by its name alone. */
function settingsOf(stream: StreamName, {streams}: EngineSettings): StreamSettings {
  return streams.get(shownStream(stream)) ?? streams.get(stream.name) ?? NO_SETTINGS
}

/** A misspelt name would leave its stream without settings. */
function warnOfOthers({streams}: EngineSettings, known: readonly StreamName[], {output}: AirbytePorts): void {
  const names = new Set(known.flatMap(stream => [stream.name, shownStream(stream)]))
  for (const stream of streams.keys()) {
    if (!names.has(stream))
      output.log('WARN', `The configuration has stream ${stream}, which this connection does not sync.`)
  }
}

interface Writing {
  readonly engine: Engine
  readonly streams: readonly PlannedStream[]
  readonly input: ByteStream
}

/** States that hold are printed whatever happens, then the reason why not all do. */
async function writeAll({engine, streams, input}: Writing, ports: AirbytePorts): Promise<number> {
  const {output, stop} = ports
  const names = streams.map(({name}) => name)
  const ends = new StreamEnds(names)
  const source = streamBytes(input)
  stop.addEventListener('abort', () => void source.close(), {once: true})
  let stopped: Failure | undefined
  try {
    for (const {plan} of streams) await openStream(plan, engine)
    await new MessageWriter(streams, {engine, output, ends}).writeAll(messageLines(decodeUtf8(source.blocks)))
  } catch (error) {
    stopped = failureOfReading(error)
    if (stopped === undefined && !stop.aborted) throw await bugOf(error, engine) // what is given up throws anything
  } finally {
    await source.close()
  }
  const outcome = await engine.end()
  for (const stream of outcome.streams) output.log('INFO', describeOutcome(stream))
  const failure = failureOfWrite({outcome, stopped, streams: names, ends})
  if (failure !== undefined) output.error(traceOf(failure))
  return failure?.exitCode ?? 0
}

/** A primary key of the source is rarely a property of HubSpot: then the message says what to set. */
async function openStream(plan: StreamPlan, engine: Engine): Promise<void> {
  try {
    await engine.openStream(plan)
  } catch (error) {
    const [field] = plan.keyFields
    if (!(error instanceof AppError) || field === undefined || !OF_THE_KEY.has(error.code)) throw error
    const hint = `set "key" of ${plan.stream} to the property that records are matched on; without it, that is the primary key of the stream, ${field}`
    throw new AppError(error.code, error.message, {next: [say(hint)], cause: error})
  }
}

const OF_THE_KEY: ReadonlySet<string> = new Set(['UNKNOWN_PROPERTY', 'KEY_NOT_UNIQUE', 'KEY_REQUIRED'])

function describeOutcome(outcome: StreamOutcome): string {
  const runs = outcome.rejectsIn.map(run => `hubspot-push rejects ${run}`)
  return `${describeStream(outcome)}.${runs.length === 0 ? '' : ` Rejected records: ${runs.join(', ')}`}`
}

/** Undefined for a bug. */
function failureOfReading(error: unknown): Failure | undefined {
  if (error instanceof EngineEnded) return error.failure
  return error instanceof AppError && error.code !== 'BUG' ? failureOf(error) : undefined
}

/** What is under way is settled, and its states are printed, before a bug is told. */
async function bugOf(error: unknown, engine: Engine): Promise<unknown> {
  await engine.end().catch(() => {})
  return error
}
