import {gap, ours} from '../../errors/next-step.js'
import type {ListSummary} from '../../runs/members/find-lists.js'
import {presentNext} from '../next-steps/print-step.js'
import {fitTable, type TableColumn} from '../text/fit-table.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import type {Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'

/** All lists of `push --gone`, one a line. */
export function presentLists(lists: readonly ListSummary[], screen: Screen): string[] {
  if (lists.length === 0) {
    return [
      'No push with --gone has kept a list on this machine.',
      ...presentNext([ours(['push', gap('FILE'), '--object', gap('OBJECT'), '--gone', 'archive'])], screen),
    ]
  }
  return [
    ...fitTable(lists, COLUMNS, screen),
    '',
    ...presentNext([ours(['runs', 'gone', '--source', gap('NAME')], 'shows one list')], screen),
  ]
}

/** One list. */
export function presentList(list: ListSummary, screen: Screen): string[] {
  const {source, portalId, object, key, members, marked, isComplete, since, lastRun, lastRunAt, unfinished} = list
  const {palette} = screen
  const last = lastRun === null ? 'none has finished yet' : `${lastRun}, ${timeOf(lastRunAt ?? '')}`
  return [
    `List of ${palette.strong(showText(source))}: ${showText(object.name)} of portal ${portalId}, by ${showText(key)}`,
    `  ${countOf(members, 'member')}${marked > 0 ? `, and ${formatCount(marked)} that left and are marked` : ''}`,
    `  since ${timeOf(since)}; last run: ${last}`,
    ...(isComplete ? [] : ['  No complete run yet: the first one only remembers.']),
    ...unfinished.map(run => `  ${palette.warning(`Run ${run} has not finished.`)}`),
    ...presentNext([ours(['runs', 'gone', '--source', source, '--forget'], 'forgets it')], screen),
  ]
}

const COLUMNS: readonly TableColumn<ListSummary>[] = [
  {title: 'SOURCE', cell: ({source}) => source, minWidth: 16},
  {title: 'PORTAL', cell: ({portalId}) => String(portalId), align: 'right'},
  {title: 'OBJECT', cell: ({object}) => object.name, minWidth: 7},
  {title: 'KEY', cell: ({key}) => key, minWidth: 5},
  {title: 'MEMBERS', cell: ({members}) => formatCount(members), align: 'right'},
  {title: 'MARKED', cell: ({marked}) => (marked === 0 ? '' : formatCount(marked)), align: 'right'},
  {title: 'LAST RUN', cell: ({lastRun}) => lastRun ?? 'none yet'},
]

/** To the minute. */
function timeOf(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`
}
