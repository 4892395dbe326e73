import {CELL_TYPE, isTextCell, typesOf, withTypes} from '../../rows/cell-types.js'
import {isCells, type SourceRecord} from '../../rows/rows.js'

type Marks = readonly (readonly [name: string, text: string])[]

/** Cells of a rejected row that were more than texts: column, text and what it was. */
export type KeptTypes = readonly (readonly [name: string, text: string, type: string])[]

/** `marks`: the row's cells by name. */
export function keptTypes(record: SourceRecord | undefined, marks: Marks): KeptTypes {
  const types = typesOf(record)
  if (types === undefined) return []
  return marks.flatMap(([name, text], at) =>
    isTextCell(types, at) ? [] : [[name, text, types[at] ?? CELL_TYPE.text] as const],
  )
}

/**
 * A corrected row whose cells are what they were where they were not changed: an export as CSV says only their texts,
 * and an error or a number that was rejected must not become a text that is sent.
 */
export function withKeptTypes(record: SourceRecord, marks: Marks, kept: KeptTypes): SourceRecord {
  if (kept.length === 0 || !isCells(record)) return record
  const before = new Map(kept.map(([name, text, type]) => [name, {text, type}]))
  const types = marks.map(([name, text], at) => {
    const own = record.types?.[at] ?? CELL_TYPE.text
    const known = before.get(name)
    return own === CELL_TYPE.text && known?.text === text ? known.type : own
  })
  return withTypes(record, types.join(''))
}
