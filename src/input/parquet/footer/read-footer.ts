import {damaged, UnreadParquet} from '../damaged.js'
import {CODECS, type ColumnChunk, type ParquetFooter, type RowGroup} from './parquet-types.js'
import {readElement, type SchemaElement} from './schema-element.js'
import {schemaTree} from './schema-tree.js'
import {ThriftReader} from './thrift-reader.js'

/** At both ends of a file. */
export const MAGIC = 'PAR1'
/** Of one whose footer is encrypted. */
export const ENCRYPTED_MAGIC = 'PARE'

/** The footer of a file, without its length and the magic. Throws DamagedParquet, UnreadParquet. */
export function readFooter(bytes: Buffer): ParquetFooter {
  const reader = new ThriftReader(bytes)
  const elements: SchemaElement[] = []
  const groups: RowGroup[] = []
  let rows = 0
  reader.struct((id, type) => {
    if (id === 2) reader.list(type, () => elements.push(readElement(reader)))
    else if (id === 3) rows = reader.integer(type)
    else if (id === 4) reader.list(type, () => groups.push(readGroup(reader)))
    else if (id === 8) throw new UnreadParquet('it is encrypted')
  })
  const total = groups.reduce((sum, group) => sum + group.rows, 0)
  if (total !== rows) throw damaged(`it says that it has ${rows} rows, and its row groups have ${total}`)
  return {rows, root: schemaTree(elements), groups}
}

function readGroup(reader: ThriftReader): RowGroup {
  const chunks: ColumnChunk[] = []
  let rows = -1
  reader.struct((id, type) => {
    if (id === 1) reader.list(type, () => chunks.push(readChunk(reader)))
    else if (id === 3) rows = reader.integer(type)
  })
  if (!(rows >= 0)) throw damaged('a row group does not say how many rows it has')
  return {rows, chunks}
}

/** Field numbers: structs ColumnChunk and ColumnMetaData of parquet.thrift. */
function readChunk(reader: ThriftReader): ColumnChunk {
  let chunk: Omit<ColumnChunk, 'isElsewhere' | 'isEncrypted'> | undefined
  let isElsewhere = false
  let isEncrypted = false
  reader.struct((id, type) => {
    if (id === 1) isElsewhere = reader.text(type) !== ''
    else if (id === 3) chunk = readChunkFacts(reader)
    else if (id === 8 || id === 9) isEncrypted = true
  })
  if (chunk === undefined && isEncrypted)
    throw new UnreadParquet('a column that is encrypted hides where its values are')
  if (chunk === undefined) throw damaged('a column does not say where its values are')
  return {...chunk, isElsewhere, isEncrypted}
}

function readChunkFacts(reader: ThriftReader): Omit<ColumnChunk, 'isElsewhere' | 'isEncrypted'> {
  const numbers = new Map<number, number>()
  reader.struct((id, type) => {
    if (FACTS.has(id)) numbers.set(id, reader.integer(type))
  })
  const codec = CODECS[numbers.get(4) ?? -1]
  const values = numbers.get(5) ?? -1
  const bytes = numbers.get(7) ?? -1
  if (codec === undefined) throw damaged('a column is compressed in an unknown way')
  if (values < 0 || bytes < 0) throw damaged('a column does not say how long it is')
  const data = numbers.get(9) ?? -1
  const dictionary = numbers.get(11) ?? 0
  // Some writers set the dictionary's place to 0 where there is none, others to that of the first page.
  return {codec, values, bytes, start: dictionary > 0 ? Math.min(data, dictionary) : data}
}

/** Codec, number of values, compressed size, place of the first page and of the dictionary. */
const FACTS = new Set([4, 5, 7, 9, 11])
