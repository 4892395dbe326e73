import type {Cut} from './cut-cells.js'
import type {EscapedDialect} from './dialect.js'
import {readEscape} from './read-escape.js'

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
    if (text[reading.at] === quote) return {problem: 'a quote stands inside a cell that does not begin with one'}
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
  return {problem: 'a quote is opened and never closed'}
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
  if (read.text === '\0') return {problem: 'it holds a NUL byte'}
  reading.at += read.length
  return read.text
}
