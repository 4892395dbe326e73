import {AppError} from '../../errors/app-error.js'
import {deleteRun, findPrunable, type PrunableRun} from '../../runs/history/prune-runs.js'
import {RunStore} from '../../runs/run-store.js'
import {systemClock} from '../../shared/system-clock.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {durationFlag, jsonFlag, yesFlag} from '../../terminal/flags/flags.js'
import {askConfirm, canAsk} from '../../terminal/questions/prompts.js'
import {countOf} from '../../terminal/text/format-numbers.js'

interface PruneResult {
  readonly deleted: readonly string[]
  /** Rejected rows that were lost with them. */
  readonly openRejects: number
}

export default class RunsPrune extends BaseCommand {
  static override summary = 'Delete old runs: their history, and their rejected rows.'
  static override description =
    'On a terminal it asks first. A push drops the values of rejected rows that are older than 90 days, or HUBSPOT_PUSH_KEEP_DAYS; this command deletes whole runs.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --older-than 30d',
    '<%= config.bin %> <%= command.id %> --older-than 0 --yes',
  ]
  static override flags = {
    'older-than': durationFlag({description: 'delete runs that started longer ago than this', required: true}),
    ...yesFlag,
    ...jsonFlag,
  }

  async run(): Promise<PruneResult> {
    const {flags} = await this.parse(RunsPrune)
    const beforeMs = systemClock.now() - flags['older-than']
    const prunable = await findPrunable(new RunStore(this.dirs.data), {dataDir: this.dirs.data, beforeMs})
    if (prunable.length > 0 && !flags.yes && !this.jsonEnabled() && canAsk()) {
      if (!(await askConfirm({message: `Delete ${describe(prunable)}?`, flag: '--yes'})))
        throw new AppError('CANCELLED', 'Cancelled. Nothing was deleted.')
    }
    const deleted: PrunableRun[] = []
    for (const run of prunable) if (await deleteRun(run)) deleted.push(run)
    return this.present({deleted: deleted.map(({run}) => run), openRejects: openIn(deleted)}, [
      `Deleted ${describe(deleted)}.`,
    ])
  }
}

function describe(runs: readonly PrunableRun[]): string {
  return `${countOf(runs.length, 'run')} with ${countOf(openIn(runs), 'open rejected row')}`
}

function openIn(runs: readonly PrunableRun[]): number {
  return runs.reduce((sum, {open}) => sum + open, 0)
}
