/** Stands for bytes that are no text in their encoding. A lone surrogate: no correctly encoded text contains one, so none is mistaken for it. */
export const BAD_BYTES = '\uDFFF'

/** Why a row with this text is not read; undefined when nothing is wrong with it. */
export function textProblem(text: string): string | undefined {
  if (text.includes(BAD_BYTES)) return 'it holds bytes that are not valid UTF-8, or mean nothing in the --encoding given'
  if (text.includes('\0')) return 'it holds a NUL byte'
  return undefined
}

/** The text as people may see it: U+FFFD where bytes could not be read. */
export function withoutMarks(text: string): string {
  return text.replaceAll(BAD_BYTES, '\uFFFD')
}
