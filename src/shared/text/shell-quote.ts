/** A word as a POSIX shell takes it: as it is where that is safe, else in single quotes. */
export function shellQuote(word: string): string {
  if (word === "'") return `"'"`
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

export function shellWords(words: readonly string[]): string {
  return words.map(shellQuote).join(' ')
}
