import {loadHelpClass} from '@oclif/core/help'
import {BaseCommand} from '../terminal/base-command.js'

export default class Help extends BaseCommand {
  static override summary = 'Show help for a command, or about exit-codes or environment.'
  static override usage = '<%= command.id %> [COMMAND | exit-codes | environment]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> push',
    '<%= config.bin %> <%= command.id %> exit-codes',
  ]
  static override strict = false
  static override enableJsonFlag = false

  async run(): Promise<void> {
    const {argv} = await this.parse(Help)
    const ProgramHelp = await loadHelpClass(this.config)
    await new ProgramHelp(this.config, this.config.pjson.oclif.helpOptions).showHelp(argv.map(String))
  }
}
