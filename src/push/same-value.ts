/**
 * Two spellings of one number: `1.10`, `01.1` and `11e-1`. Digit for digit, so that long numbers are not taken for
 * their neighbours.
 */
export function isSameNumber(one: string, other: string): boolean {
  const canonical = canonicalNumber(one)
  return canonical !== undefined && canonical === canonicalNumber(other)
}

/** Two spellings of one moment: an ISO date or date-time with its zone, or epoch milliseconds. */
export function isSameInstant(one: string, other: string): boolean {
  const instant = instantOf(one)
  return instant !== undefined && instant === instantOf(other)
}

const NUMBER = /^([+-]?)(\d+)?(?:\.(\d*))?(?:e([+-]?\d{1,6}))?$/i

/** Sign, digits without zeros around them, and the power of ten of the last one; undefined for what is no number. */
function canonicalNumber(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text.trim()) ?? []
  const digits = whole + fraction
  if (digits === '') return undefined
  let start = 0
  while (digits[start] === '0') start += 1
  let end = digits.length
  while (end > start && digits[end - 1] === '0') end -= 1
  if (start === end) return '0'
  const power = Number(exponent) - fraction.length + (digits.length - end)
  return `${sign === '-' ? '-' : ''}${digits.slice(start, end)}e${power}`
}

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/i

function instantOf(value: string): number | undefined {
  const text = value.trim()
  if (/^-?\d{1,16}$/.test(text)) return Number(text)
  const parsed = ISO.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(parsed) ? undefined : parsed
}
