import type {Reject} from '../../rows/rows.js'
import type {Palette, Screen} from '../palette.js'
import {displayWidth, padEnd, padStart, truncate} from './display-width.js'
import {fitTable, type TableColumn} from './fit-table.js'
import {countOf, formatCount} from './format-numbers.js'
import {presentNext} from './present-next.js'
import {showText} from './show-text.js'

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

/** The reasons with their counts and an example each, then the rows, then what to type next. */
export function presentRejects(listing: RejectListing, screen: Screen, next: readonly string[] = []): string[] {
  if (listing.count === 0) return [`No refused rows in run ${listing.run}.`, ...presentNext(next, screen.palette)]
  const more = listing.count - listing.rejects.length
  return [
    `${screen.palette.strong(countOf(listing.count, 'refused row'))} in run ${listing.run}`,
    '',
    ...reasons(listing, screen),
    '',
    ...fitTable(listing.rejects, COLUMNS, screen),
    ...(more > 0 ? [screen.palette.quiet(`  … and ${countOf(more, 'more row', 'more rows')} (--all shows them)`)] : []),
    ...(next.length > 0 ? [''] : []),
    ...presentNext(next, screen.palette),
  ]
}

function reasons({byCode, rejects}: RejectListing, {width, palette}: Screen): string[] {
  const entries = Object.entries(byCode).sort(([, a], [, b]) => b - a)
  const codeWidth = Math.max(...entries.map(([code]) => code.length))
  const countWidth = Math.max(...entries.map(([, count]) => formatCount(count).length))
  return entries.map(([code, count]) => {
    const start = `  ${padEnd(code, codeWidth)}  ${padStart(formatCount(count), countWidth)}`
    const example = rejects.find(reject => reject.code === code)
    return example === undefined ? start : `${start}  ${exampleOf(example, width - displayWidth(start) - 2, palette)}`
  })
}

function exampleOf({row, message}: ShownReject, width: number, palette: Palette): string {
  return palette.quiet(truncate(`row ${row}: ${showText(message)}`, width))
}

const COLUMNS: readonly TableColumn<ShownReject>[] = [
  {title: 'ROW', cell: ({row}) => String(row), align: 'right'},
  {title: 'LINE', cell: ({line}) => String(line), align: 'right'},
  {title: 'KEY', cell: ({key}) => key ?? '', minWidth: 16},
  {title: 'CODE', cell: ({code}) => code},
  {title: 'PROPERTY', cell: ({property}) => property ?? '', minWidth: 8},
  {title: 'VALUE', cell: ({value}) => value ?? '', minWidth: 8},
  {title: 'REASON', cell: ({message}) => message, minWidth: 20},
]
