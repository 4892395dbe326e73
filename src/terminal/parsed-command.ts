import {Command} from '@oclif/core/command'
import type * as Interfaces from '@oclif/core/interfaces'
import type {Input, ParserOutput} from '@oclif/core/interfaces'
import type {DefaultFlag} from '../credentials/store/profile-defaults.js'
import {AppError} from '../errors/app-error.js'
import {shell} from '../errors/next-step.js'
import {defined} from '../shared/defined.js'
import {longForm, withoutShort} from './flags/long-form.js'
import {forbidValuesOfSwitches} from './flags/valued-switch.js'
import {commandsMeant, programCommands} from './help/suggest-command.js'
import {withoutSecrets} from './hide-secrets.js'
import type {TypedCommand} from './next-steps/typed-command.js'

/** How the words of a command are read: short flags in full, and what oclif would misread as an error. */
export abstract class ParsedCommand extends Command {
  /** Whether any word may be its argument, also one that is nearly the name of a command below it. */
  protected readonly takesAnyWord: boolean = false

  /** Defaults of the profile that printed commands are to name. */
  protected typedBesides: readonly DefaultFlag[] = []

  /** Before anything is parsed. Throws AppError USAGE. */
  protected readArgv(): void {
    this.argv = longForm(this.argv, this.#flags)
    forbidValuesOfSwitches(this.typedCommand(), withoutSecrets(this.argv))
    this.#refuseMisspeltCommand()
  }

  /** `rejects retyr` has no run that could be called so. */
  #refuseMisspeltCommand(): void {
    const {id = '', config} = this
    const typed = withoutSecrets(this.argv)
    const [word = '', second = '-'] = typed
    if (word === '' || word.startsWith('-') || (this.takesAnyWord && second.startsWith('-'))) return
    const below = programCommands(config).filter(name => name.startsWith(`${id} `))
    const meant = below.length === 0 ? [] : commandsMeant([id, ...typed], below)
    if (meant.length === 0) return
    const next = [...meant.map(argv => [config.bin, ...argv]), [config.bin, id, '--help']].map(words => shell(words))
    throw new AppError('USAGE', `"${word}" is not a command of ${config.bin} ${id}.`, {next})
  }

  /** For what is printed: secrets that were typed are not in it. */
  protected typedCommand(): TypedCommand {
    const command = this.id === undefined ? {} : {command: this.id.replaceAll(':', ' ')}
    return {
      bin: this.config.bin,
      ...command,
      argv: withoutSecrets(this.argv),
      flags: this.#flags,
    }
  }

  get #flags(): typeof this.ctor.flags {
    return {...this.ctor.baseFlags, ...this.ctor.flags}
  }

  /** Short flags were written in full: to the parser, `-notes` is a value. */
  protected override parse<F extends FlagOutput, B extends FlagOutput, A extends ArgOutput>(
    options: Input<F, B, A>,
    argv: string[] = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    const {baseFlags, enableJsonFlag} = options
    const flags = options.flags === undefined ? {} : {flags: withoutShort(options.flags)}
    return super.parse<F, B, A>({...options, ...flags, ...defined({baseFlags, enableJsonFlag})}, argv)
  }
}

/** As oclif declares them. */
type FlagOutput = Interfaces.OutputFlags<Interfaces.FlagInput>
type ArgOutput = Interfaces.OutputArgs<Interfaces.ArgInput>
