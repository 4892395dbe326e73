import {CommandHelp, Help} from '@oclif/core/help'
import {screenOf} from './palette.js'
import {HELP_TOPICS} from './present/help-topics.js'
import {presentHelpTopic} from './present/present-help-topic.js'

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
    if (topic === undefined) return super.showHelp(argv)
    for (const line of presentHelpTopic(topic, screenOf(process.stdout, process.env))) this.log(line)
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
