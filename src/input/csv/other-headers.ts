import {shellQuote} from '../../shared/shell-quote.js'
import {textProblem} from '../text-problem.js'
import type {CsvRecord} from './csv-record.js'
import type {CsvSpec} from './csv-spec.js'
import {cutOne} from './cut-cells.js'

/** Another reading of the first lines, in which the file has other columns. */
export interface OtherHeader {
  /** The flag that reads it so, as a shell takes it. */
  readonly flag: string
  readonly columns: readonly string[]
}

/** Beside the usual ones, what old systems separate cells by. */
const DELIMITERS = [';', '\t', ',', '|', '^', '~', '¦', '§', '\u001f', '\u0001'] as const

/** Lines below the first that may be the header. */
const LINES = 10

/** The header cut by other delimiters, then the lines below it, in the order in which they are likely. */
export function otherHeaders([first, ...others]: readonly CsvRecord[], {dialect, reading}: CsvSpec): readonly OtherHeader[] {
  if (first === undefined || reading.header === false || dialect.escapes !== undefined) return []
  const byDelimiter = DELIMITERS.filter(delimiter => delimiter !== dialect.delimiter && first.text.includes(delimiter)).flatMap(
    delimiter => {
      const cut = dialect.quote === undefined ? first.text.split(delimiter) : cutOne(first.text, {...dialect, delimiter})
      return 'problem' in cut ? [] : [{flag: `--delimiter ${delimiter === '\t' ? 'tab' : shellQuote(delimiter)}`, columns: cut}]
    },
  )
  const byLine = others.slice(0, LINES).flatMap(({line, text, cut}) => {
    const isHeader = !('problem' in cut) && textProblem(text) === undefined
    return isHeader ? [{flag: `--skip-lines ${line - 1}`, columns: cut}] : []
  })
  return [...byDelimiter, ...byLine]
}
