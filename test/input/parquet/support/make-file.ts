/** A value of Thrift's compact protocol: its type, and its bytes. */
export interface Thrift {
  readonly type: number
  readonly bytes: Buffer
}

export function varint(value: number | bigint): Buffer {
  const bytes: number[] = []
  let left = BigInt(value)
  do {
    bytes.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0))
    left >>= 7n
  } while (left > 0n)
  return Buffer.from(bytes)
}

export function i32(value: number): Thrift {
  return {type: 5, bytes: zigzag(BigInt(value))}
}

export function i64(value: number | bigint): Thrift {
  return {type: 6, bytes: zigzag(BigInt(value))}
}

function zigzag(value: bigint): Buffer {
  return varint(value < 0n ? -value * 2n - 1n : value * 2n)
}

export function bool(value: boolean): Thrift {
  return {type: value ? 1 : 2, bytes: Buffer.alloc(0)}
}

export function text(value: string): Thrift {
  const bytes = Buffer.from(value)
  return {type: 8, bytes: Buffer.concat([varint(bytes.length), bytes])}
}

export function list(items: readonly Thrift[], size = items.length): Thrift {
  const type = items[0]?.type ?? 12
  return {type: 9, bytes: Buffer.concat([Buffer.from([0xf0 | type]), varint(size), ...items.map(({bytes}) => bytes)])}
}

export function struct(fields: Readonly<Record<number, Thrift>>): Thrift {
  const parts = Object.entries(fields).map(([id, {type, bytes}]) =>
    Buffer.concat([Buffer.from([type]), zigzag(BigInt(id)), bytes]),
  )
  return {type: 12, bytes: Buffer.concat([...parts, Buffer.from([0])])}
}

export interface MadeColumn {
  /** Fields of its SchemaElement besides its name. */
  readonly element: Readonly<Record<number, Thrift>>
  /** Pages with their headers. */
  readonly pages: Buffer
  readonly codec?: number
  readonly values: number
}

export interface MadeFile {
  readonly columns: readonly MadeColumn[]
  readonly rows: number
  /** Fields of its FileMetaData in place of its own. */
  readonly footer?: Readonly<Record<number, Thrift>>
}

/** A file with one row group, of columns called c0, c1, … */
export function makeFile({columns, rows, footer = {}}: MadeFile): Buffer {
  const parts: Buffer[] = [Buffer.from('PAR1')]
  let at = 4
  const chunks = columns.map(({pages, codec = 0, values}, index) => {
    const facts = {
      3: list([text(`c${index}`)]),
      4: i32(codec),
      5: i64(values),
      6: i64(pages.length),
      7: i64(pages.length),
      9: i64(at),
    }
    parts.push(pages)
    at += pages.length
    return struct({2: i64(0), 3: struct(facts)})
  })
  const root = struct({4: text('root'), 5: i32(columns.length)})
  const elements = columns.map(({element}, index) => struct({...element, 4: text(`c${index}`)}))
  const group = struct({1: list(chunks), 2: i64(at), 3: i64(rows)})
  const own = {1: i32(1), 2: list([root, ...elements]), 3: i64(rows), 4: list([group])}
  return withFooter(Buffer.concat(parts), struct({...own, ...footer}).bytes)
}

export function withFooter(before: Buffer, footer: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(footer.length)
  return Buffer.concat([before, footer, length, Buffer.from('PAR1')])
}

interface MadePage {
  readonly bytes: Buffer
  /** Length as it is said to be unpacked. */
  readonly size?: number
  readonly values: number
  readonly encoding?: number
  readonly crc?: number
}

/** A data page of the first version. */
export function page({bytes, size = bytes.length, values, encoding = 0, crc}: MadePage): Buffer {
  const data = struct({1: i32(values), 2: i32(encoding), 3: i32(3), 4: i32(3)})
  const header = struct({
    1: i32(0),
    2: i32(size),
    3: i32(bytes.length),
    ...(crc !== undefined && {4: i32(crc | 0)}),
    5: data,
  })
  return Buffer.concat([header.bytes, bytes])
}

export function dictionaryPage(bytes: Buffer, values: number): Buffer {
  const header = struct({1: i32(2), 2: i32(bytes.length), 3: i32(bytes.length), 7: struct({1: i32(values), 2: i32(0)})})
  return Buffer.concat([header.bytes, bytes])
}

/** Texts one after the other, each behind its length. */
export function plainTexts(...texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap(each => {
      const length = Buffer.alloc(4)
      length.writeUInt32LE(Buffer.byteLength(each))
      return [length, Buffer.from(each)]
    }),
  )
}
