import type {ValueFormats} from './coercer.js'
import {instantParser} from './instant-parser.js'
import {checkThousands} from './number-formats.js'
import {zoneOf} from './zone.js'

/**
 * Throws AppError USAGE for a date format, a time zone or a mark of thousands that cannot be used, whether a column
 * needs it or not.
 */
export function checkFormats(formats: ValueFormats): void {
  checkThousands(formats)
  instantParser(formats)
  zoneOf(formats.timeZone ?? 'UTC')
}
