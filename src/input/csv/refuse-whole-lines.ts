import {AppError} from '../../errors/app-error.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import type {CsvRecord} from './csv-record.js'
import {otherDelimiter} from './other-delimiter.js'

/**
 * `"email,""name"""`: a program took each line for one cell and quoted it once more. Read as it stands the file has one
 * column, and a key would be stored with all the others behind it. Throws HEADER_INVALID.
 */
export function refuseWholeLines(name: string, head: readonly CsvRecord[]): void {
  const [header] = head
  const names = header === undefined ? undefined : wholeLine(header)
  const delimiter = names === undefined ? undefined : otherDelimiter([names])
  if (delimiter === undefined || !head.every(record => wholeLine(record)?.includes(delimiter) === true)) return
  const message = `Every line of ${name} stands in quotes as a whole, so that the file has one column, ${JSON.stringify(names)}. Export it again, or take the outer quotes away first.`
  throw new AppError('HEADER_INVALID', message, {next: [`head -n 2 ${shellQuote(name)}`]})
}

/** The one cell of a line that is quoted from its first to its last character. */
function wholeLine({text, cut}: CsvRecord): string | undefined {
  if ('problem' in cut || cut.length !== 1 || !text.startsWith('"') || !text.trimEnd().endsWith('"')) return undefined
  return cut[0]
}
