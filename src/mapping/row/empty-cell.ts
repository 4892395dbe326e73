/** When a cell says nothing, so that `--empty` decides what it does. */
export interface EmptyRule {
  /** Texts that stand for null, compared before anything is trimmed. Absent: none. */
  readonly nulls?: ReadonlySet<string>
  /** Cells of white space are texts like any other; false: they are empty. */
  readonly keepsBlanks: boolean
}

/**
 * White space of every script (also no-break and ideographic spaces), and what is never shown: zero-width characters,
 * fillers, byte order marks.
 */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}]*$/u

export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0)
  return !(first > 0x20 && first < 0x7f) && BLANK.test(text) // most cells begin with a letter or a digit
}

/** Whether a cell is empty, blank, or a word for null. */
export function isEmptyCell(cell: string, {nulls, keepsBlanks}: EmptyRule): boolean {
  return (isBlank(cell) && (!keepsBlanks || cell === '')) || nulls?.has(cell) === true
}
