/** What HubSpot takes: digits, one point, an exponent; no thousands separators (docs/hubspot-api.md#numbers). */
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/
/** As India groups: 12,34,567. With two commas it can be nothing else. */
const INDIAN = /^[+-]?[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?$/
/** Blanks and apostrophes mark nothing but thousands: 1 234 567, 1'234.50. The same mark throughout. */
const SPACED = /^[+-]?\d{1,3}(?:([ \u00A0\u2007\u2009\u202F'’])\d{3})(?:\1\d{3})*(?:\.\d*)?$/
const MARKS = /[ \u00A0\u2007\u2009\u202F'’,]/g
const ONE_MARK = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/
/** Longer texts are not looked at closely: they are not numbers that people write. */
const LONGEST = 100
const MINUS = '\u2212'

/** Digits with a decimal point, in each of the two ways in which a number may be written; absent where it is none. */
export interface NumberReadings {
  /** The point marks decimals, the comma thousands. */
  readonly point?: string
  /** The other way round. */
  readonly comma?: string
}

/**
 * The number that the text is where the point marks decimals: sent as written, digit for digit, without thousands
 * separators.
 */
export function pointReading(text: string): string | undefined {
  if (PLAIN.test(text)) return text
  if (text.startsWith(MINUS)) return pointReading(`-${text.slice(1)}`)
  return SPACED.test(text) || GROUPED.test(text) || INDIAN.test(text) ? text.replace(MARKS, '') : undefined
}

export function commaReading(text: string): string | undefined {
  return pointReading(text.replace(/[.,]/g, mark => (mark === '.' ? ',' : '.')))
}

export function numberReadings(text: string): NumberReadings {
  const [point, comma] = [pointReading(text), commaReading(text)]
  return {...(point !== undefined && {point}), ...(comma !== undefined && {comma})}
}

/** `1,234` and `1.234`: whether the one mark is of thousands or decimals, only the rest of the file can tell. */
export function hasOneMark(text: string): boolean {
  return ONE_MARK.test(text)
}

/** The decimal mark that the text cannot do without; undefined for what is read either way, or is not a number. */
export function neededMark(text: string): 'point' | 'comma' | undefined {
  if (text.length > LONGEST) return undefined
  const bare = bareNumber(text)
  if (!/[.,]\d/.test(bare)) return undefined
  const {point, comma} = numberReadings(bare)
  if ((point === undefined) === (comma === undefined)) return undefined
  return point === undefined ? 'comma' : 'point'
}

/** Without what is around a number in reports: currencies, percent signs, parentheses, a minus behind it. */
export function bareNumber(text: string): string {
  return text.replace(/^[\s(+\p{Sc}A-Z-]{1,8}(?=[\d.,])|(?<=\d)[\s)%+\p{Sc}A-Z-]{1,8}$/gu, '').trim()
}
