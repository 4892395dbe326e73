import fc from 'fast-check'
import {expect, test} from 'vitest'
import {foldRows} from '../../../src/push/send/fold.js'
import type {MappedRow} from '../../../src/rows/rows.js'
import {mapped} from '../../support/push-rows.js'

const isFoldable = (property: string): boolean => property !== 'stage'
const rowsOf = (...properties: Record<string, string>[]): MappedRow[] =>
  properties.map((some, index) => mapped(index + 1, 'ann', some))

test.each([
  ['rows that share no property become one input', rowsOf({a: '1'}, {b: '2'}), [[1, 2]]],
  ['a plain property may differ: the later value wins', rowsOf({a: '1'}, {a: '2'}), [[1, 2]]],
  [
    'a property that may not be folded goes to a later wave where it differs',
    rowsOf({stage: '1'}, {stage: '2'}),
    [[1], [2]],
  ],
  ['the same value of such a property is no difference', rowsOf({stage: '1'}, {stage: '1'}), [[1, 2]]],
  ['a value that appends is never overwritten', rowsOf({a: ';x'}, {a: 'y'}), [[1], [2]]],
  ['nor does it overwrite', rowsOf({a: 'x'}, {a: ';y'}), [[1], [2]]],
  ['a clear followed by a set stays two', rowsOf({a: ''}, {a: 'y'}), [[1], [2]]],
  ['a set followed by a clear is a clear', rowsOf({a: 'y'}, {a: ''}), [[1, 2]]],
  [
    'a difference with any merged row counts, not only with the last',
    rowsOf({stage: '1'}, {a: '1'}, {stage: '2'}),
    [[1, 2], [3]],
  ],
])('%s', (_name, rows, expected) => {
  expect(foldRows(rows, isFoldable).map(input => input.rows.map(row => row.row))).toEqual(expected)
})

test.each([
  ['a stage that an earlier row does not bring is a step of its own', rowsOf({a: '1'}, {dealstage: 'won'}), [[1], [2]]],
  [
    'a stage is held against the pipeline before it, not after it',
    rowsOf({dealstage: 'won'}, {pipeline: 'p'}),
    [[1], [2]],
  ],
  [
    'the same stage without its pipeline may mean another one',
    rowsOf({pipeline: 'p', dealstage: 's'}, {dealstage: 's'}),
    [[1], [2]],
  ],
  [
    'the same stage in the same pipeline is one step',
    rowsOf({pipeline: 'p', dealstage: 's'}, {pipeline: 'p', dealstage: 's'}),
    [[1, 2]],
  ],
  ['a row without stages joins one with', rowsOf({lifecyclestage: 'lead'}, {a: '1'}), [[1, 2]]],
  ['a life cycle stage comes after what made the record', rowsOf({a: '1'}, {lifecyclestage: 'subscriber'}), [[1], [2]]],
])('%s', (_name, rows, expected) => {
  expect(foldRows(rows, isFoldable).map(input => input.rows.map(row => row.row))).toEqual(expected)
})

test('two spellings of one key stay apart', () => {
  const rows = [mapped(1, 'A-1', {a: '1'}), mapped(2, 'a-1', {b: '2'})]
  expect(foldRows(rows, isFoldable)).toHaveLength(2)
})

test('whatever the rows, applying the inputs in order gives the same record as applying the rows in order', () => {
  const value = fc.constantFrom('', '1', '2', ';3')
  const properties = fc.dictionary(fc.constantFrom('a', 'b', 'stage'), value)
  fc.assert(
    fc.property(fc.array(properties, {maxLength: 8}), some => {
      const rows = rowsOf(...some)
      const inputs = foldRows(rows, isFoldable)
      expect(inputs.flatMap(input => input.rows)).toEqual(rows)
      expect(apply(inputs.map(input => input.properties))).toEqual(apply(some))
    }),
  )
})

/** A record after these writes: `;x` adds an option unless it is there, '' clears, as HubSpot does. */
function apply(writes: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const record: Record<string, string> = {}
  for (const write of writes) {
    for (const [property, value] of Object.entries(write))
      record[property] = value.startsWith(';') ? appended(record[property] ?? '', value) : value
  }
  return record
}

function appended(stored: string, value: string): string {
  return stored.split(';').includes(value.slice(1)) ? stored : `${stored}${value}`
}
