/** Most texts: for them the tables of Unicode, which cost a start milliseconds, are never made. */
const PLAIN = /^[\x20-\x7e\n]*$/

/**
 * Text from files and replies, made safe to print: a cell may hold escape sequences that repaint the screen, or signs
 * that are invisible.
 * Control characters become their visible pictures (ESC → ␛, NUL → ␀), what cannot be seen its code point (<U+200B>).
 */
export function showBlock(text: string): string {
  if (PLAIN.test(text)) return text
  const printable = text.replaceAll('\r\n', '\n').replaceAll(/[\x00-\x09\x0b-\x1f\x7f]/g, pictureOf)
  return replaceUnseen(printable, character => `<U+${hexOf(character.codePointAt(0) ?? 0)}>`)
}

/** One line of it: line breaks are folded into ⏎. */
export function showText(text: string): string {
  return showBlock(text).replaceAll('\n', '⏎')
}

/**
 * JSON for a terminal: the same value, with what cannot be seen written as \uXXXX. Everything else of the kind JSON has
 * escaped already.
 */
export function showJson(json: string): string {
  if (PLAIN.test(json)) return json
  return replaceUnseen(json, character =>
    character.replaceAll(/[\s\S]/g, unit => `\\u${hexOf(unit.charCodeAt(0)).toLowerCase()}`),
  )
}

/**
 * What cannot be seen: DEL and C1 controls, line ends and annotations of Unicode, directions, and all that Unicode
 * calls ignorable.
 */
function replaceUnseen(text: string, show: (character: string) => string): string {
  return text.replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu,
    (character: string, at: number) =>
      isInPlace(character, text.slice(Math.max(0, at - 3), at)) ? character : show(character),
  )
}

/**
 * Joins or varies the sign before it: an emoji, or a letter of a script that is written so. Elsewhere it only hides.
 */
function isInPlace(character: string, before: string): boolean {
  const isJoiner = /^[\u200c\u200d]$/.test(character)
  if (!isJoiner && !/^[\ufe00-\ufe0f]$/.test(character)) return false
  const sign = lastSign(isJoiner ? before.replace(/\ufe0f$/, '') : before)
  return (
    /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u.test(sign) ||
    (!isJoiner && /^[#*0-9]$/.test(sign)) ||
    isLetterThatJoins(sign)
  )
}

/** Taken by itself: V8 14.6 (Node 26.10) does not find `[😀]$`, a class of signs beyond U+FFFF at the end of a text. */
function lastSign(text: string): string {
  return [...text].at(-1) ?? ''
}

function isLetterThatJoins(sign: string): boolean {
  return /^(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Zinh}])[\p{L}\p{M}]$/u.test(sign)
}

function pictureOf(control: string): string {
  if (control === '\t') return ' '
  const code = control.charCodeAt(0)
  return code === 0x7f ? '␡' : String.fromCharCode(0x2400 + code)
}

function hexOf(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0')
}
