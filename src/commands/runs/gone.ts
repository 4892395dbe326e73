import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags, ours} from '../../errors/next-step.js'
import {type FoundList, findLists, forgetList, type ListSummary} from '../../runs/members/find-lists.js'
import {summariseLists} from '../../services/gone/show-lists.js'
import {systemClock} from '../../shared/system-clock.js'
import {BaseCommand} from '../../terminal/base-command.js'
import {jsonFlag, yesFlag} from '../../terminal/flags/flags.js'
import {presentList, presentLists} from '../../terminal/present/present-lists.js'
import {askConfirm, canAsk} from '../../terminal/questions/prompts.js'
import {countOf} from '../../terminal/text/format-numbers.js'
import {showText} from '../../terminal/text/show-text.js'

/** A list that was forgotten, as it was. */
interface ForgottenList extends ListSummary {
  readonly forgotten: true
}

export default class RunsGone extends BaseCommand {
  static override summary = 'Show or forget the lists that "push --gone" compares files with.'
  static override description =
    'Without a list, the next push of its source with --gone only remembers its keys; nothing is archived or marked.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --source people.csv',
    '<%= config.bin %> <%= command.id %> --source crm-people --forget',
  ]
  static override flags = {
    source: Flags.string({
      description: 'list to show: a name given to push --source, or the file (default: all lists)',
      helpValue: 'NAME',
    }),
    object: Flags.string({char: 'o', description: 'only lists of this object', helpValue: 'OBJECT'}),
    portal: Flags.integer({description: 'only lists of this portal', helpValue: 'ID', min: 1}),
    key: Flags.string({description: 'only lists by this key property', helpValue: 'PROPERTY'}),
    forget: Flags.boolean({description: 'forget the list', dependsOn: ['source']}),
    ...yesFlag,
    ...jsonFlag,
  }

  async run(): Promise<readonly ListSummary[] | ListSummary | ForgottenList> {
    const {flags} = await this.parse(RunsGone)
    const {source, object, portal: portalId, key} = flags
    const found = await findLists(this.dirs.data, {source, object, portalId, key})
    if (source === undefined) {
      const lists = await summariseLists(found, this.dirs)
      return this.presentLong(lists, presentLists(lists, this.screen))
    }
    const list = onlyOf(found, source)
    const [summary] = await summariseLists([list], this.dirs)
    if (summary === undefined) throw new Error('A list has no summary: this is a bug in hubspot-push.')
    if (!flags.forget) return this.present(summary, presentList(summary, this.screen))
    if (!flags.yes && !this.jsonEnabled() && canAsk()) await confirmForget(summary)
    await forgetList(list, this.dirs.data, systemClock)
    return this.present({...summary, forgotten: true as const}, [
      `Forgot ${describe(summary)}. The next push of it with --gone only remembers.`,
    ])
  }
}

/** Throws AppError SOURCE_NOT_FOUND, and USAGE where several lists have the name. */
function onlyOf(found: readonly FoundList[], source: string): FoundList {
  const [only, ...others] = found
  if (only === undefined) {
    throw new AppError('SOURCE_NOT_FOUND', `No push with --gone has kept a list of "${source}".`, {
      next: [ours(['runs', 'gone'], 'shows all lists')],
    })
  }
  if (others.length === 0) return only
  const places = found.map(({state}) => `${state.object.name} of portal ${state.portalId} by ${state.key}`)
  throw new AppError('USAGE', `There are ${found.length} lists of "${source}": ${places.join('; ')}.`, {
    next: found.map(({state: {object, portalId, key}}) =>
      addFlags(['--object', object.name, '--portal', String(portalId), '--key', key]),
    ),
  })
}

async function confirmForget(summary: ListSummary): Promise<void> {
  if (await askConfirm({message: `Forget ${describe(summary)}?`, flag: '--yes'})) return
  throw new AppError('CANCELLED', 'Cancelled. Nothing was forgotten.')
}

function describe({source, members}: ListSummary): string {
  return `the list of ${showText(source)} with ${countOf(members, 'member')}`
}
