/** A form in which names are equal that differ in case, blanks, punctuation or diacritics only: `E-Mail` and `email`. */
export function foldText(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\p{Z}\p{S}\p{C}]/gu, '')
    .toLowerCase()
  return letters === '' ? text.trim().toLowerCase() : letters // `+` and `-` are names too
}
