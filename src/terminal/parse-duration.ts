import {AppError} from '../errors/app-error.js'

const UNIT_MS: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000}

/**
 * `90s`, `5m`, `2h`, `30d`, `1h30m`, or `0`, in milliseconds. A bare number is refused, since nobody knows its unit.
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0
  const parts = [...text.matchAll(/(\d{1,6}(?:\.\d{1,3})?)([smhd])/g)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) throw unusable(text)
  return Math.round(
    parts.reduce((sum, [, amount = '', unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? Number.NaN), 0),
  )
}

function unusable(text: string): AppError {
  return new AppError('USAGE', `"${text}" is not a duration. Write a number with its unit, such as 90s, 5m, 2h or 1d.`)
}
