/** Text for the inside of an element or of a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

/**
 * A cell as RFC 4180 writes it: in quotes where it must be. Any usual delimiter counts as one, so that a reader who
 * guesses the delimiter outside quotes is never led astray.
 */
export function csvCell(text: string): string {
  return /[",;\t|\r\n]|^\uFEFF/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
