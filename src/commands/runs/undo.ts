import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {UndoSummary} from '../../push/undo/undo-summary.js'
import {undoRun} from '../../services/undo/undo-run.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {
  connectionFlags,
  inGroup,
  jsonFlag,
  limitFlags,
  outputFlags,
  paceOf,
  thresholdFlag,
  waitLockFlag,
  yesFlag,
} from '../../terminal/flags/flags.js'
import {presentUndo} from '../../terminal/present/present-undo.js'
import {canAsk} from '../../terminal/questions/prompts.js'
import {watchRun} from '../../terminal/watch-run.js'

export default class RunsUndo extends BaseCommand {
  static override summary = 'Archive the records that a run created, but those that were changed since.'
  static override description =
    'All records are read first; those changed or linked since are left out and listed (exit code 3). Updates cannot be undone.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 20261123-170255-k3f9 --dry-run',
    '<%= config.bin %> <%= command.id %> 20261123-170255-k3f9 --max-deletes 500',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to undo, as listed by "runs"', required: true}),
  }
  static override flags = {
    ...inGroup('Connection', connectionFlags),
    ...inGroup('Writing', {
      'dry-run': Flags.boolean({
        char: 'n',
        description: 'read and compare; show what would be archived, archive nothing',
      }),
      'max-deletes': thresholdFlag({
        description:
          'archive nothing if more records than this, or than this share of those the run created, would be archived (required without a terminal)',
      }),
      verify: Flags.boolean({description: 'read each record again after it was archived'}),
      ...yesFlag,
    }),
    ...inGroup('Resuming and locking', waitLockFlag),
    ...inGroup('Limits', limitFlags),
    ...inGroup('Output', {
      note: Flags.string({
        description: 'store this note with the run that archives (see "runs RUN")',
        helpValue: 'TEXT',
      }),
      ...outputFlags,
      ...jsonFlag,
    }),
  }

  protected override readonly isRun = true

  async run(): Promise<UndoSummary> {
    const {args, flags} = await this.parse(RunsUndo)
    const max = flags['max-deletes']
    const asks = canAsk() && !flags.yes && !this.jsonEnabled()
    if (max === undefined && !asks && !flags['dry-run']) throw limitMissing()
    const request = {
      ...this.connectRequest(flags),
      ...paceOf(flags),
      ...defined({maxDeletes: max, note: flags.note}),
      run: args.run,
      verifies: flags.verify,
      isDryRun: flags['dry-run'],
      maxWaitMs: flags['max-wait'],
      waitLockMs: flags['wait-lock'],
      version: this.config.version,
    }
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports => undoRun(request, ports))
    return this.present(summary, presentUndo(summary, this.screen), summary.exitCode)
  }
}

function limitMissing(): AppError {
  return new AppError(
    'USAGE',
    'Without a question on a terminal, runs undo needs --max-deletes N, the maximum number of records to archive. Nothing was read.',
    {next: [addFlags(['--dry-run'], 'counts and lists what would be archived')]},
  )
}
