import {isAscii, isUtf8} from 'node:buffer'
import iconv from 'iconv-lite'
import {AppError} from '../errors/app-error.js'
import {shellQuote} from '../shared/shell-quote.js'
import {decodeUtf8} from './decode-utf8.js'
import {BAD_BYTES} from './text-problem.js'

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
    throw new AppError('USAGE', `"${encoding}" is not an encoding that can be read. Try utf-8, utf-16le, windows-1252 or iso-8859-15.`, {
      next: ['--encoding windows-1252'],
    })
  }
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte))
  if (mark !== undefined) return {name: mark[0], skipBytes: mark[1].length}
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) return {name: encoding, skipBytes: 0}
  refuseBinary(head, name)
  return {name: 'utf-8', skipBytes: 0}
}

/** iconv takes base64 and hex for encodings as well. */
function isTextEncoding(name: string): boolean {
  return iconv.encodingExists(name) && !/^(base64|hex|binary|internal)$/i.test(name.replace(/[^a-z0-9]/gi, ''))
}

/** Told before the first row: a whole file in another encoding must not become a thousand refused rows. */
function refuseBinary(head: Uint8Array, name: string): void {
  if (head.includes(0)) {
    throw new AppError('FILE_UNREADABLE', `${name} holds NUL bytes: it is not a text file, or UTF-16 without a byte order mark.`, {
      next: ['--encoding utf-16le     if it is UTF-16', `file ${shellQuote(name)}     tells what it may be`],
    })
  }
  const lines = linesOf(head.subarray(0, head.lastIndexOf(0x0a) + 1))
  const bad = lines.filter(line => !isUtf8(line))
  const accented = lines.filter(line => !isAscii(line) && isUtf8(line))
  // A damaged line among accented ones costs that row; where hardly any accent is UTF-8, the file is something else.
  if (bad.length > 0 && bad.length >= accented.length) {
    const at = lines.findIndex(line => !isUtf8(line)) + 1
    throw new AppError(
      'FILE_UNREADABLE',
      `${name} is not UTF-8: line ${at} holds other bytes. Excel and older systems write Windows-1252.`,
      {
        next: ['--encoding windows-1252', `iconv -f windows-1252 -t utf-8 ${shellQuote(name)} | head     shows whether that is it`],
      },
    )
  }
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start)
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end))
    start = end < 0 ? bytes.length : end + 1
  }
  return lines
}

/** Blocks of bytes (without the byte order mark) to text. */
export function decodeBlocks(blocks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  return encoding === 'utf-8' ? decodeUtf8(blocks) : decodeByIconv(blocks, encoding)
}

/** Elsewhere U+FFFD can only stand for bytes that mean nothing in the encoding: their row is refused. */
const MAY_HOLD_FFFD = /^(utf|ucs|gb-?18030)/i

async function* decodeByIconv(blocks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding)
  const mark = MAY_HOLD_FFFD.test(encoding) ? (text: string) => text : (text: string) => text.replaceAll('\uFFFD', BAD_BYTES)
  for await (const block of blocks) {
    const text = decoder.write(Buffer.from(block.buffer, block.byteOffset, block.length))
    if (text !== '') yield mark(text)
  }
  const last = decoder.end()
  if (last !== undefined && last !== '') yield mark(last)
}
