import {failureTypeOf} from '../engines/airbyte/protocol/messages.js'
import {ProtocolOutput} from '../engines/airbyte/protocol/protocol-output.js'
import {type ErrorCode, EXIT_BY_CODE} from '../errors/error-codes.js'
import {systemClock} from '../shared/system-clock.js'
import {BaseCommand, isExit} from './base-command.js'
import {maskSecrets} from './hide-secrets.js'

/** What the commands of `airbyte` share: standard output holds messages of the protocol, of errors and bugs too. */
export abstract class ProtocolCommand extends BaseCommand {
  static override enableJsonFlag = false

  /** What is known to be secret, besides what looks like it. */
  protected readonly secrets = new Set<string>()

  protected readonly output = new ProtocolOutput({
    writeLine: line => void process.stdout.write(`${line}\n`),
    mask: text => maskSecrets(text, process.env, [...this.secrets]),
    now: systemClock.now,
  })

  protected override async catch(thrown: unknown): Promise<void> {
    if (isExit(thrown)) return super.catch(thrown)
    const {code, message, next} = this.errorJsonOf(thrown).error
    const exitCode = EXIT_BY_CODE[code as ErrorCode]
    process.exitCode = exitCode
    this.output.error({
      message: next.length === 0 ? message : `${message} Next: ${next.join('; ')}`,
      internalMessage: thrown instanceof Error ? String(thrown.stack) : String(thrown),
      failureType: failureTypeOf(exitCode),
    })
  }
}
