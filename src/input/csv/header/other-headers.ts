import {textProblem} from '../../unreadable-row.js'
import type {CsvSpec} from '../dialect.js'
import type {CsvRecord} from '../records/csv-record.js'
import {cutOne} from '../records/cut-cells.js'

/** Another reading of the first lines, in which the file has other columns. */
export interface OtherHeader {
  /** What reads it so. */
  readonly flags: readonly string[]
  readonly columns: readonly string[]
}

/** Beside the usual ones, what old systems separate cells by. */
const DELIMITERS = [';', '\t', ',', '|', '^', '~', '¦', '§', '\u001f', '\u0001'] as const

/** Characters that names hold as well: they separate cells only where they cut every line alike. */
const COMMON = [':', ' '] as const

/** Lines below the first that may be the header. */
const LINES = 10

/** The header cut by other delimiters, then the lines below it, in the order in which they are likely. */
export function otherHeaders(
  [first, ...others]: readonly CsvRecord[],
  {dialect, reading}: CsvSpec,
): readonly OtherHeader[] {
  if (first === undefined || reading.header === false || dialect.escapes !== undefined) return []
  const cutting = [...DELIMITERS, ...COMMON.filter(delimiter => cutsAlike([first, ...others], delimiter))]
  const byDelimiter = cutting.flatMap(delimiter => {
    const cut = delimiter === dialect.delimiter ? [] : cutBy(first.text, delimiter, dialect)
    return cut.length < 2 ? [] : [{flags: ['--delimiter', delimiter === '\t' ? 'tab' : delimiter], columns: cut}]
  })
  const byLine = others.slice(0, LINES).flatMap(({line, text, cut}) => {
    const isHeader = !('problem' in cut) && textProblem(text) === undefined
    return isHeader ? [{flags: ['--skip-lines', String(line - 1)], columns: cut}] : []
  })
  return [...byDelimiter, ...byLine]
}

function cutsAlike([first, ...others]: readonly CsvRecord[], delimiter: string): boolean {
  if (first === undefined) return false
  if (isQuotedBetween(first.text, delimiter)) return true
  const count = first.text.split(delimiter).length
  return others.length > 0 && others.slice(0, LINES).every(({text}) => text.split(delimiter).length === count)
}

/** `"a" "b"`: as R's write.table writes them. */
function isQuotedBetween(text: string, delimiter: string): boolean {
  return text.startsWith('"') && text.includes(`"${delimiter}"`)
}

/** Empty where the delimiter cuts no header. */
function cutBy(text: string, delimiter: string, dialect: CsvSpec['dialect']): readonly string[] {
  const cut = dialect.quote === undefined ? text.split(delimiter) : cutOne(text, {...dialect, delimiter})
  return 'problem' in cut ? [] : cut
}
