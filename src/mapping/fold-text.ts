/** Typographic forms of a quote are the quote. */
const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′´`]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
]

/**
 * A form in which names are equal that differ in case, blanks, dots, dashes or diacritics only: `E-Mail` and `email`,
 * but not `'email'`.
 * Where names are in quotes that were not read as such, so are the cells, and keys would be stored with them.
 */
export function foldText(text: string): string {
  const name = text.trim()
  const letters = ASCII.test(name) ? foldAscii(name) : foldUnicode(name)
  return letters === '' ? name.toLowerCase() : letters // `+` and `-` are names too
}

/** Most names: for them the tables of Unicode, which cost a start milliseconds, are never made. */
const ASCII = /^[\x00-\x7f]*$/
/**
 * What names may differ in. Quotes, brackets, pipes, tildes and delimiters belong to how a file is written, not to a
 * name; so does a comma at either end of it.
 */
const NO_MATTER_OF_ASCII = /(?!^,|,$)[^A-Za-z0-9'"()[\]{}<>|~^;\\]/g

function foldAscii(text: string): string {
  return text.replaceAll('`', "'").replace(NO_MATTER_OF_ASCII, '').toLowerCase()
}

function foldUnicode(text: string): string {
  const plain = QUOTES.reduce((each, [forms, quote]) => each.replace(forms, quote), text)
  const noMatter = /(?!^,|,$|['"()[\]{}<>|~¦^;\\‹›⟨⟩])[\p{M}\p{P}\p{Z}\p{S}\p{C}]/gu // here: the tables come with it
  return plain.normalize('NFKD').replace(noMatter, '').toLowerCase()
}
