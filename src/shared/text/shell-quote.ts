/** What is not printed as it is, so that a word that holds it cannot be copied. Line ends are left to the quotes. */
const UNSEEN = /[\x01-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/

/**
 * A word as a POSIX shell takes it: as it is where that is safe, else in single quotes; by way of `printf` where it
 * holds what cannot be seen.
 */
export function shellQuote(word: string): string {
  if (word === "'") return `"'"`
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  const isPrinted = UNSEEN.test(word) && !word.endsWith('\n') // at the end, `$(…)` drops it
  return isPrinted ? `"$(printf '${[...word].map(escaped).join('')}')"` : `'${word.replaceAll("'", `'\\''`)}'`
}

function escaped(character: string, at: number): string {
  if (character === '%') return '%%'
  if (character === '\\') return '\\\\'
  const isPlain = character !== "'" && !(at === 0 && character === '-') && !UNSEEN.test(character)
  return isPlain ? character : [...Buffer.from(character)].map(octal).join('')
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`
}

export function shellWords(words: readonly string[]): string {
  return words.map(shellQuote).join(' ')
}
