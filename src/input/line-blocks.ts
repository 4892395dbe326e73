import {MAX_RECORD_CHARS} from './limits.js'
import {type LineEnd, lineEndOf} from './line-end.js'

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
