import {fullYear} from './calendar-digits.js'
import {clockTimeMs, fractionMs} from './clock-time.js'
import {type DateField, type DatePiece, dateFormatPieces, isDayField} from './date-format-pieces.js'
import {atOffset, type Instant} from './instant.js'
import {foldMonth, monthNames} from './month-names.js'

/** No date is longer, and no pattern is tried on a text of megabytes. */
const LONGEST = 120
/** What may follow a format of days alone: a time that can be read one way only. */
const TIME: readonly DatePiece[] = [
  {pattern: '(?:[Tt]|,?\\s+)'},
  {field: 'hour', pattern: '(\\d{1,2})'},
  {field: 'minute', pattern: ':(\\d{2})'},
  {field: 'second', pattern: '(?::(\\d{2})'},
  {field: 'fraction', pattern: '(?:[.,](\\d{1,9}))?)?'},
  {field: 'half', pattern: '(?:\\s?([AaPp])\\.?[Mm]\\.?)?'},
  {field: 'zone', pattern: '(?:\\s?(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?'},
]

type Read = (text: string) => Instant | undefined

/**
 * Reads dates written as `format`; docs/mapping.md lists its tokens. One format serves days and times: a cell may lack
 * the time that the format names, or have one behind the day (`14:30:00`) where the format names none.
 * Throws AppError USAGE for a format that names no day, or that could be read two ways.
 */
export function compileDateFormat(format: string, namesOf = monthNames): Read {
  const pieces = dateFormatPieces(format)
  const names = pieces.some(({field}) => field === 'monthName') ? namesOf() : undefined
  const readers = [pieces, otherForm(pieces)].flatMap(some => (some === undefined ? [] : [readerOf(some, names)]))
  return text => {
    if (text.length > LONGEST) return undefined
    for (const read of readers) {
      const instant = read(text)
      if (instant !== undefined) return instant
    }
    return undefined
  }
}

/**
 * With the time that the format lacks, or without the one that it names; undefined where day and time cannot be told
 * apart.
 */
function otherForm(pieces: readonly DatePiece[]): readonly DatePiece[] | undefined {
  const isDay = pieces.map(({field}) => isDayField(field))
  const isTime = pieces.map(({field}, index) => field !== undefined && isDay[index] === false)
  if (!isTime.includes(true)) return [...pieces, ...TIME]
  const [first, last] = [isDay.indexOf(true), isDay.lastIndexOf(true)]
  return isTime.slice(first, last).includes(true) ? undefined : pieces.slice(first, last + 1)
}

function readerOf(pieces: readonly DatePiece[], names: ReadonlyMap<string, number> | undefined): Read {
  const pattern = new RegExp(`^${pieces.map(piece => piece.pattern).join('')}$`, 'u')
  const fields = pieces.flatMap(({field}) => field ?? [])
  const at = (field: DateField): number => fields.indexOf(field) + 1 // 0: the format has no such field
  const places = {
    ...{year: at('year'), shortYear: at('shortYear'), month: at('month'), monthName: at('monthName'), day: at('day')},
    ...{
      hour: Math.max(at('hour'), at('halfHour')),
      minute: at('minute'),
      second: at('second'),
      fraction: at('fraction'),
    },
    ...{half: at('half'), zone: at('zone')},
  }
  return text => {
    const match = pattern.exec(text)
    return match === null ? undefined : instantOf(match, places, names)
  }
}

type Places = Readonly<Record<Exclude<DateField, 'halfHour'>, number>>

function instantOf(
  match: RegExpExecArray,
  places: Places,
  names: ReadonlyMap<string, number> | undefined,
): Instant | undefined {
  const textAt = (place: number): string | undefined => (place === 0 ? undefined : match[place])
  const numberAt = (place: number): number => Number(textAt(place) ?? '0')
  const name = textAt(places.monthName)
  const month = name === undefined ? numberAt(places.month) : names?.get(foldMonth(name))
  const hour = hourOf(numberAt(places.hour), textAt(places.half))
  if (hour === undefined || month === undefined) return undefined
  const year = places.shortYear === 0 ? numberAt(places.year) : fullYear(numberAt(places.shortYear))
  const [day, minute, second] = [numberAt(places.day), numberAt(places.minute), numberAt(places.second)]
  const clockMs = clockTimeMs({year, month, day, hour, minute, second})
  if (clockMs === undefined) return undefined
  if (places.hour === 0) return {clockMs, shows: 'day'}
  return atOffset(clockMs + fractionMs(textAt(places.fraction) ?? ''), textAt(places.zone))
}

/** Of 24 hours; undefined for 0 AM or 13 PM, which no clock shows. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}
