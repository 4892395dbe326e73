import {AppError} from '../errors/app-error.js'

/** As the mapping knows them. */
export type Thousands = ',' | '.' | "'" | ' '

const NAMED: ReadonlyMap<string, Thousands> = new Map([
  [',', ','],
  ['comma', ','],
  ['.', '.'],
  ['point', '.'],
  ["'", "'"],
  ['’', "'"],
  ['apostrophe', "'"],
  ['space', ' '],
  ...[' ', '\u00A0', '\u2007', '\u2009', '\u202F'].map(blank => [blank, ' '] as const),
])

/** One character, or its name: `comma`, `point`, `apostrophe`, `space`. All blanks are one. */
export function parseThousands(text: string): Thousands {
  const thousands = NAMED.get(text.toLowerCase())
  if (thousands !== undefined) return thousands
  throw new AppError('USAGE', `"${text}" cannot separate thousands: use a comma, point, apostrophe or space.`, {
    next: ['--thousands ,', '--thousands space'],
  })
}
