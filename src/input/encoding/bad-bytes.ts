import {foreignCells} from './foreign-cells.js'

/**
 * Stands for bytes that are no text in their encoding. A lone surrogate: no correctly encoded text contains one, so
 * none is mistaken for it.
 */
export const BAD_BYTES = '\uDFFF'

/** Added to a byte after the mark, so that it can be had back. */
const KEPT = 0xdc00
const MARKED = /\uDFFF[\uDC80-\uDCFF]*/g

/**
 * A line that is not UTF-8 as text: what a decoder would put one U+FFFD for becomes BAD_BYTES and the bytes themselves.
 */
export function markBadBytes(line: Buffer): string {
  const parts: string[] = []
  let sound = 0
  for (let at = 0; at < line.length; ) {
    const length = soundLength(line, at)
    if (length > 0) at += length
    else {
      const bad = line.subarray(at, at + badLength(line, at))
      parts.push(line.toString('utf8', sound, at), BAD_BYTES, String.fromCharCode(...[...bad].map(byte => KEPT + byte)))
      at += bad.length
      sound = at
    }
  }
  return [...parts, line.toString('utf8', sound)].join('')
}

/** The text as people may see it: U+FFFD where bytes could not be read. */
export function withoutMarks(text: string): string {
  return text.replace(MARKED, '\uFFFD')
}

/** The bytes of the first cell that holds marked ones; undefined where the bytes were not kept. */
export function foreignCellOf(text: string): Uint8Array | undefined {
  const mark = text.indexOf(BAD_BYTES)
  const around = text.slice(Math.max(0, mark - 200), mark + 200)
  if (!/\uDFFF[\uDC80-\uDCFF]/.test(around)) return undefined
  const bytes: number[] = []
  for (const character of around.replaceAll(BAD_BYTES, '')) {
    const code = character.charCodeAt(0)
    if (character.length === 1 && code > KEPT && code <= KEPT + 0xff) bytes.push(code - KEPT)
    else bytes.push(...Buffer.from(character))
  }
  return foreignCells([Uint8Array.from(bytes)])[0]
}

/** Of the character that begins there; 0 where none does. By the table of well-formed sequences, Unicode 3.9. */
function soundLength(bytes: Uint8Array, at: number): number {
  const length = wantedLength(bytes[at] ?? 0)
  return length > 0 && followers(bytes, at, length) === length - 1 ? length : 0
}

/** As many bytes as begin a character that is not completed, at least one: what decoders replace by one U+FFFD. */
function badLength(bytes: Uint8Array, at: number): number {
  return 1 + followers(bytes, at, wantedLength(bytes[at] ?? 0))
}

function wantedLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

/** How many of the bytes behind the first one may follow it. */
function followers(bytes: Uint8Array, at: number, length: number): number {
  let count = 0
  while (count + 1 < length && mayFollow(bytes[at] ?? 0, bytes[at + 1 + count] ?? 0, count === 0)) count += 1
  return count
}

function mayFollow(lead: number, byte: number, isSecond: boolean): boolean {
  const least = isSecond && lead === 0xe0 ? 0xa0 : isSecond && lead === 0xf0 ? 0x90 : 0x80
  const most = isSecond && lead === 0xed ? 0x9f : isSecond && lead === 0xf4 ? 0x8f : 0xbf
  return byte >= least && byte <= most
}
