/**
 * JSON.parse, but a number that a double cannot hold (a 19-digit id, 0.1234567890123456789) comes as its text:
 * rounded, it would name another record.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(HOLDS_LONG_NUMBER.test(text) ? quoteLongNumbers(text) : text)
}

/** Sixteen digits in a row (a point among them or not), or an exponent: the slow way is taken for these only. */
const HOLDS_LONG_NUMBER = /[\d.]{16}|\d[eE]/
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

function quoteLongNumbers(text: string): string {
  return text.replace(STRING_OR_NUMBER, token => (token.startsWith('"') || isExact(token) ? token : `"${token}"`))
}

/** A double keeps fifteen significant digits whatever they are. */
function isExact(token: string): boolean {
  if (!Number.isFinite(Number(token))) return false
  const digits = token
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
  return digits.length <= 15 || String(Number(token)) === token
}
