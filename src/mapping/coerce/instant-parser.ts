import type {ValueFormats} from './coercer.js'
import {compileDateFormat} from './date-format.js'
import {excelSerial} from './excel-serial.js'
import type {Instant} from './instant.js'
import {parseInstant} from './parse-instant.js'

/** A file that names its format is read by it alone: 01-02-2025 must not mean two days. */
export function instantParser({dateFormat}: ValueFormats): (text: string) => Instant | undefined {
  if (dateFormat === undefined) return parseInstant
  return dateFormat.toLowerCase() === 'excel' ? excelSerial : compileDateFormat(dateFormat)
}
