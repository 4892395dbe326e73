import {stringify} from 'yaml'
import type {SavedMapping} from '../mapping/mapping-types.js'

const HEAD = '# Which column of a file goes to which property, for: hubspot-push push FILE --mapping THIS_FILE\n'

/** The mapping in use as a mapping file: read again, it gives the same one. */
export function renderMappingFile(saved: SavedMapping, object: string): string {
  const {key, empty, null: nulls, options, formats, ignoreUnknown, map, set = [], ignore} = saved
  const document = {
    version: 1,
    object,
    key,
    ...(empty !== undefined && {empty}),
    ...(nulls !== undefined && {null: nulls}),
    ...(options !== undefined && {options}),
    ...formats,
    ...(ignoreUnknown && {ignoreUnknown}),
    columns: [...map, ...set.map(({property, value}) => ({property, constant: value}))],
    ...(ignore.length > 0 && {ignore}),
  }
  return HEAD + stringify(document, {lineWidth: 0})
}
