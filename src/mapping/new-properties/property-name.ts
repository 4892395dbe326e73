import {isReservedName} from '../../hubspot/new-properties/property-types.js'

/** HubSpot's rule for internal names, in lower case as it makes them itself (docs/hubspot-api.md#creating-properties). */
const NAME = /^[a-z][a-z0-9_]{0,99}$/
const LONGEST = 100

/** Letters that no decomposition turns into a-z. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
])

export function isPropertyName(name: string): boolean {
  return NAME.test(name)
}

/**
 * Internal name for a column: its letters and digits in lower case, with `_` between words. One that HubSpot reserves,
 * that is taken, or that begins with a digit is changed as little as possible; a column without any Latin letter or
 * digit is called `column`.
 */
export function propertyNameFor(column: string, isTaken: (name: string) => boolean): string {
  const words = column
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, letter => LETTERS.get(letter) ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const name = words === '' ? 'column' : words
  const begun = /^\d/.test(name) ? `n${name}` : isReservedName(name) ? `own_${name}` : name
  return freeName(begun.slice(0, LONGEST), isTaken)
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name
  for (let number = 2; ; number++) {
    const end = `_${number}`
    const numbered = `${name.slice(0, LONGEST - end.length)}${end}`
    if (!isTaken(numbered)) return numbered
  }
}
