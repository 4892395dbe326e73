import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags, gap} from '../../errors/next-step.js'
import {loadMappingFile} from '../../mapping-files/apply-mapping-file.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {NOTHING_SENT, type NothingSent, nothingLeft} from '../../services/retry/nothing-left.js'
import {retryRejects} from '../../services/retry/retry-rejects.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {fileFlags, fileRequest} from '../../terminal/flags/file-flags.js'
import {
  connectionFlags,
  inGroup,
  jsonFlag,
  limitFlags,
  outputFlags,
  paceOf,
  waitLockFlag,
  yesFlag,
} from '../../terminal/flags/flags.js'
import {ofRun} from '../../terminal/next-steps/command-line.js'
import {presentPush} from '../../terminal/present/present-push.js'
import {watchRun} from '../../terminal/watch-run.js'

export default class RejectsRetry extends BaseCommand {
  static override summary = 'Send the rejected rows of a run again, to the same portal and with the same mapping.'
  static override description =
    'Use it once the cause is fixed, e.g. an option was added in HubSpot. ' +
    'With --from, the corrected rows of an exported file are sent instead; a row deleted from the file stays rejected. ' +
    'With --mapping, another mapping is used: for a value that has to be translated, or a column that went to the wrong property. ' +
    'Rows whose key a later row has written since are left out, because they would replace newer values with older ones.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --code INVALID_OPTION',
    '<%= config.bin %> <%= command.id %> --from fixed.csv',
    '<%= config.bin %> <%= command.id %> --mapping people.yaml',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to use (default: the latest run with rejected rows left)'}),
  }
  static override flags = {
    ...inGroup('Input', {
      from: Flags.string({description: 'send the corrected rows of this exported file', helpValue: 'FILE'}),
      ...fileFlags,
    }),
    ...inGroup('Rejects', {
      code: Flags.string({description: 'only rows rejected for this reason', helpValue: 'CODE'}),
      'include-superseded': Flags.boolean({description: 'include rows whose key a later row has written since'}),
    }),
    ...inGroup('Mapping', {
      mapping: Flags.string({
        description: "use this mapping file (YAML) instead of the run's mapping",
        helpValue: 'FILE',
      }),
    }),
    ...inGroup('Connection', connectionFlags),
    ...inGroup('Writing', yesFlag),
    ...inGroup('Resuming and locking', waitLockFlag),
    ...inGroup('Limits', limitFlags),
    ...inGroup('Output', {...outputFlags, ...jsonFlag}),
  }

  protected override readonly isRun = true

  async run(): Promise<PushSummary | NothingSent> {
    const {args, flags} = await this.parse(RejectsRetry)
    const mapping = await loadMappingFile(flags.mapping)
    const request = {
      ...this.connectRequest(flags),
      ...paceOf(flags),
      version: this.config.version,
      waitLockMs: flags['wait-lock'],
      maxWaitMs: flags['max-wait'],
      ...defined({run: args.run}),
      includeSuperseded: flags['include-superseded'],
      ...readingOf(flags),
      retryCommand: (run: string) => ofRun(this.typedCommand(), run),
      ...(flags.mapping !== undefined && mapping !== undefined && {mapping: {path: flags.mapping, file: mapping}}),
      ...defined({code: flags.code}),
    }
    const nothing = flags.from === undefined ? await nothingLeft(this.dirs.data, request) : undefined
    if (nothing !== undefined) return this.present(NOTHING_SENT, [nothing])
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports => retryRejects(request, ports))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }
}

/** Of a corrected file, as `push` takes it; how values are written may also be said of rows as they are stored. */
function readingOf(flags: Parameters<typeof fileRequest>[0] & {readonly from?: string | undefined}) {
  const {formats, ...reading} = fileRequest(flags)
  const [said] = Object.keys(reading)
  if (flags.from === undefined && said !== undefined) throw saysHow(said)
  return defined({from: flags.from, formats, ...(said !== undefined && {reading})})
}

function saysHow(said: string): AppError {
  const flag = said.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`).replace('dialect', 'format')
  return new AppError('USAGE', `--${flag} describes the file of --from, which is missing.`, {
    next: [addFlags(['--from', gap('FILE')])],
  })
}
