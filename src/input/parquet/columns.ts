import type {UnreadColumn} from '../../rows/unread-column.js'
import {damaged} from './damaged.js'
import type {Meaning, Physical, SchemaNode} from './footer/parquet-types.js'

/** Which definition levels a column of lists has below that of a value. */
export interface ListLevels {
  /** Below it there is no list; from it on there is one. */
  readonly list: number
  /** Below it the list has no item; from it on, it has one, which may be null. */
  readonly item: number
}

/** A column of single values, or of lists of them. */
export interface ParquetColumn {
  readonly name: string
  /** Of its values, among the chunks of each row group. */
  readonly chunk: number
  readonly physical: Physical
  readonly width: number
  readonly meaning: Meaning
  readonly maxDefinition: number
  readonly list?: ListLevels
}

export interface ParquetColumns {
  /** In the order of the file, those that are not read among them. */
  readonly names: readonly string[]
  readonly read: readonly ParquetColumn[]
  readonly unread: readonly UnreadColumn[]
  /** How many chunks each row group has. */
  readonly chunks: number
}

/** The columns of a table, in the order of the file. Throws DamagedParquet where two have one name. */
export function columnsOf(root: SchemaNode): ParquetColumns {
  const read: ParquetColumn[] = []
  const unread: UnreadColumn[] = []
  const names: string[] = []
  const known = new Set<string>()
  let chunks = 0
  for (const node of root.children) {
    if (known.has(node.name)) throw damaged(`two of its columns are called ${JSON.stringify(node.name)}`)
    names.push(node.name)
    known.add(node.name)
    const column = columnOf(node, chunks)
    if ('why' in column) unread.push(column)
    else read.push(column)
    chunks += leavesOf(node)
  }
  return {names, read, unread, chunks}
}

function leavesOf({children}: SchemaNode): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + leavesOf(child), 0)
}

function columnOf(node: SchemaNode, chunk: number): ParquetColumn | UnreadColumn {
  const {name} = node
  if (node.children.length === 0)
    return single(node, name, chunk, node.repetition === 'repeated' ? {list: 0, item: 1} : undefined)
  const item = node.group === 'list' ? itemOf(node) : undefined
  if (item === undefined) return {name, why: GROUPS[node.group ?? 'none']}
  const list = node.repetition === 'optional' ? 1 : 0
  return single(item, name, chunk, {list, item: list + 1})
}

const GROUPS = {list: 'lists of lists or of structs', map: 'maps', variant: 'variants', none: 'structs'} as const

/**
 * What repeats in a list, where it is single values: a column, or the only one in a group, which is then no struct.
 * Rules: parquet-format, LogicalTypes.md, "Lists".
 */
function itemOf({name, children, repetition}: SchemaNode): SchemaNode | undefined {
  const [repeated, ...others] = children
  if (repeated === undefined || others.length > 0 || repeated.repetition !== 'repeated' || repetition === 'repeated')
    return undefined
  if (repeated.children.length === 0) return repeated
  const [item, ...more] = repeated.children
  const isStruct = more.length > 0 || repeated.name === 'array' || repeated.name === `${name}_tuple`
  return isStruct || item?.children.length !== 0 || item.repetition === 'repeated' ? undefined : item
}

function single(
  {physical, width = 0, meaning, repetition}: SchemaNode,
  name: string,
  chunk: number,
  list: ListLevels | undefined,
): ParquetColumn | UnreadColumn {
  if (physical === undefined || meaning === undefined) return {name, why: GROUPS.none}
  if (meaning.kind === 'unread') return {name, why: meaning.what}
  const own = repetition === 'optional' ? 1 : 0
  const maxDefinition = (list?.item ?? 0) + own
  return {name, chunk, physical, width, meaning, maxDefinition, ...(list && {list})}
}
