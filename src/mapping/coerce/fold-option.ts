/** What programs and keyboards write in place of plain quotes, dashes and blanks. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\p{Default_Ignorable_Code_Point}+/gu, ''],
  [/[‘’‚‛′´`ʼ]/g, "'"],
  [/[“”„‟″«»]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\s+/g, ' '],
]

/**
 * The form in which a cell and an option's name are compared: without regard to case, the kind of quotes, dashes and
 * blanks, and the
 * Unicode form (`É` in one code point or two, full-width letters). What is sent is the option's own value.
 */
export function foldOption(text: string): string {
  if (/^[a-z0-9 _-]*$/.test(text)) return text.trim().replace(/ +/g, ' ')
  const plain = PLAIN.reduce(
    (folded, [pattern, replacement]) => folded.replace(pattern, replacement),
    text.normalize('NFKC'),
  )
  return plain.trim().toLowerCase().normalize('NFC')
}
