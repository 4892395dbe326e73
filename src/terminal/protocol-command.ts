import * as Flags from '@oclif/core/flags'
import type {AirbytePorts} from '../engines/airbyte/portal/open-portal.js'
import {describeFailure, inPlatformWords} from '../engines/airbyte/protocol/describe-failure.js'
import {failureTypeOf} from '../engines/airbyte/protocol/messages.js'
import {ProtocolOutput} from '../engines/airbyte/protocol/protocol-output.js'
import {type ErrorCode, EXIT, EXIT_BY_CODE} from '../errors/error-codes.js'
import {systemClock} from '../shared/system-clock.js'
import {BaseCommand, isExit} from './base-command.js'
import {maskSecrets} from './hide-secrets.js'
import {DeliveredLines} from './output/delivered-lines.js'
import {writeLines} from './output/write-output.js'
import {showText} from './text/show-text.js'
import {watchRun} from './watch-run.js'

/** What the commands of `airbyte` share: standard output holds messages of the protocol, of errors and bugs too. */
export abstract class ProtocolCommand extends BaseCommand {
  static override enableJsonFlag = false

  protected static readonly configFlag = {
    config: Flags.string({
      description: 'the settings of the destination, as Airbyte writes them',
      helpValue: 'FILE',
      required: true,
    }),
  }

  readonly #secrets = new Set<string>()
  readonly #lines = new DeliveredLines(process.stdout)

  protected readonly output = new ProtocolOutput({
    writeLine: line => this.#lines.write(line),
    mask: text => maskSecrets(text, process.env, [...this.#secrets]),
    now: systemClock.now,
  })

  /** Work that takes its time: the first signal lets what is under way settle. */
  protected serve<T>(work: (ports: AirbytePorts) => Promise<T>): Promise<T> {
    const ports = {
      ...{env: process.env, dirs: this.dirs, version: this.config.version, clock: systemClock, output: this.output},
      hide: (secret: string) => void this.#secrets.add(secret),
    }
    return watchRun(
      {quiet: false, verbose: false, yes: true, json: true},
      ({stop, abort, onEvent}) => work({...ports, stop, abort, onEvent}),
      {isPatient: true, lost: this.#lines.lost},
    )
  }

  /** Ends the command, once the platform has taken what was printed: what it has not taken is not done. */
  protected async end(exitCode: number = EXIT.ok): Promise<void> {
    process.exitCode = exitCode
    const lost = await this.#lines.flushed()
    if (lost === undefined) return
    if (exitCode === EXIT.ok || exitCode === EXIT.rowsRejected) process.exitCode = lost.exitCode
    await writeLines(process.stderr, [showText(lost.message)])
  }

  /** `end` tells it. */
  protected override async warnCutShort(): Promise<void> {}

  /** Whatever the terminal is: a platform reads what is printed. */
  protected override async finally(): Promise<void> {}

  protected override async catch(thrown: unknown): Promise<void> {
    if (isExit(thrown)) return super.catch(thrown)
    const {code, message, next} = this.errorJsonOf(inPlatformWords(thrown)).error
    const exitCode = EXIT_BY_CODE[code as ErrorCode]
    this.output.error({
      message: describeFailure({code, message, exitCode, ...(next.length > 0 && {advice: `Next: ${next.join('; ')}`})}),
      internalMessage: thrown instanceof Error ? String(thrown.stack) : String(thrown),
      failureType: failureTypeOf(exitCode),
    })
    await this.end(exitCode)
  }
}
