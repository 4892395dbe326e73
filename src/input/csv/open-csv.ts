import {AppError} from '../../errors/app-error.js'
import {EXPORT_COLUMNS} from '../../rows/export-columns.js'
import {shellQuote} from '../../shared/shell-quote.js'
import type {LineBlock} from '../line-blocks.js'
import {type OpenedRows, withFirst} from '../opened-rows.js'
import {textProblem} from '../text-problem.js'
import {type CsvRecord, csvRecords} from './csv-records.js'
import {csvRows} from './csv-rows.js'
import {afterSeparatorLine} from './separator-line.js'

interface CsvSpec {
  readonly name: string
  readonly delimiter: string
  /** False: the columns are called 1, 2, 3, … */
  readonly hasHeader: boolean
  /** The first line is `sep=…`. */
  readonly hasSeparatorLine?: boolean
}

/** Reads the header; the rows follow when they are asked for. Throws FILE_EMPTY and HEADER_INVALID. */
export async function openCsv(lines: AsyncIterable<LineBlock>, spec: CsvSpec): Promise<OpenedRows> {
  const {name, delimiter, hasHeader, hasSeparatorLine = false} = spec
  const all = csvRecords(lines, delimiter)
  const records = hasSeparatorLine ? afterSeparatorLine(all) : all
  const first = await records.next()
  const head: readonly CsvRecord[] = first.done === true ? [] : first.value
  const cells = cellsOfFirst(head[0], name)
  const isNamed = hasHeader || isExportHeader(cells)
  const header = isNamed ? cells : cells.map((_, index) => String(index + 1))
  const rest = withFirst(isNamed ? head.slice(1) : head, records)
  return {header, columns: header, chunks: csvRows(rest, header.length)}
}

/** The columns of an export are named even where those of the first file were not. */
function isExportHeader(cells: readonly string[]): boolean {
  return EXPORT_COLUMNS.every(column => cells.includes(column))
}

function cellsOfFirst(record: CsvRecord | undefined, name: string): readonly string[] {
  if (record === undefined)
    throw new AppError('FILE_EMPTY', `${name} holds no rows: there is nothing but blank lines in it.`, {
      next: [`head ${shellQuote(name)}`],
    })
  const {line, cut, text} = record
  const problem = textProblem(text) ?? ('problem' in cut ? cut.problem : undefined)
  if (problem === undefined && !('problem' in cut)) return cut
  throw new AppError('HEADER_INVALID', `The header of ${name} (line ${line}) cannot be read: ${problem}.`, {
    next: [`head -n ${line} ${shellQuote(name)}`],
  })
}
