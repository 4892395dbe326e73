import {validationRefusal} from './crm-refusal.js'

/**
 * `?archived=true` and the like; false where it is not there. Case does not count: Python's clients send `True`
 * (docs/hubspot-api.md#transport). What is neither is refused: a client that meant true would get the wrong records.
 */
export function parseFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)?.toLowerCase() ?? ''
  if (value === 'true') return true
  if (value === 'false' || value === '') return false
  throw validationRefusal(`Invalid ${name} "${query.get(name)}": it must be true or false.`)
}
