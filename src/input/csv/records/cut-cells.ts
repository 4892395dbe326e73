import {CsvError, parse} from 'csv-parse/sync'
import {MAX_RECORD_CHARS} from '../../limits.js'
import type {CsvDialect} from '../dialect.js'

/** The cells of one record, or why it is none. */
export type Cut = readonly string[] | {readonly problem: string}

type QuoteStyle = Pick<CsvDialect, 'delimiter' | 'quote'>

export const UNCLOSED = 'a quote is opened but not closed'

/**
 * Cells of records that hold quotes, in order, by csv-parse (strict RFC 4180 quoting).
 * All at once where every record is sound, since a call of the parser costs as much as twenty records.
 */
export function cutQuoted(records: readonly string[], style: QuoteStyle): readonly Cut[] {
  const text = records.length > 1 ? records.join('\n') : ''
  if (text !== '' && !mayHoldFormula(text)) {
    const all = tryParse(text, style)
    if (Array.isArray(all) && all.length === records.length) return all
  }
  return records.map(record => cutOne(record, style))
}

export function cutOne(record: string, style: QuoteStyle): Cut {
  const hasFormula = mayHoldFormula(record)
  const cut = tryParse(hasFormula ? quotedFormulas(record, style.delimiter) : record, style)
  if ('problem' in cut) return cut
  const [cells] = cut
  if (cells === undefined || cut.length > 1) return {problem: 'its quotes are not balanced'}
  return hasFormula ? cells.map(formulaText) : cells
}

function tryParse(
  text: string,
  {delimiter, quote = '"'}: QuoteStyle,
): readonly (readonly string[])[] | {readonly problem: string} {
  try {
    const style = {delimiter, quote, escape: quote, record_delimiter: '\n'}
    return parse(text, {...style, relax_column_count: true, max_record_size: MAX_RECORD_CHARS})
  } catch (error) {
    if (error instanceof CsvError) return {problem: PROBLEMS[error.code] ?? error.message}
    throw error
  }
}

/** csv-parse counts lines and columns from the start of what it was given, which is not the file's. */
const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened but never closed',
  INVALID_OPENING_QUOTE: 'there is a quote inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'it is too long',
}

/** `="00123"`: how programs write a text that Excel must not take for a number. The text is meant, not the formula. */
const FORMULA = /^="([^"]*)"$/

function mayHoldFormula(record: string): boolean {
  return record.includes('="')
}

/**
 * The record with such cells in quotes of CSV, where they were written without: `="00123"` → `"00123"`. An empty one,
 * `=""`, is also how a quote behind an equals sign looks within quotes, so it is touched only where no cell has other
 * quotes.
 */
function quotedFormulas(record: string, delimiter: string): string {
  const pieces = record.split(delimiter)
  const isPlain = pieces.every(piece => !piece.includes('"') || FORMULA.test(piece))
  return pieces
    .map(piece => (FORMULA.test(piece) && (isPlain || piece.length > 3) ? piece.slice(1) : piece))
    .join(delimiter)
}

/** The text of a cell that is nothing but such a formula; any other cell as it is. */
function formulaText(cell: string): string {
  return FORMULA.exec(cell)?.[1] ?? cell
}
