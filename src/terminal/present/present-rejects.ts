import type {RejectListing} from '../../rejects/list-rejects.js'
import type {Screen} from '../palette.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {countOf} from './format-numbers.js'
import {presentNext} from './present-next.js'
import {presentRejectGroups} from './present-reject-groups.js'
import type {RejectPlace} from './reject-advice.js'
import {showText} from './show-text.js'
import {wrapText} from './wrap-text.js'

type ShownReject = RejectListing['list']['rejects'][number]

/** The reasons with their counts, an example each and what to do; then the rows, then what to type next. */
export function presentRejects(
  {list, groups, superseded, code}: RejectListing,
  place: RejectPlace,
  screen: Screen,
): string[] {
  if (list.count === 0) return noneLeft(list.run, code, screen)
  const more = list.count - list.rejects.length
  return [
    `${screen.palette.strong(countOf(list.count, 'refused row'))} in run ${list.run}`,
    '',
    ...presentRejectGroups(groups, place, screen),
    ...(superseded > 0
      ? [
          '',
          `  ${countOf(superseded, 'row')} of these: overtaken by later rows of the same key, and left out of a retry`,
        ]
      : []),
    '',
    ...rows(list.rejects, screen),
    ...(more > 0 ? [screen.palette.quiet(`  … and ${countOf(more, 'more row', 'more rows')} (--all shows them)`)] : []),
    '',
    ...presentNext(nextSteps(list.run), screen.palette),
  ]
}

function noneLeft(run: string, code: string | undefined, {palette}: Screen): string[] {
  if (code === undefined) return [`No refused rows left in run ${run}.`]
  return [
    `No rows refused as ${showText(code)} left in run ${run}.`,
    ...presentNext([`hubspot-push rejects ${run}`], palette),
  ]
}

function nextSteps(run: string): string[] {
  return [
    `hubspot-push rejects fix ${run}     asks what to put in their place`,
    `hubspot-push rejects export ${run} --output FILE     to correct them in a file`,
    `hubspot-push rejects retry ${run}     sends them again`,
  ]
}

const REASON_INDENT = '        '

/** A line of facts for each row, its whole reason under it: a reason cut short helps nobody. */
function rows(rejects: readonly ShownReject[], screen: Screen): string[] {
  const [titles = '', ...lines] = fitTable(rejects, COLUMNS, screen)
  const reasonsOf = ({message, supersededBy}: ShownReject): string[] =>
    wrapText(
      showText(
        message +
          (supersededBy === undefined ? '' : ` Row ${supersededBy.row} of run ${supersededBy.run} has overtaken it.`),
      ),
      screen.width - REASON_INDENT.length,
    ).map(line => screen.palette.quiet(`${REASON_INDENT}${line}`))
  return [titles, ...rejects.flatMap((reject, at) => [lines[at] ?? '', ...reasonsOf(reject)])]
}

const COLUMNS: readonly TableColumn<ShownReject>[] = [
  {title: 'ROW', cell: ({row}) => String(row), align: 'right'},
  {title: 'LINE', cell: ({line}) => String(line), align: 'right'},
  {title: 'CODE', cell: ({code}) => code},
  {title: 'KEY', cell: ({key}) => key ?? '', minWidth: 16},
  {title: 'PROPERTY', cell: ({property}) => property ?? '', minWidth: 8},
  {title: 'VALUE', cell: ({value}) => value ?? '', minWidth: 8},
]
