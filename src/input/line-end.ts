/** What ends the lines of a file. */
export type LineEnd = '\n' | '\r'

/**
 * A carriage return that no line feed follows, be it behind further ones. At the end of the text it may still get its
 * line feed.
 */
const LONE_RETURN = /\r(?=[^\r\n])/

/**
 * What ends the lines of a file that begins with this text; undefined where none of them has ended yet. Old Macs, and
 * Excel for them, end rows by `\r` alone and lines within a cell by `\n`; other programs the other way round: what
 * stands outside quotes decides, first of all behind the header.
 */
export function lineEndOf(text: string, quote: string | undefined): LineEnd | undefined {
  const hasFeed = text.includes('\n')
  if (!LONE_RETURN.test(text)) return hasFeed ? '\n' : undefined
  if (!hasFeed) return '\r'
  const [first, ...others] = endsOutsideQuotes(text, quote)
  const returns = others.filter(end => end === '\r').length
  return first === '\r' && returns >= others.length - returns ? '\r' : '\n'
}

function endsOutsideQuotes(text: string, quote: string | undefined): readonly LineEnd[] {
  const ends: LineEnd[] = []
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === quote) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (char === '\n') ends.push('\n')
    else if (char === '\r' && LONE_RETURN.test(text.slice(at, at + 2))) ends.push('\r')
  }
  return ends
}
