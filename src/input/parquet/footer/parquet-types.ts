/** Physical types, by their numbers in parquet.thrift. */
export const PHYSICAL = ['boolean', 'int32', 'int64', 'int96', 'float', 'double', 'bytes', 'fixed'] as const

export type Physical = (typeof PHYSICAL)[number]

export const CODECS = ['none', 'snappy', 'gzip', 'lzo', 'brotli', 'lz4-hadoop', 'zstd', 'lz4'] as const

export type Codec = (typeof CODECS)[number]

export type TimeUnit = 'ms' | 'us' | 'ns'

/** What the values of a physical type stand for. `bytes`: texts of no declared encoding, or no texts at all. */
export type Meaning =
  | {readonly kind: 'integer'; readonly isUnsigned: boolean}
  | {readonly kind: 'decimal'; readonly scale: number}
  | {readonly kind: 'date' | 'text' | 'uuid' | 'float16' | 'float' | 'truth' | 'bytes' | 'int96' | 'null'}
  | {readonly kind: 'time'; readonly unit: TimeUnit}
  | {readonly kind: 'timestamp'; readonly unit: TimeUnit; readonly isUtc: boolean}
  /** `what` completes "it holds …". */
  | {readonly kind: 'unread'; readonly what: string}

/** A column, or a group of columns, as the footer describes it. */
export interface SchemaNode {
  readonly name: string
  readonly repetition: 'required' | 'optional' | 'repeated'
  /** None: it is a column, and holds values. */
  readonly children: readonly SchemaNode[]
  /** What a group is said to be. */
  readonly group?: 'list' | 'map' | 'variant'
  /** Of a column only. */
  readonly physical?: Physical
  /** Bytes of each value; of `fixed` only. */
  readonly width?: number
  readonly meaning?: Meaning
}

/** Where the values of one column in one row group are. */
export interface ColumnChunk {
  readonly codec: Codec
  /** Nulls and the empty lists count as one each. */
  readonly values: number
  /** First byte in the file, of the dictionary where there is one. */
  readonly start: number
  /** Compressed, with all page headers. */
  readonly bytes: number
  /** They are in another file. */
  readonly isElsewhere: boolean
  readonly isEncrypted: boolean
}

export interface RowGroup {
  readonly rows: number
  /** In the order of the columns of the schema, those within groups included. */
  readonly chunks: readonly ColumnChunk[]
}

export interface ParquetFooter {
  readonly rows: number
  readonly root: SchemaNode
  readonly groups: readonly RowGroup[]
}
