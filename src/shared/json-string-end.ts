const BACKSLASH = 0x5c

/**
 * Index after the quote that closes the JSON string opened at `start`; -1 where the text ends before. Linear, whatever
 * the string holds.
 */
export function jsonStringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (before > start && text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((at - before) % 2 === 1) return at + 1
  }
  return -1
}
