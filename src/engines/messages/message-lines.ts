import {AppError} from '../../errors/app-error.js'

/** Consecutive lines without their ends. */
export interface MessageLines {
  /** Number of the first of them in the input, from 1. */
  readonly first: number
  readonly lines: readonly string[]
  /** The input ended behind them without ending the last line: it may be half a message. */
  readonly isCut?: true
}

/** In UTF-16 code units: states of whole databases are that long, and an input without line ends must not fill memory. */
export const MAX_MESSAGE_CHARS = 64 * 1024 * 1024

/** Joins texts where they cut lines apart. Throws AppError MESSAGE_INVALID for a longer line. */
export async function* messageLines(texts: AsyncIterable<string>): AsyncGenerator<MessageLines> {
  let open: string[] = []
  let length = 0
  let first = 1
  for await (const text of texts) {
    const end = text.lastIndexOf('\n')
    open.push(end < 0 ? text : text.slice(0, end))
    length += text.length
    if (length > MAX_MESSAGE_CHARS && open.length > 1 && text.indexOf('\n') < 0) throw tooLong(first)
    if (end < 0) continue
    const lines = open.join('').split('\n')
    yield {first, lines}
    first += lines.length
    open = [text.slice(end + 1)]
    length = text.length - end - 1
  }
  const rest = open.join('')
  if (rest !== '') yield {first, lines: [rest], isCut: true}
}

function tooLong(line: number): AppError {
  return new AppError('MESSAGE_INVALID', `Line ${line} of standard input is longer than a message can be.`)
}
