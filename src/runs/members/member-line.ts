/**
 * One line of a member list, or of what a run adds to it: a sign, then the key.
 *
 *     +KEY      a member: the key of a row that was written, unchanged, or skipped
 *     =KEY      the same, where the row itself sets the property that marks to that very value
 *     -KEY      the file holds the key, but its row was rejected
 *     #N KEY    no member any more: its record was marked, with the list's mark N
 *
 * A key that is not plain text of one line stands as JSON.
 */
export type MemberSign = '+' | '=' | '-' | '#'

const NOT_PLAIN = /^"|[\n\p{Cs}]/u
const MARKED = /^#(\d{1,9}) /

export function memberLine(sign: Exclude<MemberSign, '#'>, key: string): string {
  return `${sign}${keyText(key)}`
}

export function markedLine(mark: number, key: string): string {
  return `#${mark} ${keyText(key)}`
}

export function signOf(line: string): string | undefined {
  return line[0]
}

export function keyOf(line: string): string {
  const text = line.slice(line.startsWith('#') ? line.indexOf(' ') + 1 : 1)
  return text.startsWith('"') ? String(JSON.parse(text)) : text
}

/** Of a marked line; -1 for any other. */
export function markOf(line: string): number {
  const [, mark] = MARKED.exec(line) ?? []
  return mark === undefined ? -1 : Number(mark)
}

function keyText(key: string): string {
  return NOT_PLAIN.test(key) ? JSON.stringify(key) : key
}
