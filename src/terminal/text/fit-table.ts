import {displayWidth, padEnd, padStart, truncate} from './display-width.js'
import type {Screen} from './palette.js'
import {showText} from './show-text.js'

export interface TableColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  readonly align?: 'left' | 'right'
  /** May be shortened, down to this width, when the table is too wide. A column without it keeps its width. */
  readonly minWidth?: number
}

const GAP = '  '
const INDENT = '  '

/**
 * The rows as lines no wider than the screen, if there is one, under a line of titles. Columns that are empty in every row are left out;
 * no rows, no lines.
 * Cells are made safe to print here: they come from files and replies.
 */
export function fitTable<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], screen: Screen): string[] {
  if (rows.length === 0) return []
  const filled = columns
    .map(column => ({column, cells: rows.map(row => showText(column.cell(row)))}))
    .filter(({cells}) => cells.some(cell => cell !== ''))
  const natural = filled.map(({column, cells}) =>
    cells.reduce((widest, cell) => Math.max(widest, displayWidth(cell)), column.title.length),
  )
  const limits = filled.map(({column}) => column.minWidth)
  const available = screen.isWhole === true ? Number.POSITIVE_INFINITY : screen.width
  const widths = shrinkToFit(natural, limits, available - INDENT.length - GAP.length * (filled.length - 1))
  const lineOf = (cells: readonly string[]): string => {
    const padded = cells.map((cell, at) => {
      const width = widths[at] ?? 0
      const pad = filled[at]?.column.align === 'right' ? padStart : padEnd
      return pad(truncate(cell, width), width)
    })
    return (INDENT + padded.join(GAP)).trimEnd()
  }
  const titles = screen.palette.quiet(lineOf(filled.map(({column}) => column.title)))
  return [titles, ...rows.map((_, at) => lineOf(filled.map(({cells}) => cells[at] ?? '')))]
}

/** Takes a column at a time from the widest one that may still give way, so that narrow ones stay whole. */
export function shrinkToFit(
  natural: readonly number[],
  limits: readonly (number | undefined)[],
  available: number,
): number[] {
  const widths = [...natural]
  let excess = widths.reduce((sum, width) => sum + width, 0) - available
  while (excess > 0) {
    const widest = widths.reduce<number | undefined>((best, width, at) => {
      const givesWay = width > (limits[at] ?? Number.POSITIVE_INFINITY)
      return givesWay && (best === undefined || width > (widths[best] ?? 0)) ? at : best
    }, undefined)
    if (widest === undefined) break
    widths[widest] = (widths[widest] ?? 0) - 1
    excess -= 1
  }
  return widths
}
