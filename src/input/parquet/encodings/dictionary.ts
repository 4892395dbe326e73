import {damaged} from '../damaged.js'
import type {Physical} from '../footer/parquet-types.js'
import {BitRuns} from './bit-runs.js'
import type {ByteCursor} from './byte-cursor.js'
import {plainValues} from './plain-values.js'
import type {FromBytes, Value, Values} from './values.js'

/** All values of a dictionary page, as rows hold them. */
export function readDictionary(
  cursor: ByteCursor,
  {count, physical, width}: {readonly count: number; readonly physical: Physical; readonly width: number},
  from: FromBytes,
): readonly Value[] {
  const values = plainValues(cursor, physical, width, from)
  const all: Value[] = []
  for (let left = count; left > 0; left -= 1) all.push(values.next())
  return all
}

/** Places in the dictionary of the column. */
export function dictionaryValues(cursor: ByteCursor, dictionary: readonly Value[] | undefined): Values {
  if (dictionary === undefined) throw damaged('the dictionary of its values is missing')
  const places = new BitRuns(cursor, cursor.byte())
  return {
    next: () => {
      const value = dictionary[places.next()]
      if (value === undefined) throw damaged('one of its values is not in the dictionary')
      return value
    },
  }
}
