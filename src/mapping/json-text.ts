/** A JSON value as a cell would hold it; '' for null; undefined for an object or array. */
export function jsonText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'boolean':
      return String(value)
    default:
      return value === null || value === undefined ? '' : undefined
  }
}
