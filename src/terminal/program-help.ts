import {exit} from '@oclif/core/errors'
import {CommandHelp, Help} from '@oclif/core/help'
import {AppError} from '../errors/app-error.js'
import {commandAsTyped} from './command-line.js'
import {screenOf} from './palette.js'
import {HELP_TOPICS} from './present/help-topics.js'
import {presentHelpTopic} from './present/present-help-topic.js'
import {programCommands} from './program-commands.js'
import {commandsMeant} from './suggest-command.js'
import {tellUsageError} from './tell-usage-error.js'
import {withoutSecrets} from './typed-secrets.js'

/** oclif's help of one command, which compiles each of its texts as an EJS template: those without a tag are what they are. */
class ProgramCommandHelp extends CommandHelp {
  constructor(...given: ConstructorParameters<typeof CommandHelp>) {
    super(...given)
    const [{id}, {bin}] = given
    const {render} = this
    this.render = text => {
      const filled = text.replaceAll('<%= config.bin %>', bin).replaceAll('<%= command.id %>', id)
      return filled.includes('<%') ? render(filled) : filled
    }
  }
}

/** oclif's help, and the pages that are about no single command. oclif loads it by its place in package.json. */
export class ProgramHelp extends Help {
  protected override CommandHelpClass = ProgramCommandHelp

  override async showHelp(argv: string[]): Promise<void> {
    const topic = HELP_TOPICS.find(({name}) => name === argv[0])
    if (topic === undefined) {
      this.refuseUnknown(argv)
      return super.showHelp(argv)
    }
    for (const line of presentHelpTopic(topic, screenOf(process.stdout, process.env))) this.log(line)
  }

  /** oclif would name what was typed and nothing that exists, or show the help of `rejects` for `rejects retyr`. */
  private refuseUnknown(argv: readonly string[]): void {
    const {bin} = this.config
    const flagsBegin = argv.findIndex(word => word.startsWith('-'))
    const words = withoutSecrets(flagsBegin < 0 ? argv : argv.slice(0, flagsBegin)).filter(word => word !== 'help')
    const commands = programCommands(this.config)
    const below = commands.filter(name => name.startsWith(`${words[0]} `))
    const isKnown = words.length === 0 || commands.includes(words[0] ?? '') || below.length > 0
    const meant = commandsMeant(words, isKnown ? below : [...commands, ...HELP_TOPICS.map(({name}) => name)])
    if (isKnown && (below.includes(words.slice(0, 2).join(' ')) || meant.length === 0)) return
    const message = `"${words.slice(0, isKnown ? 2 : 1).join(' ')}" is no command of ${bin}, and no page of its help.`
    const error = new AppError('USAGE', message, {next: [...meant.map(name => commandAsTyped(bin, ['help', ...name])), `${bin} help`]})
    tellUsageError(error, argv)
    exit(error.exitCode)
  }

  protected override async showRootHelp(): Promise<void> {
    await super.showRootHelp()
    const list = this.renderList(
      HELP_TOPICS.map(({name, summary}) => [`help ${name}`, summary]),
      {indentation: 2, spacer: '\n'},
    )
    this.log(this.section('MORE HELP', list))
    this.log('')
  }
}
