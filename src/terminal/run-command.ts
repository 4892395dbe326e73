import {BaseCommand} from './base-command.js'
import {freshCommand, resumeCommand, withoutDryRun} from './next-steps/command-line.js'
import {type TypedCommand, withFlags} from './next-steps/typed-command.js'
import {sendNotice} from './send-notice.js'
import {showText} from './text/show-text.js'

interface UsedDefaults {
  readonly object?: string | undefined
  readonly portal?: number | undefined
}

/** What commands share that push a file: their ends are posted to an address, and printed commands repeat them. */
export abstract class RunCommand extends BaseCommand {
  protected override readonly isRun = true

  /** What was typed, with the defaults that were used: printed commands stay right when those change. */
  protected override typedCommand(): TypedCommand {
    const typed = super.typedCommand()
    return {...typed, argv: withFlags(typed, this.typedBesides.flat())}
  }

  /** Of the profile: the flags that were not given. */
  protected useDefaults(defaults: UsedDefaults, given: {readonly portal?: number | undefined}): void {
    const {object, portal} = defaults
    this.typedBesides = [
      ...(object === undefined ? [] : [['--object', object] as const]),
      ...(portal === undefined || given.portal !== undefined ? [] : [['--portal', String(portal)] as const]),
    ]
  }

  /** `--notify`, once it was read. */
  protected notify: URL | undefined

  /** For the service: the command as typed, with the flags that stand for answers. */
  protected get nextCommands() {
    return {
      resumeCommand: (answered: readonly string[]) => resumeCommand(this.#typedWith(answered)),
      freshCommand: (answered: readonly string[]) => freshCommand(this.#typedWith(answered)),
      pushCommand: (answered: readonly string[]) => withoutDryRun(this.#typedWith(answered)),
    }
  }

  protected override async catch(thrown: unknown): Promise<void> {
    await super.catch(thrown)
    await this.sendNotice(this.errorJsonOf(thrown))
  }

  protected async sendNotice(body: unknown): Promise<void> {
    if (this.notify === undefined) return
    const warning = await sendNotice(this.notify, body, {env: process.env})
    if (warning !== undefined && !this.isQuiet) process.stderr.write(`Warning: ${showText(warning)}\n`)
  }

  #typedWith(answered: readonly string[]): TypedCommand {
    const typed = this.typedCommand()
    return {...typed, argv: withFlags(typed, answered)}
  }
}
