import {damaged} from '../damaged.js'
import {THRIFT, ThriftReader} from '../footer/thrift-reader.js'

/** What precedes each page. Of the numbers by version, only those of the page's own kind are there. */
export interface PageHeader {
  readonly kind: 'data' | 'index' | 'dictionary' | 'data-v2'
  readonly unpackedBytes: number
  readonly packedBytes: number
  readonly crc: number | undefined
  /** Nulls included. */
  readonly values: number
  readonly encoding: number
  /** Of the levels of a data page of the first version. */
  readonly levelEncoding: number
  readonly nulls: number
  readonly definitionBytes: number
  readonly repetitionBytes: number
  readonly isPacked: boolean
  /** Of this header. */
  readonly bytes: number
}

type Draft = {-readonly [Field in keyof PageHeader]: PageHeader[Field]}

const KINDS = ['data', 'index', 'dictionary', 'data-v2'] as const

/** Field numbers: struct PageHeader of parquet.thrift. Throws DamagedParquet. */
export function readPageHeader(bytes: Buffer): PageHeader {
  const reader = new ThriftReader(bytes)
  const draft: Draft = {
    kind: 'index',
    unpackedBytes: -1,
    packedBytes: -1,
    crc: undefined,
    values: -1,
    encoding: -1,
    levelEncoding: 3,
    nulls: 0,
    definitionBytes: 0,
    repetitionBytes: 0,
    isPacked: true,
    bytes: 0,
  }
  reader.struct((id, type) => {
    if (id === 1) draft.kind = kindOf(reader.integer(type))
    else if (id === 2) draft.unpackedBytes = reader.integer(type)
    else if (id === 3) draft.packedBytes = reader.integer(type)
    else if (id === 4) draft.crc = reader.integer(type) >>> 0
    else if (id === 5 || id === 7) readFirstVersion(reader, draft)
    else if (id === 8) readSecondVersion(reader, draft)
  })
  draft.bytes = reader.at
  const sizes = [draft.unpackedBytes, draft.packedBytes, draft.definitionBytes, draft.repetitionBytes, draft.nulls]
  if (sizes.some(size => size < 0)) throw damaged('a page does not say how long it is')
  if (draft.kind !== 'index' && draft.values < 0) throw damaged('a page does not say how many values it has')
  return draft
}

function kindOf(id: number): PageHeader['kind'] {
  const kind = KINDS[id]
  if (kind === undefined) throw damaged(`a page is of the unknown kind ${id}`)
  return kind
}

/** Structs DataPageHeader and DictionaryPageHeader begin alike. */
function readFirstVersion(reader: ThriftReader, draft: Draft): void {
  reader.struct((id, type) => {
    if (id === 1) draft.values = reader.integer(type)
    else if (id === 2) draft.encoding = reader.integer(type)
    else if ((id === 3 || id === 4) && type !== THRIFT.true && type !== THRIFT.false) {
      const encoding = reader.integer(type)
      if (draft.levelEncoding === 3) draft.levelEncoding = encoding
    }
  })
}

function readSecondVersion(reader: ThriftReader, draft: Draft): void {
  reader.struct((id, type) => {
    if (id === 1) draft.values = reader.integer(type)
    else if (id === 2) draft.nulls = reader.integer(type)
    else if (id === 4) draft.encoding = reader.integer(type)
    else if (id === 5) draft.definitionBytes = reader.integer(type)
    else if (id === 6) draft.repetitionBytes = reader.integer(type)
    else if (id === 7) draft.isPacked = type === THRIFT.true
  })
}
