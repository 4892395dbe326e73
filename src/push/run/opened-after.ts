import type {CreatedLog} from '../../runs/created/created-log.js'
import {defined} from '../../shared/defined.js'
import type {LinkStage, LinkStagePorts} from '../links/link-stage.js'
import {WrittenLog} from '../links/written-log.js'
import type {ListStage} from '../lists/list-stage.js'
import {requestPorts, waitForLate} from './linking/request-ports.js'
import type {RunPlan, RunPorts} from './run-plan.js'

interface AfterSetting {
  readonly created: Pick<CreatedLog, 'noteLinks'> | undefined
  /** How long after its end an attempt that was given up may still take effect, in ms. */
  readonly lateCommitMs: number
}

/** What a run with links or a list has open besides. Loaded only where there are any, and of both only what is used. */
export class OpenedAfter {
  readonly stages: {readonly links?: LinkStage; readonly list?: ListStage}
  readonly written: WrittenLog

  private constructor(stages: OpenedAfter['stages'], written: WrittenLog) {
    this.stages = stages
    this.written = written
  }

  static async open(plan: RunPlan, ports: RunPorts, setting: AfterSetting): Promise<OpenedAfter> {
    const {directory, resumed} = plan
    return new OpenedAfter(
      {...(await openLinks(plan, ports, setting)), ...(await openList(plan, ports))},
      await WrittenLog.open(directory, resumed),
    )
  }

  /** What to tell of all links, at the end. */
  warnings(): readonly string[] {
    return this.stages.links?.warnings() ?? []
  }

  /** `isFinished`: the run will not be resumed. */
  async close(isFinished: boolean): Promise<void> {
    await this.stages.links?.close(isFinished)
    await this.written.close(isFinished)
  }
}

async function openLinks(
  plan: RunPlan,
  ports: RunPorts,
  {created, lateCommitMs}: AfterSetting,
): Promise<{readonly links?: LinkStage}> {
  const {mapping, object, directory, resumed} = plan
  if (mapping.links.length === 0) return {}
  const {LinkStage} = await import('../links/link-stage.js')
  const onLinked: LinkStagePorts['onLinked'] = created && ((type, links) => created.noteLinks(type, links))
  const {openLinkDoubts} = await import('../links/ordered/open-link-doubts.js')
  const doubts = openLinkDoubts(resumed, {...ports, lateCommitMs, wait: delayMs => waitForLate(delayMs, ports)})
  return {links: new LinkStage({mapping, object, directory, doubts, ...requestPorts(ports), ...defined({onLinked})})}
}

async function openList({record: {list}}: RunPlan, ports: RunPorts): Promise<{readonly list?: ListStage}> {
  if (list === undefined) return {}
  const {ListStage} = await import('../lists/list-stage.js')
  return {list: new ListStage({list, ...requestPorts(ports)})}
}
