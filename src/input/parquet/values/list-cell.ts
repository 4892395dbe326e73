import type {NoText, Value} from '../encodings/values.js'

/** As HubSpot writes several values. */
const SEPARATOR = ';'

/** A list as a cell of a CSV would hold it; items that are null say nothing. One that holds the separator: as JSON. */
export function listCell(items: readonly (Value | null)[]): string | NoText {
  const values = items.filter(item => item !== null)
  const texts = values.map(item => (typeof item === 'string' ? item : item.text))
  const isPlain = texts.length < 2 || !texts.some(text => text.includes(SEPARATOR))
  const text = isPlain ? texts.join(SEPARATOR) : JSON.stringify(texts)
  return values.every(item => typeof item === 'string') ? text : {text}
}
