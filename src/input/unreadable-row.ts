import type {Reject} from '../rows/rows.js'
import {BAD_BYTES, foreignCellOf, withoutMarks} from './encoding/bad-bytes.js'
import {describeReadings, guessEncodings, readingsOf} from './encoding/guess-encoding.js'
import {MAX_RAW_CHARS} from './limits.js'

interface Unreadable {
  readonly row: number
  readonly line: number
  /** Completes "The row cannot be read: …". */
  readonly problem: string
  readonly text: string
}

/** The reject of a row that is ragged or malformed; its text is kept to the contract's bound. */
export function unreadableRow({row, line, problem, text}: Unreadable): Reject {
  return {
    kind: 'reject',
    row,
    line,
    code: 'UNREADABLE_ROW',
    message: `The row cannot be read: ${problem}.`,
    attempts: 0,
    raw: withoutMarks(text.slice(0, MAX_RAW_CHARS)),
  }
}

/** Of a text that was cut in the middle of an emoji or the like. */
export const HALF_PROBLEM = 'it contains half of a character, such as \\ud83d: a text was cut in its middle'

/**
 * Why a row with this text is not read; undefined when nothing is wrong with it. `isOfFile`: its encoding can be named.
 */
export function textProblem(text: string, isOfFile = true): string | undefined {
  if (text.includes(BAD_BYTES)) return foreignProblem(text, isOfFile)
  if (text.includes('\0')) return 'it contains a NUL byte'
  return undefined
}

function foreignProblem(text: string, isOfFile: boolean): string {
  if (!isOfFile) return 'it contains bytes that are not UTF-8'
  const cell = foreignCellOf(text)
  if (cell === undefined) return "it contains bytes that are not valid in the file's encoding"
  const readings = readingsOf(guessEncodings([cell]))
  const [likeliest] = readings
  if (likeliest === undefined) return 'it contains bytes that are not UTF-8'
  return `it is not UTF-8 (${describeReadings(readings)}; if the whole file is in that encoding, push it with --encoding ${likeliest.encoding})`
}
