import type {Reject} from '../rows/rows.js'
import {withoutMarks} from './encoding/bad-bytes.js'
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
