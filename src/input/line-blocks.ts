import {MAX_RECORD_CHARS} from './limits.js'

/** Consecutive lines without their `\n`; a `\r` before it is left on. */
export interface LineBlock {
  /** Number of the first of them in the file, from 1. */
  readonly firstLine: number
  /** A line of more than MAX_RECORD_CHARS is cut off one character after it: its length tells. */
  readonly lines: readonly string[]
}

/** Joins text blocks where they cut lines apart. Memory: one block and one line. */
export async function* lineBlocks(texts: AsyncIterable<string>): AsyncGenerator<LineBlock> {
  let rest = ''
  let firstLine = 1
  let newline: '\n' | '\r' | undefined
  for await (const text of texts) {
    newline ??= newlineOf(text)
    const end = newline ?? '\n'
    const next = rest.length > MAX_RECORD_CHARS ? fromLineEnd(text, end) : text
    if (next === '') continue
    const lines = (rest + next).split(end)
    rest = cutOff(lines.pop() ?? '')
    if (lines.length > 0) yield {firstLine, lines: lines.map(cutOff)}
    firstLine += lines.length
  }
  if (rest !== '') yield {firstLine, lines: [rest]}
}

/** Old Macs ended lines by `\r` alone: taken for it only where the first block with a line end has no `\n`. */
function newlineOf(text: string): '\n' | '\r' | undefined {
  if (text.includes('\n')) return '\n'
  const at = text.indexOf('\r')
  return at >= 0 && at < text.length - 1 ? '\r' : undefined
}

/** What is left of a line that is too long already is dropped unseen: a file without line ends costs neither memory nor time. */
function fromLineEnd(text: string, end: string): string {
  const at = text.indexOf(end)
  return at < 0 ? '' : text.slice(at)
}

function cutOff(line: string): string {
  return line.length > MAX_RECORD_CHARS ? line.slice(0, MAX_RECORD_CHARS + 1) : line
}
