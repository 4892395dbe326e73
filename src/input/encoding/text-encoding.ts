import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {replaceHalves} from '../../shared/text/half-character.js'
import {BAD_BYTES} from './bad-bytes.js'
import {decodeUtf8} from './decode-utf8.js'
import {forbidForeign} from './forbid-foreign.js'
import {decoderOf, encodeAs, isTextEncoding} from './iconv.js'

export interface TextEncoding {
  /** `utf-8` or a name iconv knows. */
  readonly name: string
  /** Length of the byte order mark. */
  readonly skipBytes: number
}

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

interface EncodingQuestion {
  readonly head: Uint8Array
  readonly name: string
  /** What the user said. */
  readonly encoding?: string | undefined
}

/** The byte order mark decides, then the user, then UTF-8. Throws FILE_UNREADABLE for what cannot be text in it. */
export function findEncoding({head, name, encoding}: EncodingQuestion): TextEncoding {
  if (encoding !== undefined && !isTextEncoding(encoding)) {
    throw new AppError(
      'USAGE',
      `"${encoding}" is not an encoding that can be read. Try utf-8, utf-16le, windows-1252 or iso-8859-15.`,
      {
        next: [addFlags(['--encoding', 'windows-1252'])],
      },
    )
  }
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte))
  if (mark !== undefined) return {name: mark[0], skipBytes: mark[1].length}
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) return {name: encoding, skipBytes: 0}
  forbidForeign(head, name)
  return {name: 'utf-8', skipBytes: 0}
}

/** Blocks of bytes (without the byte order mark) to text. */
export function decodeBlocks(blocks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  return encoding === 'utf-8' ? decodeUtf8(blocks) : decodeByIconv(blocks, encoding)
}

/** The text as bytes of the encoding; characters that it lacks become question marks. */
export function encodeText(text: string, encoding: string): Uint8Array {
  return encodeAs(encoding, text)
}

/** Elsewhere U+FFFD can only stand for bytes that mean nothing in the encoding: their row is rejected. */
const MAY_HOLD_FFFD = /^(utf|ucs|gb-?18030)/i

async function* decodeByIconv(blocks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  const mark = MAY_HOLD_FFFD.test(encoding)
    ? (text: string) => replaceHalves(text, BAD_BYTES)
    : (text: string) => text.replaceAll('\uFFFD', BAD_BYTES)
  let rest = ''
  for await (const block of blocks) {
    const text = rest + decoder.write(Buffer.from(block.buffer, block.byteOffset, block.length))
    rest = openHalf(text)
    if (text.length > rest.length) yield mark(text.slice(0, text.length - rest.length))
  }
  const last = rest + (decoder.end() ?? '')
  if (last !== '') yield mark(last)
}

/** The first half of a surrogate pair at the end, which the next block may complete. */
function openHalf(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : ''
}
