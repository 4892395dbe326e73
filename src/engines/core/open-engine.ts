import {resolve} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {EXIT} from '../../errors/error-codes.js'
import type {PushEvent} from '../../push/run/push-event.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {RunStore} from '../../runs/run-store.js'
import type {Connection} from '../../services/portal/connect.js'
import {dropExpiredValues} from '../../services/push/drop-expired-values.js'
import type {EngineSettings} from '../settings/engine-settings.js'
import type {Engine, EngineFailure, EngineOutcome, EnginePorts, Release} from './engine.js'
import {EngineEnded} from './engine.js'
import {makeDataDir} from './make-data-dir.js'
import {Markers} from './markers.js'
import {ObjectLane} from './object-lane.js'
import {OpenStream} from './open-stream.js'
import {planStream} from './plan-stream.js'
import type {EngineRow, StreamPlan} from './stream.js'
import type {StreamRun} from './stream-run.js'

export interface EngineSetting extends Pick<EngineSettings, 'dataDir'> {
  readonly connection: Connection
  /** What rejected records do to the exit code. */
  readonly onReject: 'keep' | 'fail'
}

/** Throws AppError USAGE, and SETTINGS_INVALID for a directory that cannot be written to. */
export async function openEngine(setting: EngineSetting, ports: EnginePorts): Promise<Engine> {
  const dataDir = resolve(setting.dataDir ?? ports.dirs.data)
  await makeDataDir(dataDir)
  await dropExpiredValues(new RunStore(dataDir), {env: ports.env, dirs: {data: dataDir}}, ports.clock.now())
  return new StreamEngine({...setting, dataDir}, ports)
}

/** Where so many markers wait, with what their callers keep for them, more are taken once some were released. */
const MANY_MARKERS = 20_000

class StreamEngine implements Engine {
  readonly #setting: EngineSetting & {readonly dataDir: string}
  readonly #ports: EnginePorts
  readonly #markers = new Markers(() => this.#wake())
  readonly #streams = new Map<string, OpenStream>()
  readonly #lanes = new Map<string, ObjectLane>()
  readonly #warned = new Set<string>()
  #wake: () => void = () => {}
  #failure: EngineFailure | undefined
  #thrown: unknown

  constructor(setting: EngineSetting & {readonly dataDir: string}, ports: EnginePorts) {
    this.#setting = setting
    this.#ports = ports
  }

  async openStream(plan: StreamPlan): Promise<void> {
    const known = this.#streams.get(plan.stream)
    if (known?.isPlanned(plan) === true) return
    if (known !== undefined) await this.#endRun(known)
    this.#throwFailure()
    const planned = await this.#unlessStopped(planStream(plan, this.#setting.connection.hubspot))
    const {leftOut} = planned
    if (leftOut.length > 0) this.#warnOnce(`Stream ${JSON.stringify(plan.stream)}: ${describeLeftOut(leftOut)}`)
    if (known === undefined) this.#streams.set(plan.stream, new OpenStream(plan, planned))
    else Object.assign(known, {plan, planned})
  }

  write(name: string, row: EngineRow): Promise<void> | undefined {
    this.#throwFailure()
    const stream = this.#streams.get(name)
    if (stream === undefined) throw new Error(`Stream ${name} was never opened: this is a bug in hubspot-push.`)
    const {run, planned} = stream
    const isActive = run !== undefined && this.#lanes.get(planned.object.objectTypeId)?.isActive(run) === true
    return isActive ? run.add(row) : this.#unlessStopped(this.#activate(stream).then(active => active.add(row)))
  }

  mark(release: Release, stream?: string): Promise<void> | undefined {
    this.#markers.mark(release, stream)
    return this.#markers.open < MANY_MARKERS ? undefined : this.#fewerMarkers()
  }

  async end(): Promise<EngineOutcome> {
    await Promise.all([...this.#streams.values()].map(stream => this.#endRun(stream)))
    for (const lane of this.#lanes.values()) await lane.close()
    if (this.#thrown !== undefined) throw this.#thrown
    const streams = [...this.#streams.values()]
    const hasRejects = this.#setting.onReject === 'fail' && streams.some(stream => stream.hasRejects)
    const failure = this.#failure ?? this.#stopped()
    const exitCode = failure?.exitCode ?? (hasRejects ? EXIT.rowsRejected : EXIT.ok)
    return {exitCode, failure, streams: streams.map(stream => stream.outcome())}
  }

  /** A signal ends waits and calls with an error of any kind. */
  async #unlessStopped<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      const failure = this.#stopped()
      throw failure === undefined || this.#thrown !== undefined ? error : new EngineEnded(failure)
    }
  }

  async #activate(stream: OpenStream): Promise<StreamRun> {
    if (stream.run?.isEnding === true) await this.#endRun(stream)
    this.#throwFailure()
    const lane = await this.#laneOf(stream)
    const {run, plan, planned, earlier} = stream
    const active = await lane.activate(run, {plan, planned, earlier})
    if (active !== run) {
      stream.run = active
      active.done.catch(error => this.#bug(error))
      void active.done.then(summary => this.#note(summary)).catch(() => {})
    }
    return active
  }

  async #laneOf({planned}: OpenStream): Promise<ObjectLane> {
    const {objectTypeId} = planned.object
    const known = this.#lanes.get(objectTypeId)
    if (known !== undefined) return known
    const {dataDir, connection} = this.#setting
    const setting = {dataDir, connection, markers: this.#markers, onEvent: this.#onEvent}
    const lane = await ObjectLane.open(setting, planned, this.#ports)
    this.#lanes.set(objectTypeId, lane)
    return lane
  }

  /** Counts what became of its records. */
  async #endRun(stream: OpenStream): Promise<void> {
    const {run} = stream
    stream.run = undefined
    if (run === undefined) return
    try {
      const summary = await run.end()
      stream.add(summary)
      this.#note(summary)
    } catch (error) {
      this.#bug(error)
    }
  }

  /** A run that ends before its records do ends the engine. */
  #note({status, reason, exitCode}: PushSummary): void {
    if (status === 'finished') return
    this.#failure ??= reason === undefined ? signalled(exitCode) : {...reason, exitCode}
    this.#wake()
  }

  #bug(error: unknown): void {
    this.#thrown ??= error
    this.#failure ??= {message: error instanceof Error ? error.message : String(error), exitCode: EXIT.bug}
  }

  /** Where no record was under way. */
  #stopped(): EngineFailure | undefined {
    const {stop} = this.#ports
    if (!stop.aborted) return undefined
    if (stop.reason instanceof AppError) return failureOfError(stop.reason)
    return signalled(typeof stop.reason === 'number' ? stop.reason : EXIT.sigint)
  }

  #throwFailure(): void {
    if (this.#thrown !== undefined) throw this.#thrown
    const failure = this.#failure ?? this.#stopped()
    if (failure !== undefined) throw new EngineEnded(failure)
  }

  async #fewerMarkers(): Promise<void> {
    while (this.#markers.open >= MANY_MARKERS / 2 && this.#failure === undefined && !this.#ports.stop.aborted)
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
  }

  readonly #onEvent = (event: PushEvent, stream: string): void => {
    if (event.type === 'warning' || event.type === 'note')
      this.#warnOnce(`Stream ${JSON.stringify(stream)}: ${event.message}`)
    else this.#ports.onEvent(event, stream)
  }

  #warnOnce(message: string): void {
    if (!this.#warned.has(message)) this.#ports.onWarning(message)
    this.#warned.add(message)
  }
}

function describeLeftOut(fields: readonly string[]): string {
  return `left out as unknown or read-only in HubSpot (ignore_unknown): ${fields.map(name => JSON.stringify(name)).join(', ')}`
}

function failureOfError({code, message, exitCode}: AppError): EngineFailure {
  return {code, message, exitCode}
}

function signalled(exitCode: number): EngineFailure {
  return {message: 'Stopped by a signal. What was in flight is settled.', exitCode}
}
