import type {AskedMapping} from '../mapping/mapping-types.js'
import {defined} from '../shared/defined.js'
import type {MappingFile} from './mapping-file.js'

/** The file that a flag names, if any. Who has none does not wait for a reader of YAML. Throws as readMappingFile. */
export async function loadMappingFile(path: string | undefined): Promise<MappingFile | undefined> {
  if (path === undefined) return undefined
  const {readMappingFile} = await import('./store-mapping-file.js')
  return readMappingFile(path)
}

/**
 * What the flags ask for, on top of what the file says: a flag about a column, a property or a format goes before the
 * file.
 */
export function applyMappingFile(asked: AskedMapping, file: MappingFile): AskedMapping {
  const mapped = new Set(asked.map.map(({column}) => column))
  const named = new Set([...mapped, ...asked.ignore])
  const setAgain = new Set((asked.set ?? []).map(({property}) => property))
  const set = [...file.set.filter(({property}) => !setAgain.has(property)), ...(asked.set ?? [])]
  const formats = {...file.formats, ...asked.formats}
  const [key, empty, nulls] = [asked.key ?? file.key, asked.empty ?? file.empty, asked.null ?? file.null]
  const options = asked.options ?? file.options
  const linked = new Set((asked.associate ?? []).map(({column}) => column))
  const associate = [
    ...file.associate.filter(({column}) => !linked.has(column) && !asked.ignore.includes(column)),
    ...(asked.associate ?? []),
  ]
  const associations = asked.associations ?? file.associations
  return {
    map: [...file.columns.filter(({column}) => !named.has(column)), ...asked.map],
    ignore: [...file.ignore.filter(column => !mapped.has(column) && !linked.has(column)), ...asked.ignore],
    ignoreUnknown: asked.ignoreUnknown || file.ignoreUnknown,
    ...defined({ignoreReadOnly: asked.ignoreReadOnly, key, empty, null: nulls, options}),
    ...(set.length > 0 && {set}),
    ...(Object.keys(formats).length > 0 && {formats}),
    ...(associate.length > 0 && {associate}),
    ...(associations !== undefined && {associations}),
  }
}
