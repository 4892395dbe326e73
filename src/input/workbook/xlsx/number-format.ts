/** What a number with a certain format stands for. */
export type NumberMeaning =
  | {readonly kind: 'number' /** At least so many digits are shown: 00123. */; readonly minDigits?: number}
  | {readonly kind: 'date' /** Whether the format also shows a time of day. */; readonly hasTime: boolean}
  /** A time of day, or hours that go on beyond the day. */
  | {readonly kind: 'time'; readonly isDuration: boolean}

export const PLAIN_NUMBER: NumberMeaning = {kind: 'number'}

/**
 * Formats that files use without defining them. Source: ECMA-376 part 1, 18.8.30, with those of East Asian editions;
 * read 2026-11.
 */
const BUILT_IN: ReadonlyMap<number, NumberMeaning> = new Map<number, NumberMeaning>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
    id => [id, {kind: 'date', hasTime: false}] as const,
  ),
  [22, {kind: 'date', hasTime: true}],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map(id => [id, {kind: 'time', isDuration: false}] as const),
  [46, {kind: 'time', isDuration: true}],
])

export function builtInMeaning(id: number): NumberMeaning {
  return BUILT_IN.get(id) ?? PLAIN_NUMBER
}

/** Longer ones are no formats that people made. */
const LONGEST = 1000
/** What stands for itself: quoted text, a character behind a backslash, a blank as wide as a character, or a fill. */
const LITERALS = /"[^"]*"?|\\.|_.|\*./gs
/** Hours, minutes or seconds that go on beyond the day. */
const ELAPSED = /\[(?:h+|m+|s+)\]/i
/** Colours, conditions, locales and currencies. */
const BRACKETS = /\[[^\]]*\]?/g
const ZEROS = /^0+$/

/** The meaning of a format code such as `yyyy\-mm\-dd`, by its first section, which is for positive numbers. */
export function meaningOf(code: string): NumberMeaning {
  const plain = code.slice(0, LONGEST).replace(LITERALS, '')
  const [first = ''] = plain.split(';')
  const isDuration = ELAPSED.test(first)
  const tokens = first
    .replace(BRACKETS, '')
    .replace(/general/gi, '')
    .toLowerCase()
  if (isDuration) return {kind: 'time', isDuration: true}
  const hasTime = /[hs]|am\/pm|a\/p/.test(tokens)
  const withoutTime = tokens.replace(/am\/pm|a\/p/g, '')
  if (/[yd]|[bge](?![+-])/.test(withoutTime.replace(/e[+-]/g, '')) || (!hasTime && /m/.test(withoutTime)))
    return {kind: 'date', hasTime}
  if (hasTime) return /m{3,}/.test(withoutTime) ? {kind: 'date', hasTime} : {kind: 'time', isDuration: false}
  const digits = first.trim()
  return ZEROS.test(digits) && digits.length > 1 && code.trim() === digits
    ? {kind: 'number', minDigits: digits.length}
    : PLAIN_NUMBER
}
