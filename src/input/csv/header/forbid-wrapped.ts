import {AppError} from '../../../errors/app-error.js'
import {addFlags, type NextStep, shell} from '../../../errors/next-step.js'
import type {CsvSpec} from '../dialect.js'
import type {CsvRecord} from '../records/csv-record.js'

/**
 * Quotes and delimiters that were not taken for such are in every name and in every cell: keys would be stored with
 * them. Throws HEADER_INVALID.
 */
export function forbidWrapped(
  names: readonly string[],
  rows: readonly CsvRecord[],
  {name, dialect, reading}: CsvSpec,
): void {
  const quote = reading.quote === undefined ? likelyQuote(names) : undefined
  if (quote !== undefined)
    throw invalid(`Every name in the header of ${name} is quoted with ${quote}.`, addFlags(['--quote', quote]))
  const delimiter = wholeDelimiter(names, dialect.delimiter, rows[0]?.text)
  if (delimiter !== undefined) {
    const message = `The names in the header of ${name} are separated by ${JSON.stringify(delimiter)}, not just by ${JSON.stringify(dialect.delimiter)}.`
    throw invalid(message, addFlags(['--delimiter', delimiter]))
  }
  const stray = strayWords(names)
  const pair = likelyPair([...names, ...(firstCells(rows) ?? names)].filter(cell => cell.trim() !== ''))
  if (stray === undefined && pair === undefined) return
  const what = pair === undefined ? stray : `is enclosed in ${pair[0]} and ${pair[1]}`
  throw invalid(
    `Every name in the header of ${name} ${what}, and so would be the stored cells. Write the file without these characters first.`,
    shell(['head', '-n', '2', name]),
  )
}

function firstCells([first]: readonly CsvRecord[]): readonly string[] | undefined {
  return first === undefined || 'problem' in first.cut ? undefined : first.cut
}

function invalid(message: string, step: NextStep): AppError {
  return new AppError('HEADER_INVALID', message, {next: [step]})
}

/** Characters that programs put around a cell on both sides. */
const QUOTES = ["'", '`', '´', '|', '~', '^', '*', '$', '%', '#', '!', '/'] as const

const PAIRS = ['“”', '„“', '‘’', '‚‘', '«»', '»«', '‹›', '[]', '()', '{}', '<>'] as const

/** What cells may end in that were cut at a part of their delimiter. */
const STRAY = ['|', '~', '^', ';', ',', '\t', '¦', '§'] as const

/** The character on both sides of every name: the quote of the file, in place of `"`. */
function likelyQuote(names: readonly string[]): string | undefined {
  return QUOTES.find(quote => names.every(name => isWrapped(name, quote, quote)))
}

/** Two characters around every one of these cells, of which no quote can be made. */
function likelyPair(cells: readonly string[]): string | undefined {
  return PAIRS.find(pair => cells.every(cell => isWrapped(cell, pair[0] ?? '', pair[1] ?? '')))
}

/** What is said of the character in which every name ends, or with which every one but the first begins. */
function strayWords(names: readonly string[]): string | undefined {
  const end = STRAY.find(stray => names.every(name => name.trim().endsWith(stray)))
  if (end !== undefined) return `ends in ${JSON.stringify(end)}`
  const others = names.slice(1).filter(name => name.trim() !== '')
  const start = others.length === 0 ? undefined : STRAY.find(stray => others.every(name => name.startsWith(stray)))
  return start === undefined ? undefined : `but the first begins with ${JSON.stringify(start)}`
}

/**
 * Where a delimiter of several characters was cut at one of them (`~|~`, `||`): the whole of it. `row`: the text of the
 * first row, which must be cut by it into as many cells as the header.
 */
function wholeDelimiter(names: readonly string[], delimiter: string, row: string | undefined): string | undefined {
  const header = names.join(delimiter)
  const [whole] = [/[,;]/.test(delimiter) ? undefined : delimiter + delimiter, stretched(names, delimiter)].filter(
    each => {
      if (each === undefined || each === delimiter) return false
      const cells = header.split(each)
      const isSplit = cells.length > 1 && cells.every(cell => cell !== '' && !cell.includes(delimiter))
      return isSplit && (row === undefined || row.split(each).length === cells.length)
    },
  )
  return whole
}

/** With the stray character at each of its sides in the header. */
function stretched(names: readonly string[], delimiter: string): string {
  const before = STRAY.find(stray => names.slice(0, -1).every(name => name.length > 1 && name.endsWith(stray))) ?? ''
  const after = STRAY.find(stray => names.slice(1).every(name => name.length > 1 && name.startsWith(stray))) ?? ''
  return before + delimiter + after
}

function isWrapped(cell: string, before: string, after: string): boolean {
  const text = cell.trim()
  return text.length > 1 && text.startsWith(before) && text.endsWith(after)
}
