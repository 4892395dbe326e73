import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {recordsUrl} from '../../credentials/endpoints.js'
import {listRejects, NO_REJECTS, type RejectList} from '../../rejects/list-rejects.js'
import {findOpenRun, NOTHING_LEFT} from '../../rejects/open-rejects.js'
import {RunStore} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {jsonFlag} from '../../terminal/flags/flags.js'
import {presentRejects} from '../../terminal/present/rejects/present-rejects.js'

export default class Rejects extends BaseCommand {
  static override summary = 'Show the rejected rows of a run, with the reasons.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --code INVALID_EMAIL --all',
  ]
  static override args = {
    run: Args.string({ignoreStdin: true, description: 'run to use (default: the latest run with rejected rows left)'}),
  }
  static override flags = {
    code: Flags.string({description: 'only rows rejected for this reason', helpValue: 'CODE'}),
    limit: Flags.integer({
      description: 'maximum rows to show',
      helpValue: 'N',
      default: 20,
      min: 0,
      exclusive: ['all'],
    }),
    all: Flags.boolean({description: 'show every row'}),
    ...jsonFlag,
  }

  async run(): Promise<RejectList> {
    const {args, flags} = await this.parse(Rejects)
    const stored = await findOpenRun(new RunStore(this.dirs.data), args.run)
    if (stored === undefined) return this.present(NO_REJECTS, [NOTHING_LEFT])
    const limit = flags.all || this.jsonEnabled() ? Number.POSITIVE_INFINITY : flags.limit
    const listing = await listRejects(stored, {limit, ...defined({code: flags.code})})
    const place = {...stored.record, appUrl: recordsUrl(process.env, stored.record.uiDomain)}
    return this.presentLong(listing.list, presentRejects(listing, place, this.screen))
  }
}
