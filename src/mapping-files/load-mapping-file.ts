import type {MappingFile} from './mapping-file.js'

/** The file that a flag names, if any. Who has none does not wait for a reader of YAML. Throws as readMappingFile. */
export async function loadMappingFile(path: string | undefined): Promise<MappingFile | undefined> {
  if (path === undefined) return undefined
  const {readMappingFile} = await import('./store-mapping-file.js')
  return readMappingFile(path)
}
