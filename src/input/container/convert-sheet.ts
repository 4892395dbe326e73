import {basename, extname} from 'node:path'
import {shellQuote} from '../../shared/text/shell-quote.js'

/**
 * Comma, double quote, UTF-8, from line 1, and cells as they are stored, not as their format shows them (1,234.57 for
 * 1234.5678).
 * The last of the nine says so: without it LibreOffice 7.4 writes what cells display. Its bare `csv` writes
 * Windows-1252.
 */
const FILTER = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false'

/**
 * Makes a CSV file of the first sheet and pushes it. With a locale, numbers have a point and dates are MM/DD/YYYY
 * wherever it runs.
 */
export function convertSheet(path: string): string {
  const csv = `converted/${basename(path, extname(path))}.csv`
  return `LC_ALL=C.UTF-8 libreoffice --headless --convert-to ${shellQuote(FILTER)} --outdir converted ${shellQuote(path)} && hubspot-push push ${shellQuote(csv)}`
}
