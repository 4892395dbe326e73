import type {Coercer, CoercerContext} from './coercer.js'
import {instantParser} from './instant-parser.js'
import {quoteValue} from './quote-value.js'

const DAY_MS = 86_400_000

/** `YYYY-MM-DD`. HubSpot wants midnight UTC before 2026-09 and cuts the time off since: a time of day is refused here. */
export function dateCoercer({where, formats}: CoercerContext): Coercer {
  const parse = instantParser(formats)
  const form = formats.dateFormat ?? 'YYYY-MM-DD'
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const instant = parse(text)
    const iso = instant === undefined ? undefined : isoOf(instant.utcMs)
    if (instant === undefined || iso === undefined) {
      return {code: 'INVALID_DATE', message: `${quoteValue(cell)} is not a date written as ${form} (${where}).`}
    }
    if (instant.utcMs % DAY_MS === 0) return iso.slice(0, 10)
    return {
      code: 'INVALID_DATE',
      message: `${quoteValue(cell)} is at ${iso.slice(11, 19)} UTC, and ${where} takes days only: midnight UTC.`,
    }
  }
}

/** Undefined outside the years 0000 to 9999. */
export function isoOf(utcMs: number): string | undefined {
  const date = new Date(utcMs)
  if (Number.isNaN(date.getTime())) return undefined
  const iso = date.toISOString()
  return iso.length === 24 ? iso : undefined
}
