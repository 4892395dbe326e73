import {setFlagsFromString} from 'node:v8'
import type {Command} from '@oclif/core'
import {CommandHelp, Help} from '@oclif/core/help'

/**
 * oclif's help of one command, which compiles each of its texts as an EJS template: those without a tag are what they
 * are.
 */
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

  /** oclif puts `--json` before all other flags, and its group with it. */
  protected override groupFlags(flags: Command.Flag.Any[]): ReturnType<CommandHelp['groupFlags']> {
    return super.groupFlags(
      [...flags].sort((one, other) => Number(one.name === 'json') - Number(other.name === 'json')),
    )
  }
}

/** oclif's help, and the pages that are about no single command. oclif loads it by its place in package.json. */
export class ProgramHelp extends Help {
  protected override CommandHelpClass = ProgramCommandHelp

  /** Flags in the order of their definition, also where oclif passes no options of ours: for docs/commands.md. */
  constructor(...[config, options]: ConstructorParameters<typeof Help>) {
    super(config, {flagSortOrder: 'none', ...options})
  }

  override async showHelp(argv: string[]): Promise<void> {
    // Other threads would optimize the wrapping of text, and the process wait for them when all is said.
    setFlagsFromString('--no-opt')
    const flagsBegin = argv.findIndex(word => word.startsWith('-'))
    const id = argv.slice(0, flagsBegin < 0 ? argv.length : flagsBegin).join(':')
    if (id === '' || this.config.commandIDs.includes(id)) return super.showHelp(argv)
    const {helpPage, refuseUnknown} = await import('./help-elsewhere.js') // most help is that of a command
    const page = helpPage(argv[0], this.config.root)
    if (page !== undefined) return page.forEach(line => void this.log(line))
    refuseUnknown(argv, this.config)
    return super.showHelp(argv)
  }

  protected override async showRootHelp(): Promise<void> {
    await super.showRootHelp()
    const {helpPages} = await import('./help-elsewhere.js')
    this.log(this.section('MORE HELP', this.renderList(helpPages(), {indentation: 2, spacer: '\n'})))
    this.log('')
  }
}
