import {AppError} from '../../../errors/app-error.js'
import {ours} from '../../../errors/next-step.js'
import {MOST_COLUMNS, MOST_ROWS} from '../../../input/workbook/sheet-row.js'
import {CELL_TYPE, typesOf} from '../../../rows/cell-types.js'
import type {StoredReject} from '../../../runs/journal/read-rejects.js'
import {addedOf, type ExportLayout, type ExportWriter, ownCells} from '../export-writer.js'
import {cellXml, MOST_CELL_CHARS} from './cell-xml.js'

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
const TAIL = '</sheetData></worksheet>'

/**
 * Rejects as the rows of a sheet: what was a number, a date or an error is one, and everything else a text, so that a
 * spreadsheet leaves its characters alone. Throws AppError USAGE for what no sheet can hold.
 */
export function sheetExport(layout: ExportLayout, run: string): ExportWriter {
  const width = layout.names.length + layout.added.length
  if (width > MOST_COLUMNS) throw tooMuch(`${width} columns, and a sheet has ${MOST_COLUMNS}`, run)
  let line = 1
  const row = (cells: readonly string[], types: readonly string[]): string => {
    const long = cells.find(cell => cell.length > MOST_CELL_CHARS)
    if (long !== undefined)
      throw tooMuch(`a cell of ${long.length} characters, and Excel keeps ${MOST_CELL_CHARS}`, run)
    if (line > MOST_ROWS) throw tooMuch(`more than ${MOST_ROWS - 1} rows`, run)
    const xml = cells.map((cell, column) => cellXml(cell, types[column] ?? CELL_TYPE.text, {column, line})).join('')
    return `<row r="${line++}">${xml}</row>`
  }
  return {
    head: `${HEAD}${row([...layout.names, ...layout.added], [])}`,
    row: reject => row([...ownCells(reject, layout), ...addedCells(reject, layout)], typesIn(reject, layout)),
    tail: TAIL,
  }
}

function addedCells(reject: StoredReject, {added}: ExportLayout): readonly string[] {
  const values = addedOf(reject)
  return added.map(column => String(values[column]))
}

/** By position in the export. */
function typesIn({record}: StoredReject, {kept, names, added}: ExportLayout): readonly string[] {
  const types = typesOf(record)
  const own = names.map((_, at) => types?.[kept[at] ?? -1] ?? CELL_TYPE.text)
  return [...own, ...added.map(column => (column === '_line' ? CELL_TYPE.number : CELL_TYPE.text))]
}

function tooMuch(what: string, run: string): AppError {
  return new AppError('USAGE', `The rejected rows of run ${run} do not fit into a workbook: they have ${what}.`, {
    next: [ours(['rejects', 'export', run, '--output', 'fixed.csv'])],
  })
}
