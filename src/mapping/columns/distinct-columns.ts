import {foldText} from '../fold-text.js'
import type {MappingRequest} from '../mapping-types.js'

/** A column of the file as the mapping names it. */
export interface FileColumn {
  /** As the file calls it. */
  readonly header: string
  /** The same, but for columns of one name: those are `Notes#1`, `Notes#2`, in their order. */
  readonly name: string
  /** Position in a CSV row. */
  readonly index: number
}

/**
 * The file's columns. Those without a name stay without: they can only be left out, all together. JSONL fields may
 * first come in a later row, so a field that only --map or --associate
 * names is a column too.
 */
export function distinctColumns({
  columns: headers,
  map,
  associate = [],
  format,
}: Pick<MappingRequest, 'columns' | 'map' | 'associate' | 'format'>): readonly FileColumn[] {
  const inFile = numbered(headers)
  if (format === 'csv') return inFile
  const linking = associate.flatMap(({column, labelColumn = column}) => [column, labelColumn])
  const named = [...map.map(({column}) => column), ...linking]
  const absent = new Set(named.filter(column => columnsNamed(column, inFile).length === 0))
  return [...inFile, ...[...absent].map((name, at) => ({header: name, name, index: headers.length + at}))]
}

function numbered(headers: readonly string[]): readonly FileColumn[] {
  const counts = new Map<string, number>()
  for (const header of headers) counts.set(header, (counts.get(header) ?? 0) + 1)
  const seen = new Map<string, number>()
  return headers.map((header, index) => {
    if (header === '' || counts.get(header) === 1) return {header, name: header, index}
    let number = (seen.get(header) ?? 0) + 1
    while (counts.has(`${header}#${number}`)) number += 1
    seen.set(header, number)
    return {header, name: `${header}#${number}`, index}
  })
}

/** As written, with its number or by all of its name, else without regard to case, blanks and punctuation. */
export function columnsNamed(name: string, columns: readonly FileColumn[]): readonly FileColumn[] {
  const ways: readonly ((column: FileColumn) => boolean)[] = [
    column => column.name === name,
    column => column.header === name,
    column => foldText(column.header) === foldText(name),
  ]
  for (const way of ways) {
    const found = columns.filter(way)
    if (found.length > 0) return found
  }
  return []
}
