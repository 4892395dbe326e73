import type {Coercer} from '../coercer.js'

/**
 * For numbers of JSON. They keep their own characters (1.10 is a text of its own) wherever these are taken; a date, an
 * option or a truth value that is refused so is tried as the plain number: 1.7e12 is a moment, 1.0 the option 1.
 */
export function forJsonNumbers(coerce: Coercer): Coercer {
  return written => {
    const value = coerce(written)
    if (typeof value === 'string') return value
    const plain = plainNumber(written)
    if (plain === undefined || plain === written) return value
    const again = coerce(plain)
    return typeof again === 'string' ? again : value
  }
}

/** A double keeps fifteen significant digits whatever they are; undefined for more. */
function plainNumber(written: string): string | undefined {
  const digits = written
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
  return digits.length <= 15 && Number.isFinite(Number(written)) ? String(Number(written)) : undefined
}
