import {Args, Flags} from '@oclif/core'
import type {PushSummary} from '../push/push-types.js'
import {type PushFileRequest, pushFile} from '../services/push-file.js'
import {BaseCommand} from '../terminal/base-command.js'
import {resumeCommand} from '../terminal/command-line.js'
import {columnAssignmentFlag, connectionFlags, outputFlags, runFlags} from '../terminal/flags.js'
import {presentPush} from '../terminal/present/present-push.js'
import {askObject} from '../terminal/push-questions.js'
import {watchRun} from '../terminal/watch-run.js'

export default class Push extends BaseCommand {
  static override summary = 'Upsert the rows of a CSV or JSONL file into HubSpot.'
  static override description =
    'Each row is checked before it is sent; refused rows are kept with their reason (see "rejects"). Exit codes: 0 all rows written, 3 some were refused, 6 stopped and resumable.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> people.csv --object CONTACT',
    '<%= config.bin %> <%= command.id %> accounts.csv --object COMPANY --key external_id --map "Account name=name"',
    'cat deals.jsonl | <%= config.bin %> <%= command.id %> - --object DEAL --key external_id',
  ]
  static override args = {file: Args.string({description: 'file to read; - for standard input', required: true})}
  static override flags = {
    ...connectionFlags,
    ...outputFlags,
    ...runFlags,
    object: Flags.string({description: 'where the rows go: CONTACT, COMPANY, DEAL, a custom object, …', helpValue: 'OBJECT'}),
    key: Flags.string({description: 'unique property that rows are matched on (contacts: email)', helpValue: 'PROPERTY'}),
    map: columnAssignmentFlag({description: 'this column goes to this property', multiple: true, multipleNonGreedy: true, default: []}),
    ignore: Flags.string({description: 'leave this column out', helpValue: 'COLUMN', multiple: true, multipleNonGreedy: true, default: []}),
    'ignore-unknown': Flags.boolean({description: 'leave out all columns that match no property'}),
    format: Flags.option({options: ['csv', 'jsonl'] as const, description: 'default: by extension, else by looking at the first bytes'})(),
    resume: Flags.boolean({description: 'go on with the newest stopped run of this file, where there is one'}),
  }

  async run(): Promise<PushSummary> {
    const {args, flags} = await this.parse(Push)
    const request: PushFileRequest = {
      ...this.connectRequest(flags),
      file: args.file,
      object: flags.object ?? (await askObject()),
      map: flags.map,
      ignore: flags.ignore,
      ignoreUnknown: flags['ignore-unknown'],
      resume: flags.resume,
      resumeCommand: resumeCommand(this.config.bin, ['push', ...this.argv]),
      version: this.config.version,
      ...(flags.key !== undefined && {key: flags.key}),
      ...(flags.format !== undefined && {format: flags.format}),
    }
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports => pushFile(request, ports))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }
}
