import {isAscii, isUtf8} from 'node:buffer'
import {AppError} from '../../errors/app-error.js'
import {addFlags, gap, shell} from '../../errors/next-step.js'
import {openBytes} from './decode-utf8.js'
import {foreignCells} from './foreign-cells.js'
import {describeReadings, guessEncodings, readingsOf} from './guess-encoding.js'
import {decodeAs} from './iconv.js'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SHOWN_CHARS = 40

/**
 * Told before the first row: a whole file in another encoding must not become a thousand rejected rows. Throws
 * FILE_UNREADABLE.
 */
export function forbidForeign(head: Uint8Array, name: string): void {
  if (head.includes(0)) forbidNul(head, name)
  const lines = wholeLines(head)
  const bad = lines.filter(line => !isUtf8(line))
  const accented = lines.filter(line => !isAscii(line) && isUtf8(line))
  // A damaged line among accented ones costs that row; where hardly any accent is UTF-8, the file is something else.
  if (bad.length === 0 || bad.length < accented.length) return
  const [first] = accented
  const mixed = first === undefined ? '' : mixedWords(first, lines.indexOf(first) + 1)
  throw notUtf8(
    `${name} is not UTF-8: line ${lines.findIndex(line => !isUtf8(line)) + 1} contains other bytes.${mixed}`,
    name,
    foreignCells(bad),
  )
}

/** Files of two encodings joined to one: no flag reads both parts. */
function mixedWords(accented: Uint8Array, line: number): string {
  const [cell] = foreignCells([accented])
  const shown = JSON.stringify(
    Buffer.from(cell ?? accented)
      .toString('utf8')
      .slice(0, SHOWN_CHARS),
  )
  return ` Line ${line} reads ${shown} in UTF-8: if that is right, the file mixes two encodings, and --encoding would garble one of them; convert that part first.`
}

function notUtf8(what: string, name: string, cells: readonly Uint8Array[]): AppError {
  const readings = readingsOf(guessEncodings(cells))
  if (readings.length === 0) {
    return new AppError('FILE_UNREADABLE', `${what} None of the usual encodings can read them.`, {
      next: [
        addFlags(['--encoding', gap('NAME')], 'if you know the encoding of the file'),
        shell(['file', name], 'shows what it may be'),
      ],
    })
  }
  const choose = readings.length === 1 ? '' : ' Choose the one that reads right.'
  return new AppError('FILE_UNREADABLE', `${what} They may be ${describeReadings(readings)}.${choose}`, {
    next: readings.map(({encoding, shown}) => addFlags(['--encoding', encoding], `reads ${shown}`)),
  })
}

/**
 * Without the last one, unless it is the only one: its end may be missing. Old Macs end lines by a carriage return
 * alone.
 */
function wholeLines(bytes: Uint8Array): readonly Uint8Array[] {
  const end = bytes.includes(LINE_FEED) ? LINE_FEED : CARRIAGE_RETURN
  const lines: Uint8Array[] = []
  let start = 0
  for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, start)) {
    lines.push(bytes.subarray(start, at))
    start = at + 1
  }
  return lines.length === 0 ? [bytes.subarray(0, bytes.length - openBytes(bytes))] : lines
}

/**
 * A text in UTF-16 has a NUL in nearly every character of ASCII, before or after it. Throws FILE_UNREADABLE for
 * anything with NULs.
 */
function forbidNul(head: Uint8Array, name: string): never {
  const encoding = utf16Of(head)
  if (encoding === undefined) {
    throw new AppError('FILE_UNREADABLE', `${name} contains NUL bytes: it is not a text file.`, {
      next: [shell(['file', name], 'shows what it may be')],
    })
  }
  const [line = ''] = decodeAs(encoding, head).split(/[\r\n]/)
  const shown = `"${line.slice(0, SHOWN_CHARS)}${line.length > SHOWN_CHARS ? '…' : ''}"`
  throw new AppError(
    'FILE_UNREADABLE',
    `${name} is UTF-16 without a byte order mark. As ${encoding} it begins with ${shown}.`,
    {
      next: [addFlags(['--encoding', encoding])],
    },
  )
}

function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const nuls = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = nuls
  const pairs = head.length / 2
  if (odd > pairs / 4 && even < odd / 20) return 'utf-16le'
  return even > pairs / 4 && odd < even / 20 ? 'utf-16be' : undefined
}
