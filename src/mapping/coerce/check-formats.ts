import type {ValueFormats} from './coercer.js'
import {instantParser} from './instant-parser.js'
import {zoneOf} from './zone.js'

/** Throws AppError USAGE for a date format or a time zone that cannot be used, whether a column needs it or not. */
export function checkFormats(formats: ValueFormats): void {
  instantParser(formats)
  zoneOf(formats.timeZone ?? 'UTC')
}
