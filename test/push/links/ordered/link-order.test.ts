import {expect, test} from 'vitest'
import type {LinkColumn} from '../../../../src/mapping/links/link-column.js'
import {orderOf} from '../../../../src/push/links/ordered/link-order.js'
import type {RowWishes} from '../../../../src/push/links/row-wishes.js'
import type {LinkedRow} from '../../../../src/push/links/rows-to-link.js'

const COLUMN: LinkColumn = {
  ...{
    column: 'knows',
    index: 1,
    separator: ';',
    ignoresMissing: false,
    empty: {keepsBlanks: false},
    clears: false,
    types: [],
  },
  object: {name: 'contacts', objectTypeId: '0-1', singularLabel: 'Contact', custom: false},
  by: {kind: 'key', property: 'email'},
}

/** Record 1 names record 2. */
function order(areOfOneObject: boolean, replaces: boolean) {
  const row: LinkedRow = {
    ...{index: 0, isNew: false, recordId: '1', objectTypeId: '0-1', links: []},
    row: {row: 1, line: 2, key: 'a', record: []},
  }
  const wish = {to: '2', types: [], column: COLUMN, name: 'b'}
  const wishes: RowWishes = {
    columns: [{column: COLUMN, types: [], wishes: [wish]}],
    ...{rejects: [], ignored: 0, incomplete: []},
  }
  const {alone, after} = orderOf({rows: [row], wishes: [wishes], isOwn: () => areOfOneObject, replaces})
  return {alone: [...alone], after: [...after]}
}

test('records are linked by one batch at a time; of one object, pairs too', () => {
  expect(order(false, true)).toEqual({alone: ['1'], after: []})
  expect(order(true, false)).toEqual({alone: ['1', '1 2'], after: []})
})

test('a batch waits for one before it that may be removing what it finds: that of the record at the other end', () => {
  expect(order(true, true)).toEqual({alone: ['1', '1 2'], after: ['2']})
})
