import type {DefaultFlag} from '../credentials/store/profile-defaults.js'
import type {AppError} from '../errors/app-error.js'
import {EXIT} from '../errors/error-codes.js'
import type {PlainStep} from '../errors/next-step.js'
import type {RequestLine} from '../hubspot/call/call-with-retries.js'
import {defined} from '../shared/defined.js'
import {isObject} from '../shared/json.js'
import {systemClock} from '../shared/system-clock.js'
import {checkDirectories} from './check-directories.js'
import {maskSecrets, secretsIn} from './hide-secrets.js'
import {closeLostTerminal} from './lost-terminal.js'
import {ofProfile} from './next-steps/complete-step.js'
import {stepText} from './next-steps/print-step.js'
import {beforeDashes, profileOf} from './next-steps/typed-command.js'
import {cutShort, surviveClosedOutput, writeLines} from './output/write-output.js'
import {ParsedCommand} from './parsed-command.js'
import {endLine, errorLine} from './present/end-line.js'
import {jsonOutput} from './present/json-output.js'
import {type ErrorJson, errorJson, presentError} from './present/present-error.js'
import {DefaultsInUse} from './progress/defaults-line.js'
import {requestLine} from './progress/request-line.js'
import {type RunMoment, runMoment} from './run-moment.js'
import {pageLines} from './text/page-lines.js'
import {type Screen, screenOf} from './text/palette.js'
import {showBlock, showText} from './text/show-text.js'
import {toAppError} from './to-app-error.js'
import {mayTellOfUpdates} from './updates/may-tell-of-updates.js'

/** Where oclif keeps a program's files, overridden by HUBSPOT_PUSH_DATA_DIR, …_CONFIG_DIR and …_CACHE_DIR. */
export interface Directories {
  readonly data: string
  readonly config: string
  readonly cache: string
}

export interface ConnectionChoice {
  readonly profile?: string | undefined
  readonly portal?: number | undefined
  readonly verbose?: boolean | undefined
}

/** The part of the request to `connect` that all commands make in the same way. */
interface ConnectionRequest {
  readonly env: NodeJS.ProcessEnv
  readonly dirs: Directories
  readonly profile?: string
  readonly portalId?: number
  readonly onRequest?: (line: RequestLine) => void
  readonly onWarning: (message: string) => void
  readonly onSlow: (line: string) => void
  readonly onDefaults: (flags: readonly DefaultFlag[]) => void
}

/** Of a person who asks a question. */
const PATIENCE_MS = 15_000

/**
 * What every command shares: results on stdout as text or JSON, errors as text or JSON with their exit code. The exit
 * code is set on the process, never enforced: process.exit is never called, so that files are closed and pipes drained.
 */
export abstract class BaseCommand extends ParsedCommand {
  static override enableJsonFlag = true

  /** Whether it is a run: its JSON is a line of a log. */
  protected readonly isRun: boolean = false

  readonly #warnings = new Set<string>()
  readonly #defaults = new DefaultsInUse()
  #isCutShort = false
  #ended: RunMoment | undefined

  /** Throws AppError USAGE for directories that are open to every user. */
  protected get dirs(): Directories {
    const {dataDir: data, configDir: config, cacheDir: cache} = this.config
    checkDirectories({data, config}, message => this.#warnOnce(message))
    return {data, config, cache}
  }

  /**
   * How wide and how colourful stdout is, for presenters. The commands that they show ask the portal that this one
   * asked.
   */
  protected get screen(): Screen {
    return {...screenOf(process.stdout, process.env), profile: profileOf(this.argv)}
  }

  /** For `connect`, from `connectionFlags` and `verboseFlag`; a command adds what is its own. */
  protected connectRequest({profile, portal, verbose}: ConnectionChoice): ConnectionRequest {
    return {
      env: process.env,
      dirs: this.dirs,
      onWarning: message => this.#warnOnce(message),
      onDefaults: flags => this.#noteDefaults(flags, profile),
      onSlow: line => void (this.isQuiet || process.stderr.write(`${showText(line)}\n`)),
      ...defined({profile, portalId: portal}),
      ...(verbose === true && {onRequest: (line: RequestLine) => void process.stderr.write(`${requestLine(line)}\n`)}),
    }
  }

  /** The same where a person waits: what nothing answers is given up soon. */
  protected shortRequest(choice: ConnectionChoice): ConnectionRequest & {readonly patienceMs: number} {
    return {...this.connectRequest(choice), patienceMs: PATIENCE_MS}
  }

  /** Once, above the question and the first line of a run. */
  #noteDefaults(flags: readonly DefaultFlag[], profile: string | undefined): void {
    const line = this.#defaults.note([...this.typedBesides, ...flags]) ? this.#defaults.line(profile) : undefined
    if (line !== undefined && this.isRun && !this.isQuiet) process.stderr.write(`${showText(line)}\n`)
  }

  /** A command may connect twice. */
  #warnOnce(message: string): void {
    if (!this.#warnings.has(message) && !this.isQuiet) process.stderr.write(`Warning: ${showText(message)}\n`)
    this.#warnings.add(message)
  }

  protected override async init(): Promise<void> {
    process.once('exit', closeLostTerminal)
    surviveClosedOutput(process.stdout, process.stderr, () => void this.warnCutShort())
    this.readArgv()
    await super.init()
  }

  /**
   * Ends a command: `return this.present(summary, presentPush(summary, this.screen), summary.exitCode)`.
   * The lines are not even computed under --json when they come from a generator.
   */
  protected async present<T extends object>(
    result: T,
    lines: Iterable<string>,
    exitCode: number = EXIT.ok,
  ): Promise<T> {
    process.exitCode = exitCode
    const told = this.isRun ? this.#defaults.below(lines, profileOf(this.argv)) : lines
    if (!this.jsonEnabled() && !this.isQuiet) await writeLines(process.stdout, told)
    if (exitCode !== EXIT.ok && (this.isQuiet || this.#isJsonAsked()))
      await this.#printLine(endLine(result, exitCode, profileOf(this.argv)))
    return result
  }

  /** The same for what may be longer than the screen: on a terminal it goes through the pager. */
  protected async presentLong<T extends object>(result: T, lines: readonly string[]): Promise<T> {
    if (!this.jsonEnabled()) await pageLines(lines, {stdout: process.stdout, env: process.env})
    return this.present(result, [])
  }

  /** `--quiet`: nothing but JSON is printed, and one line on stderr for any exit code but 0. */
  protected get isQuiet(): boolean {
    return beforeDashes(this.argv).includes('--quiet')
  }

  #printLine(line: string): Promise<void> {
    return writeLines(process.stderr, [this.#mask(line)])
  }

  /** As oclif's, without its HUBSPOT_PUSH_CONTENT_TYPE: a stray variable must not change the output. */
  override jsonEnabled(): boolean {
    return this.ctor.enableJsonFlag && this.#isJsonAsked()
  }

  /** Also of a command that has no --json: a script reads the refusal as it reads every error. */
  #isJsonAsked(): boolean {
    return beforeDashes(this.argv).includes('--json')
  }

  /** A result's next steps are for scripts here, as an error's are; of a run, it says when and where. */
  protected override toSuccessJson(result: unknown): unknown {
    if (!hasNext(result)) return result
    const profile = profileOf(this.argv)
    return {
      ...result,
      ...(this.isRun && this.#defaults.json),
      ...this.#moment,
      next: result.next.map(step => stepText(ofProfile(step, profile))),
    }
  }

  /** Taken once: what is posted is what is printed. */
  get #moment(): Partial<RunMoment> {
    if (this.isRun) this.#ended ??= runMoment(systemClock)
    return this.#ended ?? {}
  }

  protected override logJson(json: unknown): void {
    process.stdout.write(jsonOutput(json, process.stdout.isTTY))
  }

  protected override async catch(thrown: unknown): Promise<void> {
    if (isExit(thrown)) {
      process.exitCode = thrown.oclif.exit
      return
    }
    const error = toAppError(thrown, this.typedCommand())
    process.exitCode = error.exitCode
    await this.#printError(error)
  }

  /** After the result or the error, on a terminal alone. */
  protected override async finally(): Promise<void> {
    const {pjson} = this.config
    if (this.jsonEnabled() || this.isQuiet || !mayTellOfUpdates(process.env, process, pjson)) return
    const {lookWithNpm, updateNotice} = await import('./updates/update-notice.js') // most starts do without
    const {cacheDir, version} = this.config
    const notice = await updateNotice({cacheDir, version, clock: systemClock, look: lookWithNpm})
    if (notice !== undefined) process.stderr.write(`${screenOf(process.stderr, process.env).palette.quiet(notice)}\n`)
  }

  async #printError(error: AppError<PlainStep>): Promise<void> {
    const mask = (text: string): string => this.#mask(text)
    if ((process.env['DEBUG'] ?? '') !== '') await writeLines(process.stderr, [showBlock(mask(String(stackOf(error))))])
    if (this.#isJsonAsked()) this.logJson({...errorJson(error, mask), ...this.#moment})
    if (this.isQuiet || this.#isJsonAsked()) return this.#printLine(errorLine(error))
    await writeLines(process.stderr, presentError(error, screenOf(process.stderr, process.env)).map(mask))
  }

  /** A result went to a file on a disk that is full: what was done stays done. */
  protected async warnCutShort(): Promise<void> {
    if (this.#isCutShort) return
    this.#isCutShort = true
    const error = cutShort()
    process.exitCode = error.exitCode
    if (this.isQuiet || this.#isJsonAsked()) return this.#printLine(errorLine(error))
    await writeLines(process.stderr, presentError(error, screenOf(process.stderr, process.env)))
  }

  /** What --json prints for it. */
  protected errorJsonOf(thrown: unknown): ErrorJson {
    return {...errorJson(toAppError(thrown, this.typedCommand()), text => this.#mask(text)), ...this.#moment}
  }

  #mask(text: string): string {
    return maskSecrets(text, process.env, secretsIn(this.argv))
  }
}

function stackOf(error: AppError): string | undefined {
  return error.cause instanceof Error ? error.cause.stack : error.stack
}

/** A result that says what to type next. */
function hasNext(result: unknown): result is {readonly next: readonly PlainStep[]} {
  return isObject(result) && Array.isArray(result['next'])
}

/** oclif's `this.exit(code)`: an ending, not an error. */
export function isExit(thrown: unknown): thrown is {oclif: {exit: number}} {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIT' && 'oclif' in thrown
}
