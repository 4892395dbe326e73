import {CsvError, parse} from 'csv-parse/sync'
import {MAX_RECORD_CHARS} from '../limits.js'

/** The cells of one record, or why it is none. */
export type Cut = readonly string[] | {readonly problem: string}

/**
 * Cells of records that hold quotes, in order, by csv-parse (strict RFC 4180 quoting).
 * All at once where every record is sound, since a call of the parser costs as much as twenty records.
 */
export function cutQuoted(records: readonly string[], delimiter: string): readonly Cut[] {
  if (records.length > 1) {
    const all = tryParse(records.join('\n'), delimiter)
    if (Array.isArray(all) && all.length === records.length) return all
  }
  return records.map(record => cutOne(record, delimiter))
}

export function cutOne(record: string, delimiter: string): Cut {
  const cut = tryParse(record, delimiter)
  if ('problem' in cut) return cut
  const [cells] = cut
  return cells !== undefined && cut.length === 1 ? cells : {problem: 'its quotes do not pair up'}
}

function tryParse(text: string, delimiter: string): readonly (readonly string[])[] | {readonly problem: string} {
  try {
    return parse(text, {delimiter, record_delimiter: '\n', relax_column_count: true, max_record_size: MAX_RECORD_CHARS})
  } catch (error) {
    if (error instanceof CsvError) return {problem: PROBLEMS[error.code] ?? error.message}
    throw error
  }
}

/** csv-parse counts lines and columns from the start of what it was given, which is not the file's. */
const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'it is too long',
}
