import {resolve} from 'node:path'
import * as Flags from '@oclif/core/flags'
import type {EngineSettings} from '../engines/settings/engine-settings.js'
import {aboutTarget, describeAbout} from '../engines/singer/about.js'
import type {SingerOutcome, SingerPorts} from '../engines/singer/run-singer.js'
import {describeStream, rejectsSteps, stepAfter} from '../engines/words/describe-outcome.js'
import {AppError} from '../errors/app-error.js'
import {type ErrorCode, EXIT} from '../errors/error-codes.js'
import type {ByteStream} from '../input/stream-bytes.js'
import {systemClock} from '../shared/system-clock.js'
import {BaseCommand} from '../terminal/base-command.js'
import {maskSecrets} from '../terminal/hide-secrets.js'
import {stepText} from '../terminal/next-steps/print-step.js'
import {DeliveredLines} from '../terminal/output/delivered-lines.js'
import {writeLines} from '../terminal/output/write-output.js'
import {describeWaiting} from '../terminal/progress/describe-event.js'
import {showText} from '../terminal/text/show-text.js'
import {watchRun} from '../terminal/watch-run.js'

/** Shorter waits are the rhythm of any push. */
const LONG_WAIT_MS = 5000
const TARGET = 'target-hubspot-push'

export default class Singer extends BaseCommand {
  static override enableJsonFlag = false
  static override summary = 'Write the records of a Singer tap to HubSpot, as a Singer target.'
  static override description =
    'Reads Singer messages from standard input. Prints each state, and nothing else, once everything before it is ' +
    'written or counted as rejected. Also installed as the program target-hubspot-push.'
  static override examples = [
    'tap-postgres --config tap.json | <%= config.bin %> <%= command.id %> --config config.json',
    '<%= config.bin %> <%= command.id %> --about --format json',
  ]
  static override flags = {
    config: Flags.string({
      description: 'settings (JSON); repeatable, later files win; ENV takes them from variables',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    input: Flags.string({description: 'read the messages from this file', helpValue: 'FILE'}),
    about: Flags.boolean({description: 'show the settings and capabilities of the target'}),
    format: Flags.string({description: 'how --about shows them', options: ['text', 'json'], default: 'text'}),
    version: Flags.boolean({description: 'show the version of the target'}),
  }

  readonly #secrets = new Set<string>()
  readonly #states = new DeliveredLines(process.stdout)

  async run(): Promise<void> {
    const {flags} = await this.parse(Singer)
    if (flags.version) return this.#print([`${TARGET} ${this.config.version}`])
    if (flags.about) return this.#about(flags.format === 'json')
    const settings = await this.#readSettings(flags.config ?? [])
    const input = flags.input === undefined ? process.stdin : await openInput(flags.input)
    const {runSinger} = await import('../engines/singer/run-singer.js')
    const watched = {quiet: true, verbose: false, yes: true, json: true}
    const outcome = await watchRun(
      watched,
      ({stop, abort}) => runSinger(settings, input, {...this.#ports(), stop, abort}),
      {isPatient: true, lost: this.#states.lost},
    )
    const lost = await this.#states.flushed()
    this.#report(outcome, settings)
    if (lost !== undefined && (outcome.exitCode === EXIT.ok || outcome.exitCode === EXIT.rowsRejected)) throw lost
  }

  protected override async catch(thrown: unknown): Promise<void> {
    const {inEngineWords} = await import('../engines/words/engine-words.js')
    await super.catch(inEngineWords(thrown))
  }

  /** An error tells it, with the exit code. */
  protected override async warnCutShort(): Promise<void> {}

  /** Whatever the terminal is: an engine reads what is printed. */
  protected override async finally(): Promise<void> {}

  async #readSettings(paths: readonly string[]): Promise<EngineSettings> {
    const [{readConfigs}, {readSettings}] = await Promise.all([
      import('../engines/singer/singer-settings.js'),
      import('../engines/settings/read-settings.js'),
    ])
    const settings = readSettings(await readConfigs(paths, process.env), {onWarning: message => this.#warn(message)})
    const {login} = settings
    const secrets = login.kind === 'token' ? [login.accessToken] : [login.clientSecret, login.refreshToken]
    for (const secret of secrets) this.#secrets.add(secret)
    return settings
  }

  #ports(): Omit<SingerPorts, 'stop' | 'abort'> {
    return {
      env: process.env,
      dirs: this.dirs,
      version: this.config.version,
      clock: systemClock,
      writeLine: line => this.#states.write(line),
      onWarning: message => this.#warn(message),
      onEvent: event => {
        if (event.type === 'waiting' && event.waiting.delayMs >= LONG_WAIT_MS) this.#log(describeWaiting(event.waiting))
      },
      onRefreshToken: () =>
        this.#warn('HubSpot has replaced the refresh_token of the configuration. Log in again before the next run.'),
    }
  }

  #report({streams, failure, stopped, exitCode}: SingerOutcome, {dataDir}: EngineSettings): void {
    for (const stream of streams) {
      this.#log(describeStream(stream))
      const kept = dataDir === undefined ? undefined : resolve(dataDir)
      for (const step of rejectsSteps(stream, kept)) this.#log(`  → ${stepText(step)}`)
    }
    if (stopped !== undefined) throw stopped
    if (failure?.code !== undefined)
      throw new AppError(failure.code as ErrorCode, failure.message, {
        next: [stepAfter(failure)],
      })
    if (failure !== undefined) this.#log(failure.message)
    process.exitCode = exitCode
  }

  async #about(isJson: boolean): Promise<void> {
    const about = aboutTarget(TARGET, this.config.version)
    await this.#print(isJson ? [JSON.stringify(about, undefined, 2)] : describeAbout(about))
  }

  #print(lines: readonly string[]): Promise<void> {
    return writeLines(process.stdout, lines)
  }

  #warn(message: string): void {
    this.#log(`Warning: ${message}`)
  }

  #log(message: string): void {
    process.stderr.write(`${showText(maskSecrets(message, process.env, [...this.#secrets]))}\n`)
  }
}

/** Throws AppError FILE_NOT_FOUND, FILE_UNREADABLE. */
async function openInput(path: string): Promise<ByteStream> {
  const {openMessages} = await import('../engines/messages/open-messages.js')
  return openMessages(path)
}
