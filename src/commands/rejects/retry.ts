import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {loadMappingFile} from '../../mapping-files/apply-mapping-file.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {NOTHING_SENT, type NothingSent, nothingLeft} from '../../services/retry/nothing-left.js'
import {retryRejects} from '../../services/retry/retry-rejects.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
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
      ...defined({from: flags.from}),
      ...(flags.mapping !== undefined && mapping !== undefined && {mapping: {path: flags.mapping, file: mapping}}),
      ...defined({code: flags.code}),
    }
    const nothing = flags.from === undefined ? await nothingLeft(this.dirs.data, request) : undefined
    if (nothing !== undefined) return this.present(NOTHING_SENT, [nothing])
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports => retryRejects(request, ports))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }
}
