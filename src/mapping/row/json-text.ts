import {JsonNumber} from '../../shared/text/exact-json.js'

/** A JSON value as a cell would hold it; '' for null; undefined for an object or array. */
export function jsonText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'boolean':
      return String(value)
    default:
      if (value instanceof JsonNumber) return value.text
      return value === null || value === undefined ? '' : undefined
  }
}

/** However it is held. */
export function isJsonNumber(value: unknown): boolean {
  return typeof value === 'number' || value instanceof JsonNumber
}

/** The single values of a list, '' for nulls. Undefined for anything else. */
export function listTexts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const texts = value.map(jsonText)
  return texts.some(text => text === undefined) ? undefined : texts.map(text => text ?? '')
}

/**
 * The single values of a list, joined; nulls and empty ones say nothing. Undefined for anything else, and for a value
 * that holds the separator itself.
 */
export function listText(value: unknown, separator: string): string | undefined {
  const texts = listTexts(value)
  if (texts === undefined || texts.some(text => text.includes(separator) && texts.length > 1)) return undefined
  return texts.filter(text => text !== '').join(separator)
}
