import {AppError} from '../../errors/app-error.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import type {CsvRecord} from './csv-record.js'
import type {CsvSpec} from './csv-spec.js'
import {likelyPair, likelyQuote, strayEnd, wholeDelimiter} from './wrapped-names.js'

/**
 * Quotes and delimiters that were not taken for such stand in every name and in every cell: keys would be stored with
 * them.
 * Throws HEADER_INVALID.
 */
export function refuseWrapped(
  names: readonly string[],
  rows: readonly CsvRecord[],
  {name, dialect, reading}: CsvSpec,
): void {
  const quote = reading.quote === undefined ? likelyQuote(names) : undefined
  if (quote !== undefined)
    throw invalid(
      `Every name in the header of ${name} is quoted with ${quote}.`,
      quote === "'" ? `--quote "'"` : flag('--quote', quote),
    )
  const delimiter = wholeDelimiter(names, dialect.delimiter, rows[0]?.text)
  if (delimiter !== undefined) {
    const message = `The names in the header of ${name} are separated by ${JSON.stringify(delimiter)}, not by ${JSON.stringify(dialect.delimiter)} alone.`
    throw invalid(message, flag('--delimiter', delimiter))
  }
  const stray = strayEnd(names)
  const pair = likelyPair([...names, ...(firstCells(rows) ?? names)].filter(cell => cell.trim() !== ''))
  if (stray === undefined && pair === undefined) return
  const what = pair === undefined ? `ends in ${JSON.stringify(stray)}` : `stands between ${pair[0]} and ${pair[1]}`
  throw invalid(
    `Every name in the header of ${name} ${what}, and cells would be stored so. Write the file without these characters first.`,
    `head -n 2 ${shellQuote(name)}`,
  )
}

function firstCells([first]: readonly CsvRecord[]): readonly string[] | undefined {
  return first === undefined || 'problem' in first.cut ? undefined : first.cut
}

function flag(name: string, value: string): string {
  return `${name} ${shellQuote(value)}`
}

function invalid(message: string, step: string): AppError {
  return new AppError('HEADER_INVALID', message, {next: [step]})
}
