import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {type RunDetail, readRunDetail} from '../../runs/history/run-detail.js'
import {type RunSummary, summariseRun} from '../../runs/history/run-summary.js'
import {RunStore} from '../../runs/run-store.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {jsonFlag} from '../../terminal/flags/flags.js'
import {presentRun, presentRuns} from '../../terminal/present/present-run.js'

export default class Runs extends BaseCommand {
  static override summary = 'Show what was pushed, when, and with what result; or one run in detail.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> 20261123-170255-k3f9',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to show (default: list runs, newest first)'}),
  }
  static override flags = {
    limit: Flags.integer({
      description: 'maximum runs to show',
      helpValue: 'N',
      default: 20,
      min: 1,
      exclusive: ['all'],
    }),
    all: Flags.boolean({description: 'show every run'}),
    ...jsonFlag,
  }

  async run(): Promise<RunDetail | readonly RunSummary[]> {
    const {args, flags} = await this.parse(Runs)
    const store = new RunStore(this.dirs.data)
    if (args.run !== undefined) {
      const detail = await readRunDetail(await store.read(args.run), this.dirs.data)
      return this.presentLong(detail, presentRun(detail, this.screen))
    }
    const limit = flags.all ? Number.POSITIVE_INFINITY : flags.limit
    const shown: RunSummary[] = []
    let more = 0
    for await (const stored of store.newestFirst()) {
      if (shown.length < limit) shown.push(await summariseRun(stored, this.dirs.data))
      else more += 1
    }
    return this.presentLong(shown, presentRuns(shown, more, this.screen))
  }
}
