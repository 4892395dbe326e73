import type {LogicalType} from './logical-type.js'
import type {Meaning, Physical} from './parquet-types.js'
import type {SchemaElement} from './schema-element.js'

const SIGNED: Meaning = {kind: 'integer', isUnsigned: false}
const UNSIGNED: Meaning = {kind: 'integer', isUnsigned: true}

/** By the numbers of ConvertedType. */
const CONVERTED: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0, {kind: 'text'}],
  [4, {kind: 'text'}],
  [6, {kind: 'date'}],
  [7, {kind: 'time', unit: 'ms'}],
  [8, {kind: 'time', unit: 'us'}],
  [9, {kind: 'timestamp', unit: 'ms', isUtc: true}],
  [10, {kind: 'timestamp', unit: 'us', isUtc: true}],
  ...[11, 12, 13, 14].map(id => [id, UNSIGNED] as const),
  ...[15, 16, 17, 18].map(id => [id, SIGNED] as const),
  [19, {kind: 'text'}],
  [20, {kind: 'unread', what: 'BSON'}],
  [21, {kind: 'unread', what: 'intervals'}],
])
const CONVERTED_DECIMAL = 5

const PLAIN: Readonly<Record<Physical, Meaning>> = {
  boolean: {kind: 'truth'},
  int32: SIGNED,
  int64: SIGNED,
  int96: {kind: 'int96'},
  float: {kind: 'float'},
  double: {kind: 'float'},
  bytes: {kind: 'bytes'},
  fixed: {kind: 'bytes'},
}

/** Which physical types may carry a meaning. Any other pair is read as what it physically is. */
const CARRIERS: Readonly<Record<Meaning['kind'], readonly Physical[]>> = {
  integer: ['int32', 'int64'],
  decimal: ['int32', 'int64', 'bytes', 'fixed'],
  date: ['int32'],
  time: ['int32', 'int64'],
  timestamp: ['int64'],
  text: ['bytes'],
  uuid: ['fixed'],
  float16: ['fixed'],
  float: ['float', 'double'],
  truth: ['boolean'],
  bytes: ['bytes', 'fixed'],
  int96: ['int96'],
  null: ['boolean', 'int32', 'int64', 'int96', 'float', 'double', 'bytes', 'fixed'],
  unread: ['boolean', 'int32', 'int64', 'int96', 'float', 'double', 'bytes', 'fixed'],
}

export function meaningOf(physical: Physical, {logical, converted, scale, width}: SchemaElement): Meaning {
  const said = ofLogical(logical) ?? (converted === CONVERTED_DECIMAL ? {kind: 'decimal' as const, scale} : undefined)
  const meaning = said ?? CONVERTED.get(converted ?? -1)
  if (meaning === undefined) return PLAIN[physical]
  if (!CARRIERS[meaning.kind].includes(physical)) return {kind: 'unread', what: `${meaning.kind} values as ${physical}`}
  if (meaning.kind === 'decimal' && !(meaning.scale >= 0 && meaning.scale <= MAX_SCALE))
    return {kind: 'unread', what: `decimals with a scale of ${meaning.scale}`}
  if (meaning.kind === 'uuid' && width !== 16) return {kind: 'unread', what: `UUIDs of ${width} bytes`}
  if (meaning.kind === 'float16' && width !== 2) return {kind: 'unread', what: `half floats of ${width} bytes`}
  return meaning
}

/** More zeros than any number of a CRM has; a bound for what is printed. */
const MAX_SCALE = 1000

function ofLogical(logical: LogicalType | undefined): Meaning | undefined {
  switch (logical?.kind) {
    case undefined:
      return undefined
    case 'list':
    case 'map':
    case 'variant':
      return {kind: 'unread', what: `a ${logical.kind} without columns`}
    case 'text':
    case 'date':
    case 'null':
    case 'uuid':
    case 'float16':
      return {kind: logical.kind}
    default:
      return logical
  }
}
