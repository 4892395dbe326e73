/**
 * Text from files and replies, made safe to print: a cell may hold escape sequences that repaint the screen.
 * Control characters become their visible pictures (ESC → ␛, NUL → ␀), C1 controls and direction marks their code point.
 */
export function showBlock(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\x00-\x09\x0b-\x1f\x7f]/g, pictureOf)
    .replaceAll(/[\u0080-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, codePointOf)
}

/** One line of it: line breaks are folded into ⏎. */
export function showText(text: string): string {
  return showBlock(text).replaceAll('\n', '⏎')
}

function pictureOf(control: string): string {
  if (control === '\t') return ' '
  const code = control.charCodeAt(0)
  return code === 0x7f ? '␡' : String.fromCharCode(0x2400 + code)
}

function codePointOf(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`
}
