/** Tokens of strftime that say what one of ours does. */
const STRFTIME: ReadonlyMap<string, string> = new Map([
  ['%Y', 'YYYY'],
  ['%y', 'YY'],
  ['%m', 'MM'],
  ['%B', 'MMMM'],
  ['%b', 'MMM'],
  ['%d', 'DD'],
  ['%e', 'D'],
  ['%H', 'HH'],
  ['%I', 'hh'],
  ['%p', 'A'],
  ['%M', 'mm'],
  ['%S', 'ss'],
  ['%f', 'SSSSSS'],
  ['%z', 'Z'],
])
const LOWER: ReadonlyMap<string, string> = new Map([
  ['yyyy', 'YYYY'],
  ['yy', 'YY'],
  ['dd', 'DD'],
  ['d', 'D'],
])

/**
 * A format as strftime, Java or Excel write it, in our tokens; undefined for what is in neither manner. It may still be
 * unusable.
 */
export function translatedFormat(format: string): string | undefined {
  const translated = format.includes('%') ? fromStrftime(format) : fromLowerCase(format)
  return translated === format ? undefined : translated
}

function fromStrftime(format: string): string | undefined {
  const parts = format.match(/%[A-Za-z]|[^%]+|%/g) ?? []
  if (parts.some(part => part.startsWith('%') && !STRFTIME.has(part))) return undefined
  return parts
    .map(
      part => STRFTIME.get(part) ?? part.replace(/[A-Za-z]+/g, letters => (letters === 'T' ? letters : `'${letters}'`)),
    )
    .join('')
}

/** `dd/mm/yyyy`: without an hour, mm can only be the month. */
function fromLowerCase(format: string): string {
  const upper = format.replace(/([A-Za-z])\1*/g, run => LOWER.get(run) ?? run)
  return /[Hh]|M/.test(upper) ? upper : upper.replace(/\bm{1,2}\b|mm/g, months => months.toUpperCase())
}
