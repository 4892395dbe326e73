/**
 * What is left of a character beyond U+FFFF, such as an emoji, where a text was cut in its middle: half of a surrogate
 * pair. There is no UTF-8 for it, so whoever stores the text stores something else.
 */
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** The text with each of them replaced. */
export function replaceHalves(text: string, replacement: string): string {
  return text.replace(HALF, replacement)
}

/** JSON has an escape for them. */
const MAY_HOLD_HALF = /\\u[dD][89a-fA-F]/

/** Whether a JSON text holds one in a name or a value. `value`: the text, parsed; its depth is bounded by the caller. */
export function holdsHalf(text: string, value: unknown): boolean {
  return MAY_HOLD_HALF.test(text) && isCut(value)
}

function isCut(value: unknown): boolean {
  if (typeof value === 'string') return value.search(HALF) >= 0
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => isCut(name) || isCut(member))
}
