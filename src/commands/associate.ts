import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import type {DryRunSummary} from '../dry-run/dry-run-types.js'
import type {PushSummary} from '../push/run/push-summary.js'
import {readDefaults} from '../services/portal/use-defaults.js'
import {type DryRunRequest, dryRunFile} from '../services/push/dry-run-file.js'
import {pushFile} from '../services/push/push-file.js'
import type {PushFileRequest} from '../services/push/push-request.js'
import {readingFlags, readingRequest} from '../terminal/flags/file-flags.js'
import {connectionFlags, inGroup, jsonFlag, limitFlags, outputFlags, paceOf, yesFlag} from '../terminal/flags/flags.js'
import {pairFlags, pairMapping} from '../terminal/flags/pair-flags.js'
import {recordFlags, rejectFlags, resumeFlags, runRequest} from '../terminal/flags/run-flags.js'
import {presentDryRun} from '../terminal/present/present-dry-run.js'
import {presentPush} from '../terminal/present/present-push.js'
import {RunCommand} from '../terminal/run-command.js'
import {watchRun} from '../terminal/watch-run.js'

export default class Associate extends RunCommand {
  static override summary = 'Link pairs of records that exist, or unlink them.'
  static override description =
    'Each row of the file names two records. Nothing is written but their link. Links that exist already are not written again; rejected rows are kept with the reason, as those of a push (see "rejects").'
  static override usage = '<%= command.id %> FILE --from COLUMN=OBJECT.PROPERTY --to COLUMN=OBJECT.PROPERTY [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> pairs.csv --from "email=contacts.email" --to "account=companies.external_id"',
    '<%= config.bin %> <%= command.id %> roles.csv --from "deal=deals.id" --to "email=contacts.email" --label-column role',
    '<%= config.bin %> <%= command.id %> left.csv --from "email=contacts.email" --to "website=companies.domain" --remove --dry-run',
  ]
  static override args = {
    file: Args.string({ignoreStdin: true, description: 'file to read; - for standard input', required: true}),
  }
  static override flags = {
    ...inGroup('Input', readingFlags),
    ...inGroup('Mapping', pairFlags),
    ...inGroup('Connection', connectionFlags),
    ...inGroup('Writing', {
      remove: Flags.boolean({
        description: 'remove the links, with any labels they have; with --label or --label-column, only these labels',
      }),
      'dry-run': Flags.boolean({
        char: 'n',
        description: 'read and compare; show what would be linked or unlinked, write nothing',
        exclusive: ['resume-run', 'written'],
      }),
      'check-first': Flags.boolean({
        description:
          'validate the whole file first; write nothing if more than --max-rejects rows (default here: 0) would be rejected',
      }),
      ...yesFlag,
    }),
    ...inGroup('Rejects', rejectFlags),
    ...inGroup('Resuming and locking', resumeFlags),
    ...inGroup('Limits', limitFlags),
    ...inGroup('Output', {...recordFlags, ...outputFlags, ...jsonFlag}),
  }

  async run(): Promise<PushSummary | DryRunSummary> {
    const {args, flags} = await this.parse(Associate)
    this.notify = flags.notify
    const {portal} = await readDefaults({env: process.env, dirs: this.dirs}, flags.profile)
    this.useDefaults({portal}, flags)
    const request: PushFileRequest & DryRunRequest = {
      ...this.connectRequest(flags),
      ...runRequest(flags),
      ...paceOf(flags),
      ...readingRequest(flags),
      ...pairMapping(flags),
      file: args.file,
      duplicates: 'apply',
      mode: flags.remove ? 'unlink' : 'link',
      checkFirst: flags['check-first'],
      ...this.nextCommands,
      version: this.config.version,
    }
    const watched = {...flags, json: this.jsonEnabled()}
    if (flags['dry-run']) {
      const summary = await watchRun(watched, ports => dryRunFile(request, ports))
      await this.sendNotice(this.toSuccessJson(summary))
      return this.present(summary, presentDryRun(summary, this.screen), summary.exitCode)
    }
    const summary = await watchRun(watched, ports => pushFile(request, ports))
    await this.sendNotice(this.toSuccessJson(summary))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }
}
