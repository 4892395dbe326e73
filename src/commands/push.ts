import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import type {DryRunSummary} from '../dry-run/dry-run-types.js'
import {applyMappingFile, loadMappingFile} from '../mapping-files/apply-mapping-file.js'
import type {MappingQuestions} from '../push/plan/mapping-questions.js'
import {objectMissing} from '../push/plan/plan-or-ask.js'
import type {PushSummary} from '../push/run/push-summary.js'
import {MODE_FACTS, PUSH_MODES} from '../rows/run-mode.js'
import {readDefaults} from '../services/portal/use-defaults.js'
import {type DryRunRequest, dryRunFile} from '../services/push/dry-run-file.js'
import {pushFile} from '../services/push/push-file.js'
import type {PushFileRequest} from '../services/push/push-request.js'
import {defined} from '../shared/defined.js'
import {deleteFlags, deleteRequest} from '../terminal/flags/delete-flags.js'
import {fileFlags, fileRequest} from '../terminal/flags/file-flags.js'
import {connectionFlags, inGroup, jsonFlag, limitFlags, outputFlags, paceOf, yesFlag} from '../terminal/flags/flags.js'
import {goneFlags, goneRequest} from '../terminal/flags/gone-flags.js'
import {listFlags, listRequest} from '../terminal/flags/list-flags.js'
import {mappingChoice, mappingFlags} from '../terminal/flags/mapping-flags.js'
import {recordFlags, rejectFlags, resumeFlags, runRequest} from '../terminal/flags/run-flags.js'
import {presentDryRun} from '../terminal/present/present-dry-run.js'
import {presentPush} from '../terminal/present/present-push.js'
import {mappingQuestions} from '../terminal/questions/mapping-prompts.js'
import {canAsk} from '../terminal/questions/prompts.js'
import {RunCommand} from '../terminal/run-command.js'
import {screenOf} from '../terminal/text/palette.js'
import {type WatchFlags, watchRun} from '../terminal/watch-run.js'

export default class Push extends RunCommand {
  static override summary = 'Write the rows of a CSV, JSON, Excel or Parquet file into HubSpot (upsert by default).'
  static override description =
    'Each row is checked before it is sent; rejected rows are kept with the reason (see "rejects"). Exit codes: 0 all rows written, 3 some rows rejected, 6 stopped and resumable; see "help exit-codes".'
  static override usage = '<%= command.id %> FILE --object OBJECT [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> people.csv --object CONTACT',
    '<%= config.bin %> <%= command.id %> accounts.csv --object COMPANY --key external_id --map "Account name=name"',
    'cat deals.jsonl | <%= config.bin %> <%= command.id %> - --object DEAL --key external_id',
    '<%= config.bin %> <%= command.id %> leads.xlsx --object CONTACT --sheet "Leads May"',
  ]
  static override args = {
    file: Args.string({ignoreStdin: true, description: 'file to read; - for standard input', required: true}),
  }
  static override flags = {
    ...inGroup('Input', fileFlags),
    ...inGroup('Mapping', {
      object: Flags.string({
        char: 'o',
        description: 'object to push to: CONTACT, COMPANY, DEAL, a custom object, …',
        helpValue: 'OBJECT',
      }),
      ...mappingFlags,
      'create-properties': Flags.boolean({
        description:
          'create properties for columns that match none: proposed and asked for on a terminal, else those that the mapping file defines',
        exclusive: ['ignore-unknown'],
      }),
    }),
    ...inGroup('Connection', connectionFlags),
    ...inGroup('Writing', {
      mode: Flags.option({
        options: PUSH_MODES,
        description: PUSH_MODES.map(mode => `${mode}: ${MODE_FACTS[mode].help}`).join('; '),
        default: 'upsert',
      })(),
      duplicates: Flags.option({
        options: ['apply', 'each', 'last', 'reject'] as const,
        description:
          'when a key repeats. apply: all rows in order, merged where possible; each: all rows in order, sent separately; last: the last row only; reject: the first row only, reject the others',
        default: 'apply',
      })(),
      'dry-run': Flags.boolean({
        char: 'n',
        description: 'read, check and compare; show what a push would do, write nothing',
        exclusive: ['resume-run', 'written'],
      }),
      'check-first': Flags.boolean({
        description:
          'validate the whole file first; write nothing if more than --max-rejects rows (default here: 0) would be rejected',
      }),
      'only-changed': Flags.boolean({
        description:
          'skip rows whose values this machine already wrote for that key (edits made in HubSpot are not detected)',
      }),
      ...listFlags,
      ...deleteFlags,
      ...goneFlags,
      full: Flags.boolean({description: 'write unchanged rows too and rebuild what --only-changed compares with'}),
      ...yesFlag,
    }),
    ...inGroup('Rejects', rejectFlags),
    ...inGroup('Resuming and locking', resumeFlags),
    ...inGroup('Limits', limitFlags),
    ...inGroup('Output', {
      ...recordFlags,
      ...outputFlags,
      ...jsonFlag,
    }),
  }

  async run(): Promise<PushSummary | DryRunSummary> {
    const {args, flags} = await this.parse(Push)
    this.notify = flags.notify
    const mapping = await loadMappingFile(flags.mapping)
    const defaults = await readDefaults({env: process.env, dirs: this.dirs}, flags.profile)
    const named = flags.object ?? mapping?.object
    const object = named ?? defaults.object
    this.useDefaults({...defaults, object: named === undefined ? defaults.object : undefined}, flags)
    const questions = this.#questions(args.file, flags['save-mapping'] === undefined)
    if (object === undefined && questions === undefined) throw objectMissing()
    const file = fileRequest(flags)
    const asked = {...mappingChoice(flags), ...defined({formats: file.formats})}
    const request: PushFileRequest & DryRunRequest = {
      ...this.connectRequest(flags),
      ...runRequest(flags),
      ...deleteRequest(flags, {asks: canAsk() && !flags.yes && !this.jsonEnabled()}),
      ...goneRequest(flags, args.file),
      ...paceOf(flags),
      ...file,
      ...(mapping === undefined ? asked : applyMappingFile(asked, mapping)),
      file: args.file,
      ...defined({object, mappingObject: mapping?.object, saveMapping: flags['save-mapping']}),
      ...(flags['create-properties'] && {createProperties: {isDryRun: flags['dry-run']}}),
      ...defined({definedProperties: mapping?.create}),
      ...listRequest(flags),
      duplicates: flags.duplicates,
      mode: flags.mode,
      checkFirst: flags['check-first'],
      onlyChanged: flags['only-changed'],
      full: flags.full,
      ...this.nextCommands,
      version: this.config.version,
    }
    const asking = questions === undefined ? {} : {questions}
    if (flags['dry-run']) return this.#dryRun(request, flags, asking)
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports =>
      pushFile(request, {...ports, ...asking}),
    )
    await this.sendNotice(this.toSuccessJson(summary))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }

  #questions(file: string, mayOfferToSave: boolean): MappingQuestions | undefined {
    if (this.jsonEnabled() || !canAsk()) return undefined
    return mappingQuestions({
      file,
      mayOfferToSave,
      typed: this.typedCommand(),
      screen: screenOf(process.stderr, process.env),
    })
  }

  async #dryRun(
    request: PushFileRequest & DryRunRequest,
    flags: WatchFlags,
    asking: {questions?: MappingQuestions},
  ): Promise<DryRunSummary> {
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports =>
      dryRunFile(request, {...ports, ...asking}),
    )
    await this.sendNotice(this.toSuccessJson(summary))
    return this.present(summary, presentDryRun(summary, this.screen), summary.exitCode)
  }
}
