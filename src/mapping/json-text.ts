import {JsonNumber} from '../shared/json-number.js'

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
