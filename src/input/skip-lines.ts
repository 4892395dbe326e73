import type {LineBlock} from './line-blocks.js'
import {lineEndOf} from './line-end.js'

/** Without the first lines of a file; the others keep their numbers. */
export async function* skipLines(blocks: AsyncIterable<LineBlock>, count: number): AsyncGenerator<LineBlock> {
  for await (const block of blocks) {
    const skipped = Math.max(0, count + 1 - block.firstLine)
    if (skipped === 0) yield block
    else if (skipped < block.lines.length)
      yield {...block, firstLine: block.firstLine + skipped, lines: block.lines.slice(skipped)}
  }
}

/** The same of the text that a file begins with. */
export function skipTextLines(text: string, count: number, quote: string | undefined): string {
  const end = lineEndOf(text, quote) ?? '\n'
  let at = 0
  for (let line = 0; line < count; line++) {
    const next = text.indexOf(end, at)
    if (next < 0) return ''
    at = next + 1
  }
  return text.slice(at)
}
