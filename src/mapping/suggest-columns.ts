import type {PropertyDefinition} from '../hubspot/portal/portal-types.js'
import {suggest} from './suggest.js'

/**
 * Columns that may hold the property, best first, at most `most`: called like it, like its label, or like both
 * ("Account external id").
 */
export function suggestColumns(
  {name, label}: Pick<PropertyDefinition, 'name' | 'label'>,
  columns: readonly string[],
  most = 3,
): string[] {
  const near = [name, label, `${name} ${label}`].flatMap(text => suggest(text, columns, column => [column], most))
  return [...new Set(near)].slice(0, most)
}
