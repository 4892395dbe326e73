import {basename} from 'node:path'
import type {HubSpot} from '../../hubspot/call-types.js'
import {RowPass} from '../../mapping/watch/row-pass.js'
import {RowArchiver} from '../../push/archive/row-archiver.js'
import type {BatchOutcome, BatchRow} from '../../push/line/batch.js'
import {executeRun, LATE_COMMIT_MS} from '../../push/run/execute-run.js'
import type {PushEvent} from '../../push/run/push-event.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import type {RunOptions, SettledSoFar} from '../../push/run/run-plan.js'
import type {SourceRow} from '../../rows/rows.js'
import type {RunRecord} from '../../runs/run-record.js'
import {monotonicNow} from '../../shared/clock.js'
import type {EnginePorts} from './engine.js'
import type {Markers} from './markers.js'
import {DELETED_FIELD, type StreamTarget} from './plan-stream.js'
import {RowQueue} from './row-queue.js'
import type {EngineRow, StreamPlan} from './stream.js'

export interface StreamRunParts {
  readonly plan: StreamPlan
  readonly planned: StreamTarget
  readonly record: RunRecord
  readonly directory: string
  readonly credential: string
  /** Lets nothing through once another process holds the lock. */
  readonly hubspot: HubSpot
  readonly guard: () => Promise<void>
  readonly options: Pick<RunOptions, 'beforeSettle' | 'changes'>
  readonly markers: Markers
  /** Records of the stream that earlier runs have taken. */
  readonly earlier: number
  readonly onEvent: (event: PushEvent) => void
  /** What only one run of an object can have open. */
  readonly holding: RunHolding
}

type RunPorts = Pick<EnginePorts, 'clock' | 'stop' | 'abort' | 'lateCommitMs'>

export interface RunHolding {
  /** Whether it can be let go and taken up again while the run goes on. */
  readonly canRest: boolean
  rest(): Promise<void>
  /** `follows`: the run before has ended, and what it gave up must be over first. */
  wake(follows: boolean): Promise<void>
  /** Once the run has ended. */
  close(): Promise<void>
}

/** A stretch of a stream's records that is written as one run: until the stream changes or ends. */
export class StreamRun {
  readonly #parts: StreamRunParts
  readonly #ports: RunPorts
  readonly #queue: RowQueue
  readonly #keys: RowPass | undefined
  readonly #ended = new AbortController()
  /** What became of it; rejects with a bug. */
  readonly done: Promise<PushSummary>
  #taken = 0
  #settled = 0
  #soFar: SettledSoFar | undefined
  #isEnding = false
  #isCutAwaited = false
  #tellSettled: () => void = () => {}

  constructor(parts: StreamRunParts, ports: RunPorts) {
    this.#parts = parts
    this.#ports = ports
    this.#queue = new RowQueue(ports.clock)
    this.#keys = parts.planned.keyMapping && new RowPass(parts.planned.keyMapping)
    this.done = this.#execute()
    this.done.catch(() => {}) // told by who waits for it
  }

  get name(): string {
    return basename(this.#parts.directory)
  }

  /** It takes no more records. */
  get isEnding(): boolean {
    return this.#isEnding
  }

  /** Undefined while there is room for more. */
  add(row: EngineRow): Promise<void> | undefined {
    this.#taken += 1
    this.#parts.markers.taken(this.#parts.plan.stream)
    return this.#queue.add(this.#toQueue(row), row.size)
  }

  /**
   * Lets another run of the object go first, once everything that this one took is settled. Ends if it cannot wait: an
   * attempt that was given up may still change a record that the other one writes.
   */
  async rest(): Promise<void> {
    await this.#drain()
    const {holding} = this.#parts
    const canRest = !this.#isEnding && holding.canRest && this.#soFar?.isInDoubt() !== true
    await (canRest ? holding.rest() : this.end())
  }

  /** After `rest`. */
  wake(follows: boolean): Promise<void> {
    return this.#parts.holding.wake(follows)
  }

  async #drain(): Promise<void> {
    this.#queue.flush()
    const ended = this.done.then(
      () => true,
      () => true,
    )
    while (this.#settled < this.#taken) {
      const settled = new Promise<false>(resolve => {
        this.#tellSettled = () => resolve(false)
      })
      if (await Promise.race([settled, ended])) return
    }
  }

  /** Takes no more records; ends once those that it took are settled and beyond doubt. */
  end(): Promise<PushSummary> {
    this.#isEnding = true
    this.#queue.close()
    return this.done
  }

  #toQueue({record, line, problem = '', isDeleted = false}: EngineRow): SourceRow | BatchRow {
    const {deleted} = this.#parts.plan.settings
    const place = {row: this.#taken, line}
    if (record === undefined) return {kind: 'reject', ...place, ...unreadable(problem)}
    const source = {kind: 'source', ...place, record} as const
    if (!isDeleted) return source
    if (deleted.kind === 'ignore') return {kind: 'skipped', ...place, key: ''}
    if (deleted.kind === 'set') return {...source, record: {...record, [DELETED_FIELD]: deleted.value}}
    const mapped = this.#keys?.mapRow(source) ?? source
    return mapped.kind === 'mapped' ? {...mapped, archives: true} : mapped
  }

  async #execute(): Promise<PushSummary> {
    const {record, directory, credential, planned, hubspot, guard, onEvent, options} = this.#parts
    const {clock, stop, abort, lateCommitMs} = this.#ports
    const onStop = (): void => this.#queue.stop()
    stop.addEventListener('abort', onStop, {once: true})
    if (stop.aborted) onStop()
    try {
      const summary = await executeRun(
        {
          ...{record, directory, credential, ...planned, rows: this.#queue.chunks(), bytesRead: () => 0},
          options: {...options, ...this.#archiving(), ...(lateCommitMs !== undefined && {lateCommitMs})},
        },
        {hubspot, clock, stop, abort, guard, onEvent, onSettled: (...settled) => this.#onSettled(...settled)},
      )
      if (summary.status === 'finished') this.#confirm(this.#settled)
      return summary
    } finally {
      this.#isEnding = true
      this.#queue.stop()
      this.#ended.abort()
      stop.removeEventListener('abort', onStop)
      await this.#parts.holding.close()
    }
  }

  #archiving(): Pick<RunOptions, 'archiver'> {
    const {plan, planned, hubspot, onEvent} = this.#parts
    const {deleted} = plan.settings
    if (deleted.kind !== 'archive') return {}
    const {clock, stop, abort, lateCommitMs = LATE_COMMIT_MS} = this.#ports
    const options = {
      signal: abort,
      onWaiting: (waiting: Extract<PushEvent, {type: 'waiting'}>['waiting']) => onEvent({type: 'waiting', waiting}),
    }
    const place = {hubspot, objectTypeId: planned.object.objectTypeId, key: planned.mapping.key}
    const max = deleted.maxDeletes
    return {archiver: book => new RowArchiver({...place, options, clock, lateCommitMs, book, max, stop})}
  }

  async #onSettled({settled}: BatchOutcome, soFar: SettledSoFar): Promise<void> {
    const {markers, plan, earlier} = this.#parts
    this.#soFar = soFar
    this.#settled += settled.length
    markers.settled(
      plan.stream,
      settled.map(row => row.kind === 'reject'),
    )
    const contested = soFar.contested()
    const confirmed = contested === undefined ? this.#settled : contested.firstRow - 1
    if (markers.isAwaited(plan.stream, earlier + confirmed)) await soFar.checkpoint()
    this.#confirm(confirmed)
    if (contested !== undefined) this.#cutOnce(contested.untilMs)
    this.#tellSettled()
  }

  #confirm(rows: number): void {
    const {markers, plan, earlier} = this.#parts
    markers.confirmed(plan.stream, earlier + rows)
  }

  /**
   * Markers wait while an attempt that was given up may spoil what later records wrote. Once it no longer can, the run
   * ends, which sets those records right; the records to come begin another run.
   */
  #cutOnce(untilMs: number): void {
    if (this.#isCutAwaited) return
    this.#isCutAwaited = true
    const {clock} = this.#ports
    clock.sleep(Math.max(0, untilMs - monotonicNow(clock)), this.#ended.signal).then(
      () => void this.end(),
      () => {}, // it has ended
    )
  }
}

function unreadable(problem: string): {code: 'UNREADABLE_ROW'; message: string; attempts: 0} {
  return {code: 'UNREADABLE_ROW', message: `The record cannot be read: ${problem}.`, attempts: 0}
}
