import type {Coercer, CoercerContext} from './coercer.js'
import {isoOf} from './date.js'
import {instantParser} from './instant-parser.js'
import {quoteValue} from './quote-value.js'
import {zoneToUtc} from './zone-to-utc.js'

/** ISO 8601 in UTC with milliseconds: whether HubSpot takes offsets is not established, so they are applied here. */
export function datetimeCoercer({where, formats}: CoercerContext): Coercer {
  const parse = instantParser(formats)
  const toUtc = zoneToUtc(formats.timeZone ?? 'UTC')
  const form = formats.dateFormat ?? 'YYYY-MM-DDTHH:mm:ssZ'
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const instant = parse(text)
    const utcMs = instant === undefined || instant.isAbsolute ? instant?.utcMs : toUtc(instant.utcMs)
    const iso = utcMs === undefined ? undefined : isoOf(utcMs)
    return iso ?? {code: 'INVALID_DATETIME', message: `${quoteValue(cell)} is not a date and time written as ${form} (${where}).`}
  }
}
