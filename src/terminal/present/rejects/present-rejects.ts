import {gap, ours, type PlainStep, type Run} from '../../../errors/next-step.js'
import type {Decided} from '../../../rejects/fix/count-decided.js'
import type {RejectGroup, RejectListing} from '../../../rejects/list-rejects.js'
import type {Resolution} from '../../../runs/resolutions.js'
import {ofProfile} from '../../next-steps/complete-step.js'
import {presentNext, stepText} from '../../next-steps/print-step.js'
import {padEnd, padStart} from '../../text/display-width.js'
import {fitTable, type TableColumn} from '../../text/fit-table.js'
import {countOf, formatCount} from '../../text/format-numbers.js'
import type {Screen} from '../../text/palette.js'
import {showText} from '../../text/show-text.js'
import {wrapText} from '../../text/wrap-text.js'
import {adviceOf, type RejectPlace} from './reject-advice.js'

type ShownReject = RejectListing['list']['rejects'][number]

/** The reasons with their counts, an example each and what to do; then the rows, then what to type next. */
export function presentRejects(
  {list, groups, superseded, code}: RejectListing,
  place: RejectPlace,
  screen: Screen,
): string[] {
  if (list.count === 0) return noneLeft(place, code, screen)
  const more = list.count - list.rejects.length
  return [
    `${screen.palette.strong(countOf(list.count, 'rejected row'))} in run ${place.run}`,
    `  ${screen.palette.quiet(whatOf(place))}`,
    '',
    ...presentRejectGroups(groups, place, screen),
    ...(superseded > 0
      ? [
          '',
          `  ${countOf(superseded, 'row')} of these: superseded by later rows of the same key, and left out of a retry`,
        ]
      : []),
    '',
    ...rows(list.rejects, screen),
    ...(more > 0 ? [screen.palette.quiet(`  … and ${countOf(more, 'more row', 'more rows')} (--all shows them)`)] : []),
    '',
    ...presentNext(nextSteps(place), screen),
  ]
}

/** Which file, and when: a run is only a name. */
function whatOf({source, object, createdAt, parent}: RejectPlace): string {
  const again = parent === undefined ? '' : `, rejected rows of run ${parent} sent again`
  return `${showText(source.name)} → ${showText(object.name)}, ${createdAt.slice(0, 16).replace('T', ' ')} UTC${again}`
}

function noneLeft(place: RejectPlace, code: string | undefined, screen: Screen): string[] {
  const run = `run ${place.run} (${whatOf(place)})`
  if (code === undefined) return [`No rejected rows left in ${run}.`]
  return [
    `No rows rejected as ${showText(code)} left in ${run}.`,
    ...presentNext([ours(['rejects', place.run])], screen),
  ]
}

function nextSteps({run, mode}: RejectPlace): Run[] {
  if (mode === 'delete')
    return [ours(['rejects', 'export', run, '--output', gap('FILE')], 'for another push with --mode delete')]
  return [
    ours(['rejects', 'fix', run], 'asks how to correct them'),
    ours(['rejects', 'export', run, '--output', gap('FILE')], 'to correct them in a file'),
    ours(['rejects', 'retry', run], 'sends them again'),
  ]
}

const REASON_INDENT = '        '

/** A line of facts for each row, its whole reason under it: a reason cut short does not help. */
function rows(rejects: readonly ShownReject[], screen: Screen): string[] {
  const [titles = '', ...lines] = fitTable(rejects, COLUMNS, screen)
  const reasonsOf = ({message, supersededBy}: ShownReject): string[] =>
    wrapText(
      showText(message + (supersededBy === undefined ? '' : ` ${supersedingWords(supersededBy)} has superseded it.`)),
      screen.width - REASON_INDENT.length,
      screen,
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

const INDENT = '    '

/** Each code with its count, one example, and what to do about it. */
function presentRejectGroups(groups: readonly RejectGroup[], place: RejectPlace, screen: Screen): string[] {
  const codeWidth = Math.max(...groups.map(({code}) => code.length))
  const countWidth = Math.max(...groups.map(({count}) => formatCount(count).length))
  const {palette} = screen
  return groups.flatMap(group => [
    `  ${palette.strong(padEnd(group.code, codeWidth))}  ${padStart(formatCount(group.count), countWidth)}`,
    ...indented(`row ${group.example.row}: ${showText(group.example.message)}`, screen).map(palette.quiet),
    ...adviceLines(adviceOf(group, place), screen),
  ])
}

/** A command or link stays whole, to be copied. */
function adviceLines(advice: PlainStep, screen: Screen): string[] {
  const {palette, width, profile} = screen
  const what = showText(stepText(ofProfile(advice, profile)))
  const use = advice.note === undefined ? undefined : showText(advice.note)
  if (use === undefined) return indented(what, screen)
  const line = `${INDENT}${palette.quiet('→')} ${palette.command(what)}`
  const isShort = INDENT.length + 2 + what.length + 5 + use.length <= width
  return isShort ? [`${line}     ${use}`] : [line, ...indented(`  ${use}`, screen)]
}

function indented(text: string, screen: Screen): string[] {
  return wrapText(text, screen.width - INDENT.length, screen).map(line => `${INDENT}${line}`)
}

/** What will be sent, what will not, and what stays as it is. */
export function presentDecisions({groups, left}: Decided): string[] {
  return [
    '',
    ...groups.map(({count, property = '', value = '', code, decision}) => {
      const rows = countOf(count, 'row')
      if (decision.kind === 'drop') return `  ${rows} dropped: ${code} ${showText(property)} "${showText(value)}"`
      if (decision.kind === 'send') return `  ${rows} sent again: ${code}`
      return `  ${rows} sent: ${showText(property)} "${showText(value)}" → "${showText(decision.text)}"`
    }),
    ...(left > 0 ? [`  ${countOf(left, 'row stays', 'rows stay')} rejected`] : []),
  ]
}

/** A run with `--gone` has no row for a key that has left its file. */
function supersedingWords({run, row, origin}: Resolution): string {
  if (origin !== undefined) return `Row ${origin.row} of run ${origin.run}, sent again by run ${run},`
  return row === 0 ? `Run ${run}, whose file no longer holds the key,` : `Row ${row} of run ${run}`
}
