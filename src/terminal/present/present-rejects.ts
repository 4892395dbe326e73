import type {Reject} from '../../rows/rows.js'
import type {Palette, Screen} from '../palette.js'
import {displayWidth, padEnd, padStart, truncate} from './display-width.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {countOf, formatCount} from './format-numbers.js'
import {presentNext} from './present-next.js'
import {showText} from './show-text.js'
import {wrapText} from './wrap-text.js'

type ShownReject = Omit<Reject, 'kind'>

/** The refused rows of a run, or those of them that were asked for. */
export interface RejectListing {
  readonly run: string
  /** All that match, also those that `rejects` leaves out. */
  readonly count: number
  readonly byCode: Readonly<Record<string, number>>
  /** In file order, perhaps only the first ones. */
  readonly rejects: readonly ShownReject[]
}

/** The reasons with their counts, and an example each where not all rows are shown; then the rows, then what to type next. */
export function presentRejects(listing: RejectListing, screen: Screen, next: readonly string[] = []): string[] {
  if (listing.count === 0) return [`No refused rows in run ${listing.run}.`, ...presentNext(next, screen.palette)]
  const more = listing.count - listing.rejects.length
  return [
    `${screen.palette.strong(countOf(listing.count, 'refused row'))} in run ${listing.run}`,
    '',
    ...reasons(listing, screen),
    '',
    ...rows(listing.rejects, screen),
    ...(more > 0 ? [screen.palette.quiet(`  … and ${countOf(more, 'more row', 'more rows')} (--all shows them)`)] : []),
    ...(next.length > 0 ? [''] : []),
    ...presentNext(next, screen.palette),
  ]
}

function reasons({byCode, rejects, count: all}: RejectListing, {width, palette}: Screen): string[] {
  const entries = Object.entries(byCode).sort(([, a], [, b]) => b - a)
  const codeWidth = Math.max(...entries.map(([code]) => code.length))
  const countWidth = Math.max(...entries.map(([, count]) => formatCount(count).length))
  return entries.map(([code, count]) => {
    const start = `  ${padEnd(code, codeWidth)}  ${padStart(formatCount(count), countWidth)}`
    const example = rejects.length === all ? undefined : rejects.find(reject => reject.code === code)
    return example === undefined ? start : `${start}  ${exampleOf(example, width - displayWidth(start) - 2, palette)}`
  })
}

function exampleOf({row, message}: ShownReject, width: number, palette: Palette): string {
  return palette.quiet(truncate(`row ${row}: ${showText(message)}`, width))
}

const REASON_INDENT = '        '

/** A line of facts for each row, its whole reason under it: a reason cut short helps nobody. */
function rows(rejects: readonly ShownReject[], screen: Screen): string[] {
  const [titles = '', ...lines] = fitTable(rejects, COLUMNS, screen)
  const reasonsOf = ({message}: ShownReject): string[] =>
    wrapText(showText(message), screen.width - REASON_INDENT.length).map(line => screen.palette.quiet(`${REASON_INDENT}${line}`))
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
