import type {TimeUnit} from '../footer/parquet-types.js'

const DIGITS: Readonly<Record<TimeUnit, number>> = {ms: 3, us: 6, ns: 9}
const SECONDS_OF_DAY = 86_400
const JULIAN_DAY_OF_1970 = 2_440_588

/** `days` since 1970-01-01 in the Gregorian calendar, also before it was in use. */
export function dateText(days: number): string {
  const {year, month, day} = civil(days)
  const isUsual = year >= 0 && year <= 9999
  const written = isUsual ? pad(year, 4) : `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}`
  return `${written}-${pad(month, 2)}-${pad(day, 2)}`
}

/** `count` units since the beginning of 1970. Without a zone where the file names none: `--time-zone` says it. */
export function timestampText(
  count: bigint,
  {unit, isUtc}: {readonly unit: TimeUnit; readonly isUtc: boolean},
): string {
  const perDay = BigInt(SECONDS_OF_DAY) * 10n ** BigInt(DIGITS[unit])
  const number = Number(count)
  const isSafe = Number.isSafeInteger(number)
  const days = isSafe ? Math.floor(number / Number(perDay)) : Number((count - modulo(count, perDay)) / perDay)
  const rest = isSafe ? number - days * Number(perDay) : Number(modulo(count, perDay))
  return `${dateText(days)}T${timeText(rest, unit)}${isUtc ? 'Z' : ''}`
}

/** `count` units since midnight. */
export function timeText(count: number, unit: TimeUnit): string {
  const perSecond = 10 ** DIGITS[unit]
  const seconds = Math.floor(count / perSecond)
  const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(part => pad(Math.floor(part), 2)).join(':')
  const fraction = count - seconds * perSecond
  return fraction === 0 ? clock : `${clock}.${pad(fraction, DIGITS[unit]).replace(/0+$/, '')}`
}

/** Nanoseconds of the day, and the Julian day: how Spark and Impala once wrote instants. */
export function int96Text(bytes: Buffer, start: number): string {
  const days = BigInt(bytes.readInt32LE(start + 8) - JULIAN_DAY_OF_1970)
  const count = days * BigInt(SECONDS_OF_DAY) * 1_000_000_000n + bytes.readBigInt64LE(start)
  return timestampText(count, {unit: 'ns', isUtc: false})
}

function modulo(value: bigint, by: bigint): bigint {
  const rest = value % by
  return rest < 0n ? rest + by : rest
}

/** Howard Hinnant's days_from_civil, backwards: years begin in March, in eras of 400. */
function civil(days: number): {year: number; month: number; day: number} {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
