import {MAX_RECORD_CHARS} from './limits.js'

/** Consecutive lines without their ends; `\r` before a `\n` is left on. */
export interface LineBlock {
  /** Number of the first of them in the file, from 1. */
  readonly firstLine: number
  /** A line of more than MAX_RECORD_CHARS is cut off one character after it: its length tells. */
  readonly lines: readonly string[]
  /** What stood between them. */
  readonly end: LineEnd
}

/**
 * Joins text blocks where they cut lines apart. Memory: one block and one line. `quote`: within two of these, a line
 * may end otherwise.
 */
export async function* lineBlocks(texts: AsyncIterable<string>, quote: string | undefined): AsyncGenerator<LineBlock> {
  let rest = ''
  let firstLine = 1
  let found: LineEnd | undefined
  for await (const text of texts) {
    found ??= lineEndOf(text, quote)
    const end = found ?? '\n'
    const next = rest.length > MAX_RECORD_CHARS ? fromLineEnd(text, end) : text
    if (next === '') continue
    const lines = (rest + next).split(end)
    rest = cutOff(lines.pop() ?? '')
    if (lines.length > 0) yield {firstLine, lines: lines.map(cutOff), end}
    firstLine += lines.length
  }
  if (rest !== '') yield {firstLine, lines: [rest], end: found ?? '\n'}
}

/**
 * What is left of a line that is too long already is dropped unseen: a file without line ends costs neither memory nor
 * time.
 */
function fromLineEnd(text: string, end: string): string {
  const at = text.indexOf(end)
  return at < 0 ? '' : text.slice(at)
}

function cutOff(line: string): string {
  return line.length > MAX_RECORD_CHARS ? line.slice(0, MAX_RECORD_CHARS + 1) : line
}

/** What ends the lines of a file. */
export type LineEnd = '\n' | '\r'

/**
 * A carriage return that no line feed follows, be it behind further ones. At the end of the text it may still get its
 * line feed.
 */
const LONE_RETURN = /\r(?=[^\r\n])/

/**
 * What ends the lines of a file that begins with this text; undefined where none of them has ended yet. Old Macs, and
 * Excel for them, end rows by `\r` alone and lines within a cell by `\n`; other programs the other way round: what is
 * outside quotes decides, first of all behind the header.
 */
export function lineEndOf(text: string, quote: string | undefined): LineEnd | undefined {
  const hasFeed = text.includes('\n')
  if (!LONE_RETURN.test(text)) return hasFeed ? '\n' : undefined
  if (!hasFeed) return '\r'
  const [first, ...others] = endsOutsideQuotes(text, quote)
  const returns = others.filter(end => end === '\r').length
  return first === '\r' && returns >= others.length - returns ? '\r' : '\n'
}

function endsOutsideQuotes(text: string, quote: string | undefined): readonly LineEnd[] {
  const ends: LineEnd[] = []
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === quote) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (char === '\n') ends.push('\n')
    else if (char === '\r' && LONE_RETURN.test(text.slice(at, at + 2))) ends.push('\r')
  }
  return ends
}
