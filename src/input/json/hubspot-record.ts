import type {Fields} from './parse-record.js'

/**
 * What HubSpot's API, and programs that speak like it, put around a record's properties. Source: CRM object replies and
 * batch inputs, v3.
 */
const ENVELOPE: ReadonlySet<string> = new Set([
  ...['id', 'idProperty', 'properties', 'propertiesWithHistory', 'associations', 'objectWriteTraceId', 'url'],
  ...['createdAt', 'updatedAt', 'archived', 'archivedAt', 'new'],
])

/**
 * A record as HubSpot writes it, `{"id": …, "properties": {…}}`, with its properties as fields beside the others; any
 * other row as it is.
 */
export function withoutEnvelope(fields: Fields): Fields {
  if (!Object.hasOwn(fields, 'properties')) return fields
  const {properties, ...others} = fields
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return fields
  const names = Object.keys(others)
  if (!names.every(name => ENVELOPE.has(name)) || names.some(name => Object.hasOwn(properties, name))) return fields
  return Object.fromEntries([...Object.entries(others), ...Object.entries(properties)])
}
