import {jsonStringEnd} from '../../shared/text/exact-json.js'

const BLANKS = /\s+/g

/**
 * A sound JSON text without the blanks between its parts: digits, escapes and the order of names stay as they are,
 * which no parser and printer keeps.
 */
export function compactJson(text: string): string {
  let compact = ''
  let from = 0
  for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
    const end = jsonStringEnd(text, quote)
    compact += text.slice(from, quote).replace(BLANKS, '') + text.slice(quote, end)
    from = end
  }
  return compact + text.slice(from).replace(BLANKS, '')
}
