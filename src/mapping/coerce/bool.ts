import type {Coercer, CoercerContext} from './coercer.js'
import {quoteValue} from './quote-value.js'

/** Besides HubSpot's own two words and the property's labels, as spreadsheets and databases write them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...['true', 't', 'yes', 'y', '1', 'on'].map(word => [word, 'true'] as const),
  ...['false', 'f', 'no', 'n', '0', 'off'].map(word => [word, 'false'] as const),
])

/** `true` or `false`: HubSpot takes nothing else. */
export function boolCoercer({property, where}: CoercerContext): Coercer {
  const labels = new Map(property.options.map(({label, value}) => [label.trim().toLowerCase(), value]))
  return cell => {
    const word = cell.trim().toLowerCase()
    if (word === '') return ''
    // Words first: a portal that labels `true` "No" must not turn a file's `no` around.
    const value = WORDS.get(word) ?? labels.get(word)
    if (value !== undefined) return value
    return {code: 'INVALID_BOOLEAN', message: `${quoteValue(cell)} is neither yes nor no (${where}): write true or false.`}
  }
}
