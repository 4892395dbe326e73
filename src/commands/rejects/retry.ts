import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {loadMappingFile} from '../../mapping-files/apply-mapping-file.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {retryRejects} from '../../services/retry/retry-rejects.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {connectionFlags, outputFlags, paceOf, runFlags} from '../../terminal/flags/flags.js'
import {presentPush} from '../../terminal/present/present-push.js'
import {watchRun} from '../../terminal/watch-run.js'

export default class RejectsRetry extends BaseCommand {
  static override summary = 'Send the refused rows of a run again, to its portal and with its mapping.'
  static override description =
    'For rows that HubSpot refused for a reason that has gone since: an option that was added, a record that was freed. ' +
    'With --from, the corrected rows of an exported file are sent in their place; a row deleted from the file stays refused. ' +
    'With --mapping, columns go where the file says: for a value that had to be translated, or a column that went to the wrong property. ' +
    'Rows whose key a later row has written since are left out: they would put older values over newer ones.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --code INVALID_OPTION',
    '<%= config.bin %> <%= command.id %> --from fixed.csv',
    '<%= config.bin %> <%= command.id %> --mapping people.yaml',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'default: the newest run that has refused rows left'}),
  }
  static override flags = {
    ...connectionFlags,
    ...outputFlags,
    ...runFlags,
    from: Flags.string({description: 'send the corrected rows of this exported file', helpValue: 'FILE'}),
    mapping: Flags.string({description: "a mapping file (YAML), in place of the run's mapping", helpValue: 'FILE'}),
    'include-superseded': Flags.boolean({description: 'also rows whose key a later row has written since'}),
    code: Flags.string({description: 'only rows refused for this reason', helpValue: 'CODE'}),
  }

  async run(): Promise<PushSummary> {
    const {args, flags} = await this.parse(RejectsRetry)
    const mapping = await loadMappingFile(flags.mapping)
    const request = {
      ...this.connectRequest(flags),
      ...paceOf(flags),
      version: this.config.version,
      waitLockMs: flags['wait-lock'],
      maxWaitMs: flags['max-wait'],
      ...(args.run !== undefined && {run: args.run}),
      includeSuperseded: flags['include-superseded'],
      ...(flags.from !== undefined && {from: flags.from}),
      ...(flags.mapping !== undefined && mapping !== undefined && {mapping: {path: flags.mapping, file: mapping}}),
      ...(flags.code !== undefined && {code: flags.code}),
    }
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports => retryRejects(request, ports))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }
}
