import * as Args from '@oclif/core/args'
import {BaseCommand} from '../terminal/base-command.js'
import {bashCompletion} from '../terminal/completion/bash-completion.js'
import {describeProgram} from '../terminal/completion/describe-program.js'
import {fishCompletion} from '../terminal/completion/fish-completion.js'
import {zshCompletion} from '../terminal/completion/zsh-completion.js'
import {writeLines} from '../terminal/write-output.js'

const SCRIPTS = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion} as const
const SHELLS = ['bash', 'zsh', 'fish'] as const

export default class Completion extends BaseCommand {
  static override summary = 'Print a shell script that completes commands, flags and their values.'
  static override description =
    'Write it to the file where the shell looks for it, and again after an update; it takes effect in the next shell. If bash lacks the package bash-completion, ' +
    'add this line to ~/.bashrc: eval "$(<%= config.bin %> completion bash)".'
  static override examples = [
    '<%= config.bin %> <%= command.id %> bash > ~/.local/share/bash-completion/completions/<%= config.bin %>',
    `<%= config.bin %> <%= command.id %> zsh > "\${fpath[1]}/_<%= config.bin %>"`,
    '<%= config.bin %> <%= command.id %> fish > ~/.config/fish/completions/<%= config.bin %>.fish',
  ]
  static override args = {
    shell: Args.option({ignoreStdin: true, description: 'shell to print the script for', options: SHELLS})({
      required: true,
    }),
  }
  static override enableJsonFlag = false

  async run(): Promise<void> {
    const {args} = await this.parse(Completion)
    await writeLines(process.stdout, [SCRIPTS[args.shell](describeProgram(this.config))])
  }
}
