import type {ValueFormats} from './coercer.js'
import {instantParser} from './dates/instant-parser.js'
import {zoneOf} from './dates/zone.js'
import {checkThousands} from './numbers/number-formats.js'

/**
 * Throws AppError USAGE for a date format, a time zone or a mark of thousands that cannot be used, whether a column
 * needs it or not.
 */
export function checkFormats(formats: ValueFormats): void {
  checkThousands(formats)
  instantParser(formats)
  zoneOf(formats.timeZone ?? 'UTC')
}
