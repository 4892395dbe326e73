/**
 * Emoji, and the East Asian blocks that terminals draw two columns wide (Unicode 15, EastAsianWidth W and F, whole
 * blocks).
 */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u
const PLAIN = /^[\x20-\x7e]*$/

/** V8 takes for each grapheme as long as the text is: a cell of 100,000 characters took seconds. */
const PIECE = 512

/** Piece by piece; the last of a piece may go on in the next one. */
function* graphemesOf(text: string): Generator<string> {
  // Made where it is needed: the first use of Intl costs a start several milliseconds.
  const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'})
  for (let at = 0; at < text.length; ) {
    const isInPair = /[\uD800-\uDBFF]/.test(text.charAt(at + PIECE - 1))
    const end = at + PIECE + (isInPair ? 1 : 0)
    const segments = [...segmenter.segment(text.slice(at, end))].map(({segment}) => segment)
    for (const segment of end >= text.length || segments.length === 1 ? segments : segments.slice(0, -1)) {
      yield segment
      at += segment.length
    }
  }
}

/** Columns that the text takes on a terminal. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const segment of graphemesOf(text)) width += graphemeWidth(segment)
  return width
}

/** The text, or as much of its beginning as fits with `…` behind it. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  let used = 1
  for (const segment of graphemesOf(text)) {
    used += graphemeWidth(segment)
    if (used > width) break
    kept += segment
  }
  return `${kept}…`
}

/** The same where there is a screen that ends; the whole text for a file or another program. */
export function cutShort(text: string, width: number, {isWhole = false}: {readonly isWhole?: boolean}): string {
  return isWhole ? text : truncate(text, width)
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text
}

function graphemeWidth(segment: string): number {
  if (WIDE.test(segment)) return 2
  return /^\p{M}/u.test(segment) ? 0 : 1
}
