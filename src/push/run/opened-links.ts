import type {CreatedLog} from '../../runs/created/created-log.js'
import {BATCH_LIMITS} from '../line/batch.js'
import {LinkStage} from '../links/link-stage.js'
import {WrittenLog} from '../links/written-log.js'
import type {RunPlan, RunPorts} from './run-plan.js'

/** What a run with links has open besides. Loaded only where there are any. */
export class OpenedLinks {
  readonly stage: LinkStage
  readonly written: WrittenLog

  private constructor(stage: LinkStage, written: WrittenLog) {
    this.stage = stage
    this.written = written
  }

  static async open(
    {mapping, object, directory, resumed}: RunPlan,
    {hubspot, clock, abort, onEvent}: RunPorts,
    created: Pick<CreatedLog, 'noteLinks'> | undefined,
  ): Promise<OpenedLinks> {
    const stage = new LinkStage({
      mapping,
      object,
      hubspot,
      directory,
      options: {signal: abort, onWaiting: waiting => onEvent({type: 'waiting', waiting})},
      mostUnderWay: () => hubspot.concurrency?.() ?? BATCH_LIMITS.window,
      sleep: ms => clock.sleep(ms, abort),
      ...(created && {onLinked: (toTypeId, links) => created.noteLinks(toTypeId, links)}),
    })
    return new OpenedLinks(stage, await WrittenLog.open(directory, resumed))
  }

  /** `isFinished`: the run will not be resumed. */
  async close(isFinished: boolean): Promise<void> {
    await this.stage.close(isFinished)
    await this.written.close(isFinished)
  }
}
