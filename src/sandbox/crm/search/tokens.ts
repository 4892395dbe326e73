/** HubSpot's search ignores case, of all but options (docs/hubspot-api.md#search). */
export function fold(value: string): string {
  return value.toLowerCase()
}

/** Runs of letters and digits, in lower case. */
export function tokensOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(token => token !== '')
}

/**
 * Whether a text has these words, one after the other; `*` stands for any rest of a word. `*` alone is any word, and
 * what has no word is in no text.
 */
export function containing(wanted: string): (text: string) => boolean {
  const words = fold(wanted)
    .split(/[^\p{L}\p{N}*]+/u)
    .filter(word => word !== '')
  const named = words.filter(word => !/^\*+$/.test(word))
  if (named.length === 0) return text => words.length > 0 && tokensOf(text).length > 0
  return text => {
    const there = tokensOf(text)
    return there.some((_, start) => named.every((word, index) => fits(word, there[start + index])))
  }
}

/** Each part is looked for once, behind the one before it: a pattern of many stars costs no more than its length. */
function fits(pattern: string, token: string | undefined): boolean {
  if (token === undefined) return false
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return token === first
  if (token.length < first.length + last.length || !token.startsWith(first) || !token.endsWith(last)) return false
  const end = token.length - last.length
  let at = first.length
  for (const part of others) {
    const found = token.indexOf(part, at)
    if (found < 0 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}
