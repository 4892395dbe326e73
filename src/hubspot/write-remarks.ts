import {arrayOf, isObject, type JsonObject, objectOf, textOf} from './json.js'
import type {WriteRemark} from './upsert-types.js'

/** The `warnings[]` of results: values that HubSpot stored otherwise than they were sent. Source: changelog of version 2026-09, read 2026-11. */
export function readWriteRemarks(results: readonly JsonObject[]): WriteRemark[] {
  return results.flatMap(result => arrayOf(result['warnings']).filter(isObject).map(readRemark))
}

function readRemark(warning: JsonObject): WriteRemark {
  const context = objectOf(warning['context'])
  const [property, raw, stored] = ['propertyName', 'rawValue', 'normalizedValue'].map(name => firstText(context[name]))
  const category = textOf(warning['category']) ?? 'no category'
  const isComplete = property !== undefined && raw !== undefined && stored !== undefined
  const message = isComplete
    ? `HubSpot stored values of property ${property} otherwise than they were sent, such as "${raw}" as "${stored}".`
    : `HubSpot wrote rows with a remark (${category}${property === undefined ? '' : `, property ${property}`}): ${textOf(warning['message']) ?? 'no text'}`
  return {category, ...(property !== undefined && {property}), message}
}

/** The specification has texts; elsewhere `context` holds lists. */
function firstText(value: unknown): string | undefined {
  return textOf(Array.isArray(value) ? value[0] : value)
}
