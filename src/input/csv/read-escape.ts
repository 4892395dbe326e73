import type {EscapedDialect} from './dialect.js'

/** What a backslash and what follows it stand for. */
type Escape = {readonly text: string; readonly length: number} | {readonly problem: string}

/** MySQL's manual, LOAD DATA ("Escape Sequence"), and the source of the client mysql (`--batch`), read 2026-11. */
const OF_MYSQL = new Map([
  ['0', '\0'],
  ['b', '\b'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['Z', '\x1a'],
])

/** PostgreSQL's manual, COPY, "Text Format", read 2026-11. Any other character stands for itself. */
const OF_COPY = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

/** A byte by its number, octal or hexadecimal. */
const COPY_BYTE = /^(?:x([0-9a-f]{1,2})|([0-7]{1,3}))/i

/** The escape that begins at the backslash `at`. */
export function readEscape(text: string, at: number, dialect: EscapedDialect): Escape {
  const {delimiter, quote, escapes} = dialect
  const next = text[at + 1]
  if (next === undefined) return {problem: 'it ends in a backslash'}
  if (text.startsWith(delimiter, at + 1)) return {text: delimiter, length: 1 + delimiter.length}
  if (next === '\\' || next === quote || next === '\n' || next === '\r') return {text: next, length: 2}
  if (escapes === 'pgcopy') return ofCopy(text.slice(at + 1, at + 4), next)
  const meant = escapes === 'mysql' ? OF_MYSQL.get(next) : undefined
  if (meant !== undefined) return {text: meant, length: 2}
  return {problem: escapes === 'mysql' ? `\\${next} is nothing that MySQL writes` : readTwoWays(next)}
}

function ofCopy(following: string, next: string): Escape {
  const [byte, hex, octal] = COPY_BYTE.exec(following) ?? []
  if (byte === undefined) return {text: OF_COPY.get(next) ?? next, length: 2}
  const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16)
  if (code >= 0x80) return {problem: `\\${byte} is a single byte of a character`}
  return {text: String.fromCharCode(code), length: 1 + byte.length}
}

/** Some programs write a tab as `\t`, others leave a backslash in `C:\temp` as it is, and others mean the letter. */
function readTwoWays(next: string): string {
  const named = OF_MYSQL.get(next) ?? OF_COPY.get(next)
  const first = named === undefined ? `the character ${next}` : `a control character, as --format mysql reads it`
  return `\\${next} in it may be ${first}, or a backslash and ${next}`
}
