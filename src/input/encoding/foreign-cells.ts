import {isAscii} from 'node:buffer'

/** As many as tell an encoding; more only cost time. */
const MAX_CELLS = 40
const MAX_BYTES = 240
const QUOTE = 0x22
/** Of these, no East Asian encoding makes half a character; it does of `|`. */
const SEPARATORS = new Set([...',;\t\r\n'].map(character => character.charCodeAt(0)))

/** The cells of these lines that hold other bytes than ASCII, as they are in the file, without quotes around them. */
export function foreignCells(lines: readonly Uint8Array[]): readonly Uint8Array[] {
  const cells: Uint8Array[] = []
  for (const line of lines) {
    let start = 0
    for (let at = 0; at <= line.length && cells.length < MAX_CELLS; at++) {
      if (at < line.length && !SEPARATORS.has(line[at] ?? 0)) continue
      const cell = shortened(line.subarray(start, at))
      if (!isAscii(cell)) cells.push(cell)
      start = at + 1
    }
  }
  return cells
}

/** Cut at a byte of ASCII, since half a character reads in no encoding. */
function shortened(cell: Uint8Array): Uint8Array {
  const [first, last] = [cell[0] === QUOTE ? 1 : 0, cell.at(-1) === QUOTE && cell.length > 1 ? -1 : undefined]
  const bare = cell.subarray(first, last)
  if (bare.length <= MAX_BYTES) return bare
  const from = bare.findIndex(byte => byte >= 0x80)
  const end = bare.findIndex((byte, at) => at >= from + MAX_BYTES && byte < 0x40)
  return bare.subarray(Math.max(0, from - 20), end < 0 ? undefined : end)
}
