import type {PushEvent} from '../../push/run/push-event.js'
import {lockRun} from '../../runs/run-lock.js'
import type {Connection} from '../../services/portal/connect.js'
import {type Fence, fenceOf} from '../../services/push/start-run.js'
import type {FileLock} from '../../shared/locks/held-lock.js'
import {beginRun, type RunSetting} from './begin-run.js'
import type {EnginePorts} from './engine.js'
import type {Markers} from './markers.js'
import type {StreamTarget} from './plan-stream.js'
import type {StreamRun} from './stream-run.js'

interface LaneSetting {
  readonly dataDir: string
  readonly connection: Connection
  readonly markers: Markers
  readonly onEvent: (event: PushEvent, stream: string) => void
}

interface LockedLane extends LaneSetting {
  readonly lock: FileLock
  readonly fence: Fence
}

/**
 * All streams that write to one object: one lock, and one run at a time that sends, so that keys of several streams keep
 * the order of their records. The others rest.
 */
export class ObjectLane {
  readonly #setting: LockedLane
  readonly #ports: EnginePorts
  #active: StreamRun | undefined

  private constructor(setting: LockedLane, ports: EnginePorts) {
    this.#setting = setting
    this.#ports = ports
  }

  /** Throws AppError LOCKED. */
  static async open(setting: LaneSetting, {object}: StreamTarget, ports: EnginePorts): Promise<ObjectLane> {
    const {dataDir, connection} = setting
    const target = {dataDir, portalId: connection.account.portalId, objectTypeId: object.objectTypeId}
    const lock = await lockRun({...target, run: 'of an engine'}, {waitMs: 0, clock: ports.clock, signal: ports.stop})
    return new ObjectLane({...setting, lock, fence: fenceOf(lock, connection.hubspot)}, ports)
  }

  isActive(run: StreamRun): boolean {
    return this.#active === run && !run.isEnding
  }

  /** The run that the next record of a stream goes to: its own one, if it still takes records, or a new one. */
  async activate(
    own: StreamRun | undefined,
    stream: Pick<RunSetting, 'plan' | 'planned' | 'earlier'>,
  ): Promise<StreamRun> {
    const before = this.#active
    if (before !== undefined && before !== own) await before.rest()
    const isResting = before !== undefined && !before.isEnding
    if (own !== undefined && !own.isEnding) {
      await own.wake(!isResting)
      this.#active = own
      return own
    }
    const begun = await beginRun({...this.#setting, ...stream}, this.#ports, !isResting)
    this.#active = begun
    return begun
  }

  async close(): Promise<void> {
    await this.#setting.lock.release()
  }
}
