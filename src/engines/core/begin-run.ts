import {basename} from 'node:path'
import type {PushEvent} from '../../push/run/push-event.js'
import {openSuperseding, type Superseding} from '../../rejects/retry/superseding.js'
import {modeField} from '../../rows/run-mode.js'
import {stampOf} from '../../runs/journal/stamp.js'
import {becomePreviousRun, type NextRun} from '../../runs/previous-run.js'
import {makeRunId} from '../../runs/run-id.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore} from '../../runs/run-store.js'
import type {Connection} from '../../services/portal/connect.js'
import {openChanges} from '../../services/push/open-changes.js'
import {type Fence, holdRun, outlastPreviousRun} from '../../services/push/start-run.js'
import {defined} from '../../shared/defined.js'
import type {FileLock} from '../../shared/locks/held-lock.js'
import {inSettings} from '../../shared/text/setting-words.js'
import type {EnginePorts} from './engine.js'
import type {Markers} from './markers.js'
import type {StreamTarget} from './plan-stream.js'
import type {StreamPlan} from './stream.js'
import {type RunHolding, StreamRun} from './stream-run.js'

export interface RunSetting {
  readonly plan: StreamPlan
  readonly planned: StreamTarget
  /** Records of the stream that earlier runs have taken. */
  readonly earlier: number
  /** Absolute. */
  readonly dataDir: string
  readonly connection: Connection
  readonly lock: FileLock
  readonly fence: Fence
  readonly markers: Markers
  readonly onEvent: (event: PushEvent, stream: string) => void
}

/**
 * A run for the records of a stream that follow, with a directory of its own. Waits until the run before of that object
 * can change nothing any more, unless that one only rests (`follows`: false).
 */
export async function beginRun(setting: RunSetting, ports: EnginePorts, follows: boolean): Promise<StreamRun> {
  const {dataDir, lock, connection, fence} = setting
  const onEvent = (event: PushEvent): void => setting.onEvent(event, setting.plan.stream)
  const store = new RunStore(dataDir)
  const drawn = recordOf(setting, ports)
  const directory = await store.create(drawn)
  const record = {...drawn, run: basename(directory)}
  const cleanups: (() => Promise<unknown> | unknown)[] = []
  const close = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  }
  const defer = (cleanup: () => Promise<unknown> | unknown): void => void cleanups.push(cleanup)
  try {
    await holdRun({store, directory, lock, defer}, record, ports)
    const next = {dataDir, portalId: record.portalId, objectTypeId: record.object.objectTypeId, run: record.run}
    const {clock, lateCommitMs, stop} = ports
    const following = {store, clock, lateCommitMs, stop, onEvent}
    if (follows) await outlastPreviousRun(next, following)
    const {env, dirs} = ports
    const changes = await openChanges({env, dirs: {...dirs, data: dataDir}, profile: record.profile, record, defer})
    const superseding = new RestingSuperseding(next, record)
    await superseding.open()
    defer(() => superseding.close())
    const holding: RunHolding = {
      canRest: changes === undefined,
      rest: () => superseding.close(),
      wake: async isNext => {
        if (isNext) await outlastPreviousRun(next, following)
        await superseding.open()
      },
      close,
    }
    const beforeSettle = superseding.beforeSettle
    return new StreamRun(
      {
        ...setting,
        ...{record, directory, holding, guard: fence.guard, hubspot: fence.hubspot, credential: connection.credential},
        onEvent,
        options: {beforeSettle, ...defined({changes})},
      },
      ports,
    )
  } catch (error) {
    await close()
    throw error
  }
}

function recordOf({plan, planned, connection}: RunSetting, {clock, version}: EnginePorts): RunRecord {
  const {account, profile} = connection
  const {object, mapping} = planned
  return {
    format: 1,
    run: makeRunId(clock.now(), Math.random),
    createdAt: new Date(clock.now()).toISOString(),
    ...defined({clock: stampOf(clock)}),
    profile,
    portalId: account.portalId,
    uiDomain: account.uiDomain,
    object: {name: object.name, objectTypeId: object.objectTypeId},
    key: mapping.key,
    ...modeField(plan.settings.mode),
    source: {name: plan.stream, format: 'jsonl'},
    engine: true,
    mapping: mapping.saved,
    version,
  }
}

/** Only one run of an object may have it open: closed while its run rests, read again when it goes on. */
class RestingSuperseding {
  readonly #next: NextRun
  readonly #record: RunRecord
  #superseding: Superseding | undefined
  #close: () => Promise<void> = async () => {}

  constructor(next: NextRun, record: RunRecord) {
    this.#next = next
    this.#record = record
  }

  readonly beforeSettle: NonNullable<ConstructorParameters<typeof StreamRun>[0]['options']['beforeSettle']> =
    async rows => {
      const told = rows.map(row => (row.kind === 'reject' ? {...row, message: inSettings(row.message)} : row))
      await this.#superseding?.note(told)
      return told
    }

  async open(): Promise<void> {
    await becomePreviousRun(this.#next)
    this.#superseding = await openSuperseding({
      dataDir: this.#next.dataDir,
      record: this.#record,
      defer: cleanup => {
        this.#close = cleanup
      },
    })
  }

  async close(): Promise<void> {
    const close = this.#close
    this.#close = async () => {}
    this.#superseding = undefined
    await close()
  }
}
