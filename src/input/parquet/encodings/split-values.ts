import {damaged, UnreadParquet} from '../damaged.js'
import type {Physical} from '../footer/parquet-types.js'
import {ByteCursor} from './byte-cursor.js'
import {plainValues} from './plain-values.js'
import type {FromBytes, Values} from './values.js'

const WIDTHS: ReadonlyMap<Physical, number> = new Map<Physical, number>([
  ['int32', 4],
  ['int64', 8],
  ['float', 4],
  ['double', 8],
])

/** The first bytes of all values, then their second bytes, and so on (BYTE_STREAM_SPLIT). */
export function splitValues(cursor: ByteCursor, physical: Physical, fixedWidth: number, from: FromBytes): Values {
  const width = physical === 'fixed' ? fixedWidth : WIDTHS.get(physical)
  if (width === undefined) throw new UnreadParquet(`its ${physical} values are split into streams`)
  const {bytes, at} = cursor
  const count = (bytes.length - at) / width
  if (!Number.isInteger(count)) throw damaged('its values are cut off')
  const value = new ByteCursor(Buffer.alloc(width))
  const values = plainValues(value, physical, width, from)
  let given = 0
  return {
    next: () => {
      if (given === count) throw damaged('its values are cut off')
      for (let part = 0; part < width; part += 1) value.bytes[part] = bytes[at + part * count + given] ?? 0
      value.at = 0
      given += 1
      return values.next()
    },
  }
}
