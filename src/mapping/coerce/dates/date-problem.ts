import {type CellProblem, type CoercerContext, quoteValue} from '../coercer.js'
import {calendarReadings} from './calendar-digits.js'
import {compileDateFormat} from './date-format.js'
import {excelSerial, possibleEpoch} from './epoch.js'
import {isoOf} from './instant.js'
import {monthNames} from './month-names.js'

/** What `--date-format` may be for a cell that is read by none yet: only the usual manners of writing a day. */
const USUAL = [
  ...['DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY', 'YYYY-M-D', 'YYYY/MM/DD', 'YYYY.MM.DD'],
  ...['D MMM YYYY', 'D. MMMM YYYY', 'MMM D, YYYY', 'D-MMM-YYYY', 'DDMMMYYYY', 'D-MMM-YY'],
  ...['DD.MM.YY', 'DD/MM/YY', 'MM/DD/YY', 'YYMMDD'],
]
/** The serial numbers of 1950 to 2100: what a spreadsheet writes for most days. */
const SERIAL = /^(?:1[89]|[2-6]\d|7[0-2])\d{3}(?:\.\d+)?$/
const LISTED = 4

/**
 * Why a cell is not a date, or no date and time, and what would read it. The formats are compiled for the first cell
 * that needs them.
 */
export function unreadableDates({where, formats, property}: CoercerContext): (cell: string) => CellProblem {
  const isDay = property.type === 'date'
  const what = isDay ? 'a date' : 'a date and time'
  const code = isDay ? 'INVALID_DATE' : 'INVALID_DATETIME'
  const form = formats.dateFormat ?? (isDay ? 'YYYY-MM-DD' : 'YYYY-MM-DDTHH:mm:ssZ')
  let usual: readonly UsualFormat[] | undefined
  return cell => {
    const plain = `${quoteValue(cell)} is not ${what} written as ${form} (${where}).`
    if (formats.dateFormat !== undefined) return {code, message: plain}
    const text = cell.trim()
    usual ??= usualFormats()
    return {code, ...(digitsProblem(text, cell, where) ?? {message: plain + hintOf(readingsOf(text, usual))})}
  }
}

interface UsualFormat {
  readonly format: string
  readonly read: ReturnType<typeof compileDateFormat>
}

function usualFormats(): readonly UsualFormat[] {
  const names = monthNames()
  return USUAL.map(format => ({format, read: compileDateFormat(format, () => names)}))
}

/** Of digits that are a date of the calendar, or an epoch out of reach; undefined for anything else. */
function digitsProblem(
  text: string,
  cell: string,
  where: string,
): {code?: 'AMBIGUOUS_VALUE'; message: string} | undefined {
  const readings = calendarReadings(text)
  const epochMs = possibleEpoch(text)
  if (readings.length > 0 && epochMs !== undefined) {
    const named = readings.map(({format, clockMs}) => `${shown(clockMs)} with --date-format ${format}`).join(', ')
    const message = `${quoteValue(cell)} could be ${named}, or an epoch, ${isoOf(epochMs)} (${where}). Pass the format, or write the epoch as ISO 8601.`
    return {code: 'AMBIGUOUS_VALUE', message}
  }
  if (readings.length === 0 && epochMs === undefined && /^-?\d{11,16}$/.test(text))
    return {
      message: `${quoteValue(cell)} is not a date: as an epoch in milliseconds it is outside the years 1900 to 2200 (${where}).`,
    }
  return undefined
}

interface Reading {
  readonly format: string
  readonly reads: string
}

function readingsOf(text: string, usual: readonly UsualFormat[]): readonly Reading[] {
  const digits = calendarReadings(text)
  if (digits.length > 0) return digits.map(({format, clockMs}) => ({format, reads: shown(clockMs)}))
  const serial = SERIAL.test(text) ? excelSerial(text) : undefined
  if (serial !== undefined) return [{format: 'excel', reads: shown(serial.clockMs)}]
  return usual.flatMap(({format, read}) => {
    const instant = read(text)
    return instant === undefined ? [] : [{format, reads: shown(instant.clockMs)}]
  })
}

/** Of several readings none is recommended alone. */
function hintOf(readings: readonly Reading[]): string {
  const [first, ...others] = readings
  if (first === undefined) return ''
  if (others.length === 0) return ` --date-format ${flagText(first.format)} reads ${first.reads}.`
  const named = readings.slice(0, LISTED).map(({format, reads}) => `${reads} with --date-format ${flagText(format)}`)
  return ` It could be ${named.join(' or ')}.`
}

function flagText(format: string): string {
  return format.includes(' ') ? `'${format}'` : format
}

/** Without a time that is midnight. */
function shown(clockMs: number): string {
  const iso = isoOf(clockMs) ?? ''
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace(/:00$/, '').replace('T', ' ')
}
