import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {SANDBOX_PROFILE} from '../credentials/store/profile.js'
import {AppError} from '../errors/app-error.js'
import {RunStore} from '../runs/run-store.js'
import {openCredentialStore} from '../services/portal/open-credential-store.js'
import {BaseCommand} from '../terminal/base-command.js'
import {bashCompletion} from '../terminal/completion/bash-completion.js'
import {type Asked, describeProgram} from '../terminal/completion/describe-program.js'
import {fishCompletion} from '../terminal/completion/fish-completion.js'
import {zshCompletion} from '../terminal/completion/zsh-completion.js'
import {writeLines} from '../terminal/output/write-output.js'

const SCRIPTS = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion} as const
/** More than anybody picks from. */
const MOST_RUNS = 30
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
      required: false,
    }),
  }
  static override flags = {
    words: Flags.option({
      options: ['profiles', 'runs', 'portals'] as const,
      description:
        'print the names of saved logins, their portals, or the latest runs: what the scripts ask when Tab is pressed',
    })(),
  }
  static override enableJsonFlag = false

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Completion)
    if (flags.words !== undefined) return writeLines(process.stdout, await this.#wordsOf(flags.words))
    if (args.shell === undefined) throw new AppError('USAGE', `Name a shell: ${SHELLS.join(', ')}.`)
    await writeLines(process.stdout, [SCRIPTS[args.shell](describeProgram(this.config))])
  }

  async #wordsOf(what: Asked): Promise<readonly string[]> {
    if (what !== 'runs') {
      const saved = await openCredentialStore({env: process.env, dirs: this.dirs}).list()
      if (what === 'profiles') return [...Object.keys(saved), SANDBOX_PROFILE]
      return [...new Set(Object.values(saved).map(({portalId}) => String(portalId)))]
    }
    const runs: string[] = []
    for await (const {record} of new RunStore(this.dirs.data).newestFirst())
      if (runs.push(record.run) === MOST_RUNS) break
    return runs
  }
}
