import type {TimeUnit} from './parquet-types.js'
import {THRIFT, type ThriftReader} from './thrift-reader.js'

/** Union LogicalType: how newer files say it, which counts where both are there. */
export type LogicalType =
  | {readonly kind: 'list' | 'map' | 'variant' | 'text' | 'date' | 'null' | 'uuid' | 'float16'}
  | {readonly kind: 'decimal'; readonly scale: number}
  | {readonly kind: 'time' | 'timestamp'; readonly isUtc: boolean; readonly unit: TimeUnit}
  | {readonly kind: 'integer'; readonly isUnsigned: boolean}
  | {readonly kind: 'unread'; readonly what: string}

const SIMPLE: ReadonlyMap<number, LogicalType> = new Map<number, LogicalType>([
  [1, {kind: 'text'}],
  [2, {kind: 'map'}],
  [3, {kind: 'list'}],
  [4, {kind: 'text'}], // ENUM
  [6, {kind: 'date'}],
  [11, {kind: 'null'}],
  [12, {kind: 'text'}], // JSON
  [13, {kind: 'unread', what: 'BSON'}],
  [14, {kind: 'uuid'}],
  [15, {kind: 'float16'}],
  [16, {kind: 'variant'}],
  [17, {kind: 'unread', what: 'geometries'}],
  [18, {kind: 'unread', what: 'geographies'}],
])

/** A union is a struct with one field; what is newer than this list counts as not said. */
export function readLogical(reader: ThriftReader): LogicalType | undefined {
  let found: LogicalType | undefined
  reader.struct(id => {
    if (id === 5) found = readDecimal(reader)
    else if (id === 7) found = {kind: 'time', ...readTime(reader)}
    else if (id === 8) found = {kind: 'timestamp', ...readTime(reader)}
    else if (id === 10) found = readInteger(reader)
    else found = SIMPLE.get(id)
  })
  return found
}

function readDecimal(reader: ThriftReader): LogicalType {
  let scale = 0
  reader.struct((id, type) => {
    if (id === 1) scale = reader.integer(type)
  })
  return {kind: 'decimal', scale}
}

const UNITS: readonly (TimeUnit | undefined)[] = [undefined, 'ms', 'us', 'ns']

function readTime(reader: ThriftReader): {isUtc: boolean; unit: TimeUnit} {
  let isUtc = false
  let unit: TimeUnit = 'ms'
  reader.struct((id, type) => {
    if (id === 1) isUtc = type === THRIFT.true
    else if (id === 2)
      reader.struct(unitId => {
        unit = UNITS[unitId] ?? unit
      })
  })
  return {isUtc, unit}
}

function readInteger(reader: ThriftReader): LogicalType {
  let isUnsigned = false
  reader.struct((id, type) => {
    if (id === 2) isUnsigned = type === THRIFT.false
  })
  return {kind: 'integer', isUnsigned}
}
