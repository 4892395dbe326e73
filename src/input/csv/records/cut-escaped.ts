import type {EscapedDialect} from '../dialect.js'
import type {Cut} from './cut-cells.js'

/** Cells of null as each dialect writes them. `\N` is MySQL's and PostgreSQL's, and no other program's. */
const NULLS = {csv: ['\\N'], mysql: ['NULL', '\\N'], pgcopy: ['\\N']} as const

interface Reading {
  readonly text: string
  readonly dialect: EscapedDialect
  at: number
}

interface Problem {
  readonly problem: string
}

/**
 * Cells of one record whose special characters have a backslash before them. A cell of null becomes an empty one, which
 * means the same;
 * an escaped `\N` (`\\N`) and one in quotes are text.
 */
export function cutEscaped(text: string, dialect: EscapedDialect): Cut {
  const {delimiter, quote, escapes} = dialect
  if (!text.includes('\\') && (quote === undefined || !text.includes(quote))) {
    return text.split(delimiter).map(cell => (isNull(cell, escapes) ? '' : cell))
  }
  const reading: Reading = {text, dialect, at: 0}
  const cells: string[] = []
  for (;;) {
    const cell = readCell(reading)
    if (typeof cell !== 'string') return cell
    cells.push(cell)
    if (reading.at >= text.length) return cells
    reading.at += delimiter.length
  }
}

function isNull(cell: string, escapes: EscapedDialect['escapes']): boolean {
  return NULLS[escapes].some(word => word === cell)
}

function readCell(reading: Reading): string | Problem {
  const {text, at, dialect} = reading
  const {delimiter, quote, escapes} = dialect
  const word = NULLS[escapes].find(each => text.startsWith(each, at) && isCellEnd(reading, at + each.length))
  if (word !== undefined) {
    reading.at += word.length
    return ''
  }
  if (quote !== undefined && text.startsWith(quote, at)) return readQuoted(reading, quote)
  let value = ''
  while (reading.at < text.length && !text.startsWith(delimiter, reading.at)) {
    if (text[reading.at] === quote) return {problem: 'there is a quote inside a cell that does not begin with one'}
    const part = readChar(reading)
    if (typeof part !== 'string') return part
    value += part
  }
  return value
}

function readQuoted(reading: Reading, quote: string): string | Problem {
  const {text} = reading
  let value = ''
  reading.at += 1
  while (reading.at < text.length) {
    if (text[reading.at] !== quote) {
      const part = readChar(reading)
      if (typeof part !== 'string') return part
      value += part
    } else if (text[reading.at + 1] === quote) {
      value += quote
      reading.at += 2
    } else {
      reading.at += 1
      return isCellEnd(reading, reading.at) ? value : {problem: 'text follows a closing quote'}
    }
  }
  return {problem: 'a quote is opened but never closed'}
}

function isCellEnd({text, dialect}: Reading, at: number): boolean {
  return at >= text.length || text.startsWith(dialect.delimiter, at)
}

function readChar(reading: Reading): string | Problem {
  const {text, at, dialect} = reading
  const char = text[at] ?? ''
  if (char !== '\\') {
    reading.at += 1
    return char
  }
  const read = readEscape(text, at, dialect)
  if ('problem' in read) return read
  if (read.text === '\0') return {problem: 'it contains a NUL byte'}
  reading.at += read.length
  return read.text
}

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
function readEscape(text: string, at: number, dialect: EscapedDialect): Escape {
  const {delimiter, quote, escapes} = dialect
  const next = text[at + 1]
  if (next === undefined) return {problem: 'it ends in a backslash'}
  if (text.startsWith(delimiter, at + 1)) return {text: delimiter, length: 1 + delimiter.length}
  if (next === '\\' || next === quote || next === '\n' || next === '\r') return {text: next, length: 2}
  if (escapes === 'pgcopy') return ofCopy(text.slice(at + 1, at + 4), next)
  const meant = escapes === 'mysql' ? OF_MYSQL.get(next) : undefined
  if (meant !== undefined) return {text: meant, length: 2}
  return {problem: escapes === 'mysql' ? `\\${next} is not an escape that MySQL writes` : readTwoWays(next)}
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
