import {UnreadParquet} from '../damaged.js'
import type {Physical} from '../footer/parquet-types.js'
import type {ByteCursor} from './byte-cursor.js'
import {deltaLengths, deltaNumbers, deltaTexts} from './delta-values.js'
import {dictionaryValues} from './dictionary.js'
import {plainValues, truthRuns} from './plain-values.js'
import {splitValues} from './split-values.js'
import type {FromBytes, Value, Values} from './values.js'

export interface ValuesSpec {
  /** A number of enum Encoding of parquet.thrift. */
  readonly encoding: number
  readonly physical: Physical
  /** Bytes of each value; of `fixed` only. */
  readonly width: number
  readonly dictionary: readonly Value[] | undefined
}

/** The values behind the levels of a page. Throws DamagedParquet, UnreadParquet. */
export function decodeValues(cursor: ByteCursor, spec: ValuesSpec, from: FromBytes): Values {
  const {encoding, physical, width} = spec
  const isText = physical === 'bytes'
  if (encoding === 0) return plainValues(cursor, physical, width, from)
  if (encoding === 2 || encoding === 8) return dictionaryValues(cursor, spec.dictionary)
  if (encoding === 3 && physical === 'boolean') return truthRuns(cursor, from)
  if (encoding === 5) return deltaNumbers(cursor, physical, from)
  if (encoding === 6 && isText) return deltaLengths(cursor, from)
  if (encoding === 7 && (isText || physical === 'fixed')) return deltaTexts(cursor, isText ? undefined : width, from)
  if (encoding === 9) return splitValues(cursor, physical, width, from)
  throw new UnreadParquet(`its ${physical} values are in the unknown encoding ${encoding}`)
}
