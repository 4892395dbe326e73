import type {MessageLines} from './message-lines.js'

/** `line`: its number, from 1; `isCut`: it may be half a message. Returns a promise where the next line has to wait. */
export type TakeLine = (text: string, line: number, isCut: boolean) => Promise<void> | undefined

/** Hands over one line after the other; no promise is made for those that need not wait. */
export async function takeLines(chunks: AsyncIterable<MessageLines>, take: TakeLine): Promise<void> {
  for await (const {first, lines, isCut = false} of chunks) {
    for (const [index, text] of lines.entries()) {
      const room = take(text, first + index, isCut)
      if (room !== undefined) await room
    }
  }
}
