import {jsonStringEnd} from '../../shared/text/exact-json.js'

/** How far a JSON value has been looked through, without a look at whether it is sound. */
export interface ValueScan {
  /** Where to go on in the text. */
  at: number
  /** Arrays and objects that are open. */
  depth: number
  /** In the middle of a string whose end has not come yet. */
  isInString: boolean
}

const MARK = /["{}[\]]/g
const AFTER_SCALAR = /[\s,\]}\u001E]/g
const BACKSLASH = 0x5c

/** At the first character of a value. */
export function beginValue(at: number): ValueScan {
  return {at, depth: 0, isInString: false}
}

/**
 * Index after the value, or -1 where it goes on behind the text; `scan` then tells where to go on once there is more of
 * it. `isEnd`: nothing follows the text, so a number or a word ends with it.
 */
export function valueEnd(text: string, scan: ValueScan, isEnd: boolean): number {
  const isScalar = scan.depth === 0 && !scan.isInString && !/["{[]/.test(text[scan.at] ?? '')
  if (isScalar) return scalarEnd(text, scan, isEnd)
  while (scan.at < text.length) {
    if (!toNextMark(text, scan)) return -1
    if (scan.depth === 0) return scan.at
  }
  return -1
}

/** Behind the next string or bracket; false where the text ends before. */
function toNextMark(text: string, scan: ValueScan): boolean {
  if (scan.isInString) return toStringEnd(text, scan, scan.at - 1)
  MARK.lastIndex = scan.at
  const mark = MARK.exec(text)
  scan.at = mark === null ? text.length : mark.index + 1
  if (mark === null) return false
  if (mark[0] === '"') return toStringEnd(text, scan, mark.index)
  scan.depth += mark[0] === '{' || mark[0] === '[' ? 1 : -1
  return true
}

function toStringEnd(text: string, scan: ValueScan, opened: number): boolean {
  const end = jsonStringEnd(text, opened)
  scan.isInString = end < 0
  scan.at = end < 0 ? beforeEscape(text, opened) : end
  return end >= 0
}

/** The end of the text, or the backslash there that speaks of the character to come. */
function beforeEscape(text: string, opened: number): number {
  let at = text.length
  while (at - 1 > opened && text.charCodeAt(at - 1) === BACKSLASH) at -= 1
  return (text.length - at) % 2 === 1 ? text.length - 1 : text.length
}

function scalarEnd(text: string, scan: ValueScan, isEnd: boolean): number {
  AFTER_SCALAR.lastIndex = scan.at
  const end = AFTER_SCALAR.exec(text)?.index
  if (end === undefined && !isEnd) return -1
  return end ?? text.length
}

/** What is between a name and its value. */
export const COLON = /\s*:\s*/y

/** Where the sticky pattern ends that begins at `at`; `at` where it does not match. */
export function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}
