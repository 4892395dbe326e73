import {damaged} from '../damaged.js'

/** Types of fields in Thrift's compact protocol; those of lists are the same but for truth values. */
export const THRIFT = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
} as const

const MAX_DEPTH = 24
const MAX_VARINT_BYTES = 10

/**
 * Structs of Thrift's compact protocol, in which Parquet describes itself. Every count is checked against the bytes
 * that are left, so that time and memory are bounded by the size of the description. Throws DamagedParquet.
 */
export class ThriftReader {
  readonly #bytes: Buffer
  #at: number
  #depth = 0

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  /** Where the next byte is. */
  get at(): number {
    return this.#at
  }

  /** Calls `take` with each field of a struct; fields that it does not read are skipped. */
  struct(take: (id: number, type: number) => void): void {
    if (++this.#depth > MAX_DEPTH) throw damaged('its description is nested too deep')
    let id = 0
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      const type = head & 0x0f
      id = head >> 4 === 0 ? this.#zigzag() : id + (head >> 4)
      const before = this.#at
      take(id, type)
      if (this.#at === before) this.#skip(type)
    }
    this.#depth -= 1
  }

  /** Calls `take` for each item of a list; it must read the item. */
  list(type: number, take: () => void): void {
    if (type !== THRIFT.list) throw damaged('a list is missing in its description')
    for (let left = this.#listSize(); left > 0; left -= 1) take()
  }

  integer(type: number): number {
    if (type !== THRIFT.i32 && type !== THRIFT.i64 && type !== THRIFT.i16)
      throw damaged('a number is missing in its description')
    return this.#zigzag()
  }

  /** One of a list whose items are numbers of 32 or 64 bits. */
  integerItem(): number {
    return this.#zigzag()
  }

  /** A byte as a field, of old the type of small numbers. */
  byte(): number {
    return this.#byte()
  }

  text(type: number): string {
    if (type !== THRIFT.binary) throw damaged('a text is missing in its description')
    return this.textItem()
  }

  textItem(): string {
    const length = this.#length()
    this.#at += length
    return this.#bytes.toString('utf8', this.#at - length, this.#at)
  }

  #skip(type: number): void {
    if (type === THRIFT.true || type === THRIFT.false) return
    if (type === THRIFT.byte) this.#byte()
    else if (type === THRIFT.i16 || type === THRIFT.i32 || type === THRIFT.i64) this.#zigzag()
    else if (type === THRIFT.double) this.#skipBytes(8)
    else if (type === THRIFT.binary) this.#skipBytes(this.#length())
    else if (type === THRIFT.list || type === THRIFT.set) this.#skipList()
    else if (type === THRIFT.struct) this.struct(() => undefined)
    else throw damaged(`its description has a field of the unknown type ${type}`)
  }

  #skipList(): void {
    const type = (this.#bytes[this.#at] ?? 0) & 0x0f
    const isTruth = type === THRIFT.true || type === THRIFT.false
    for (let left = this.#listSize(); left > 0; left -= 1) this.#skip(isTruth ? THRIFT.byte : type)
  }

  /** Of a list, whose items take a byte each at least. */
  #listSize(): number {
    const head = this.#byte()
    const size = head >> 4 === 15 ? this.#varint() : head >> 4
    if (size > this.#bytes.length - this.#at) throw damaged('a list in its description is longer than the description')
    return size
  }

  #length(): number {
    const length = this.#varint()
    if (length > this.#bytes.length - this.#at) throw damaged('a text in its description is cut off')
    return length
  }

  #skipBytes(count: number): void {
    if (count > this.#bytes.length - this.#at) throw damaged('its description is cut off')
    this.#at += count
  }

  /** As a double: beyond 2^53 it is not exact, and too large for whatever it counts. */
  #varint(): number {
    let value = 0
    for (let count = 0; count < MAX_VARINT_BYTES; count += 1) {
      const byte = this.#byte()
      value += (byte & 0x7f) * 2 ** (7 * count)
      if (byte < 0x80) return value
    }
    throw damaged('a number in its description is too long')
  }

  #zigzag(): number {
    const value = this.#varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw damaged('its description is cut off')
    this.#at += 1
    return byte
  }
}
