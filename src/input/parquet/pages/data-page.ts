import {damaged, UnreadParquet} from '../damaged.js'
import {BitRuns, bitWidth} from '../encodings/bit-runs.js'
import {ByteCursor} from '../encodings/byte-cursor.js'
import {decodeValues} from '../encodings/decode-values.js'
import type {FromBytes, Value, Values} from '../encodings/values.js'
import type {Physical} from '../footer/parquet-types.js'
import type {PageHeader} from './page-header.js'

/** What a page has to be read with. */
export interface PageSpec {
  readonly physical: Physical
  readonly width: number
  readonly from: FromBytes
  /** How many of the groups and columns that lead to a value may be missing. */
  readonly maxDefinition: number
  /** How many may repeat. */
  readonly maxRepetition: number
}

/** One data page: entries of levels, and a value for each whose definition is the highest. */
export interface DataPage {
  readonly entries: number
  /** Absent: all are the highest. */
  readonly definitions: BitRuns | undefined
  /** Absent: each entry begins a row. */
  readonly repetitions: BitRuns | undefined
  /** Begun with the first value: where there is none, writers write nothing. */
  readonly values: Values
}

const RUNS = 3

/** A page of the first version: levels behind their lengths, and values, compressed as one. */
export function firstVersion(
  cursor: ByteCursor,
  header: PageHeader,
  spec: PageSpec,
  dictionary: readonly Value[] | undefined,
): DataPage {
  const hasLevels = spec.maxDefinition > 0 || spec.maxRepetition > 0
  if (hasLevels && header.levelEncoding !== RUNS) throw new UnreadParquet('its levels are packed as of 2012')
  const repetitions = levelsBehindLength(cursor, spec.maxRepetition)
  const definitions = levelsBehindLength(cursor, spec.maxDefinition)
  return {entries: header.values, definitions, repetitions, values: valuesOf(cursor, header, spec, dictionary)}
}

/** One of the second version: levels of given lengths, never compressed, before the values. */
export function secondVersion(
  parts: {readonly levels: Buffer; readonly values: ByteCursor},
  header: PageHeader,
  spec: PageSpec,
  dictionary: readonly Value[] | undefined,
): DataPage {
  const repetitions = levels(parts.levels.subarray(0, header.repetitionBytes), spec.maxRepetition)
  const definitions = levels(parts.levels.subarray(header.repetitionBytes), spec.maxDefinition)
  const values = valuesOf(parts.values, header, spec, dictionary)
  return {entries: header.values, definitions, repetitions, values}
}

function levelsBehindLength(cursor: ByteCursor, most: number): BitRuns | undefined {
  if (most === 0) return undefined
  const length = cursor.uint32()
  const start = cursor.skip(length)
  return levels(Buffer.from(cursor.bytes.subarray(start, start + length)), most) // values may take its place
}

function levels(bytes: Buffer, most: number): BitRuns | undefined {
  return most === 0 ? undefined : new BitRuns(new ByteCursor(bytes), bitWidth(most))
}

function valuesOf(
  cursor: ByteCursor,
  {encoding, values: most}: PageHeader,
  {physical, width, from}: PageSpec,
  dictionary: readonly Value[] | undefined,
): Values {
  let values: Values | undefined
  let given = 0
  return {
    next: () => {
      if (++given > most) throw damaged('a page has more values than it says')
      values ??= decodeValues(cursor, {encoding, physical, width, dictionary}, from)
      return values.next()
    },
  }
}
