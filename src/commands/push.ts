import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import type {DryRunSummary} from '../dry-run/dry-run-types.js'
import {applyMappingFile, loadMappingFile} from '../mapping-files/apply-mapping-file.js'
import type {MappingQuestions} from '../push/plan/mapping-questions.js'
import {objectMissing} from '../push/plan/plan-or-ask.js'
import type {PushSummary} from '../push/run/push-summary.js'
import type {PushOptions} from '../push/run/run-plan.js'
import {MODE_FACTS, WRITE_MODES} from '../rows/rows.js'
import {dryRunFile} from '../services/push/dry-run-file.js'
import {pushFile} from '../services/push/push-file.js'
import type {PushFileRequest} from '../services/push/push-request.js'
import {defined} from '../shared/defined.js'
import {BaseCommand} from '../terminal/base-command.js'
import {deleteFlags, deleteRequest} from '../terminal/flags/delete-flags.js'
import {fileFlags, fileRequest} from '../terminal/flags/file-flags.js'
import {
  connectionFlags,
  inGroup,
  jsonFlag,
  limitFlags,
  noticeFlag,
  outputFlags,
  paceOf,
  thresholdFlag,
  waitLockFlag,
  yesFlag,
} from '../terminal/flags/flags.js'
import {goneFlags, goneRequest} from '../terminal/flags/gone-flags.js'
import {listFlags, listRequest} from '../terminal/flags/list-flags.js'
import {mappingChoice, mappingFlags} from '../terminal/flags/mapping-flags.js'
import type {Threshold} from '../terminal/flags/parse-values.js'
import {freshCommand, resumeCommand, withoutDryRun} from '../terminal/next-steps/command-line.js'
import {type TypedCommand, withFlags} from '../terminal/next-steps/typed-command.js'
import {presentDryRun} from '../terminal/present/present-dry-run.js'
import {presentPush} from '../terminal/present/present-push.js'
import {mappingQuestions} from '../terminal/questions/mapping-prompts.js'
import {canAsk} from '../terminal/questions/prompts.js'
import {sendNotice} from '../terminal/send-notice.js'
import {screenOf} from '../terminal/text/palette.js'
import {showText} from '../terminal/text/show-text.js'
import {type WatchFlags, watchRun} from '../terminal/watch-run.js'

export default class Push extends BaseCommand {
  static override summary = 'Write the rows of a CSV or JSON file into HubSpot (upsert by default).'
  static override description =
    'Each row is checked before it is sent; rejected rows are kept with the reason (see "rejects"). Exit codes: 0 all rows written, 3 some rows rejected, 6 stopped and resumable; see "help exit-codes".'
  static override usage = '<%= command.id %> FILE --object OBJECT [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> people.csv --object CONTACT',
    '<%= config.bin %> <%= command.id %> accounts.csv --object COMPANY --key external_id --map "Account name=name"',
    'cat deals.jsonl | <%= config.bin %> <%= command.id %> - --object DEAL --key external_id',
  ]
  static override args = {
    file: Args.string({ignoreStdin: true, description: 'file to read; - for standard input', required: true}),
  }
  static override flags = {
    ...inGroup('Input', fileFlags),
    ...inGroup('Mapping', {
      object: Flags.string({
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
        options: WRITE_MODES,
        description: Object.entries(MODE_FACTS)
          .map(([mode, {help}]) => `${mode}: ${help}`)
          .join('; '),
        default: 'upsert',
      })(),
      duplicates: Flags.option({
        options: ['apply', 'each', 'last', 'reject'] as const,
        description:
          'when a key repeats. apply: all rows in order, merged where possible; each: all rows in order, sent separately; last: the last row only; reject: the first row only, reject the others',
        default: 'apply',
      })(),
      'dry-run': Flags.boolean({
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
    ...inGroup('Rejects', {
      'max-rejects': thresholdFlag({description: 'stop once more rows than this are rejected'}),
      'ok-rejects': thresholdFlag({description: 'exit with 0 if no more rows than this are rejected'}),
      'store-values': Flags.boolean({description: 'store the values of rejected rows', default: true, allowNo: true}),
    }),
    ...inGroup('Resuming and locking', {
      resume: Flags.boolean({
        description: 'resume the latest unfinished run of this file, if there is one',
        exclusive: ['resume-run'],
      }),
      'resume-run': Flags.string({description: 'resume this run', helpValue: 'RUN'}),
      ...waitLockFlag,
    }),
    ...inGroup('Limits', limitFlags),
    ...inGroup('Output', {
      written: Flags.string({
        description:
          'write one line per written row to this file: row, line, key, record id, outcome (CSV or JSONL, by extension)',
        helpValue: 'FILE',
      }),
      note: Flags.string({description: 'store this note with the run (see "runs RUN")', helpValue: 'TEXT'}),
      notify: noticeFlag({
        description: 'POST the summary, or the error, to this address at the end, as JSON',
      }),
      ...outputFlags,
      ...jsonFlag,
    }),
  }

  #notify: URL | undefined

  async run(): Promise<PushSummary | DryRunSummary> {
    const {args, flags} = await this.parse(Push)
    this.#notify = flags.notify
    const mapping = await loadMappingFile(flags.mapping)
    const object = flags.object ?? mapping?.object
    const questions = this.#questions(args.file, flags['save-mapping'] === undefined)
    if (object === undefined && questions === undefined) throw objectMissing()
    const file = fileRequest(flags)
    const asked = {...mappingChoice(flags), ...defined({formats: file.formats})}
    const request: PushFileRequest = {
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
      resume: flags['resume-run'] === undefined ? flags.resume : {run: flags['resume-run']},
      resumeCommand: answered => resumeCommand(this.#typedWith(answered)),
      freshCommand: answered => freshCommand(this.#typedWith(answered)),
      version: this.config.version,
    }
    const asking = questions === undefined ? {} : {questions}
    if (flags['dry-run']) return this.#dryRun(request, flags, asking)
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports =>
      pushFile(request, {...ports, ...asking}),
    )
    await this.#sendNotice(this.toSuccessJson(summary))
    return this.present(summary, presentPush(summary, this.screen), summary.exitCode)
  }

  protected override async catch(thrown: unknown): Promise<void> {
    await super.catch(thrown)
    await this.#sendNotice(this.errorJsonOf(thrown))
  }

  /** The command as typed, with the flags that stand for answers. */
  #typedWith(answered: readonly string[]): TypedCommand {
    const typed = this.typedCommand()
    return {...typed, argv: withFlags(typed, answered)}
  }

  async #sendNotice(body: unknown): Promise<void> {
    if (this.#notify === undefined) return
    const warning = await sendNotice(this.#notify, body)
    if (warning !== undefined) process.stderr.write(`Warning: ${showText(warning)}\n`)
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
    request: PushFileRequest,
    flags: WatchFlags,
    asking: {questions?: MappingQuestions},
  ): Promise<DryRunSummary> {
    const dryRun = {...request, pushCommand: (answered: readonly string[]) => withoutDryRun(this.#typedWith(answered))}
    const summary = await watchRun({...flags, json: this.jsonEnabled()}, ports =>
      dryRunFile(dryRun, {...ports, ...asking}),
    )
    await this.#sendNotice(this.toSuccessJson(summary))
    return this.present(summary, presentDryRun(summary, this.screen), summary.exitCode)
  }
}

/** What the flags ask of the run itself. */
interface AskedOfRun extends PushOptions {
  readonly maxWaitMs: number
  readonly waitLockMs: number
  readonly note?: string
}

interface RunFlags {
  readonly 'max-wait': number
  readonly 'wait-lock': number
  readonly 'max-rejects'?: Threshold | undefined
  readonly 'ok-rejects'?: Threshold | undefined
  readonly written?: string | undefined
  readonly note?: string | undefined
  readonly 'store-values': boolean
}

function runRequest(flags: RunFlags): AskedOfRun {
  const {'max-rejects': max, 'ok-rejects': ok, written, note} = flags
  return {
    maxWaitMs: flags['max-wait'],
    waitLockMs: flags['wait-lock'],
    rejects: defined({max, ok}),
    storeValues: flags['store-values'],
    ...defined({note}),
    ...(written !== undefined && {
      written: {path: written, format: /\.(jsonl|ndjson)$/i.test(written) ? 'jsonl' : 'csv'},
    }),
  }
}
