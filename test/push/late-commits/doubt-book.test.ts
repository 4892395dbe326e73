import fc from 'fast-check'
import {expect, test} from 'vitest'
import {DoubtBook, otherSpellings} from '../../../src/push/late-commits/doubt-book.js'
import {EarlierDoubts, replayDoubts} from '../../../src/push/late-commits/inherited-doubts.js'
import {inputOfRow} from '../../../src/push/send/fold.js'
import type {SourceRow} from '../../../src/rows/rows.js'
import {mapped} from '../../support/push-rows.js'

const appends = (property: string): boolean => property === 'tags'

/** A book in which row 1 of key `ann` is in doubt until 1000. */
function bookOf(properties: Record<string, string>): DoubtBook {
  const book = new DoubtBook(appends)
  book.note({kind: 'doubtful', input: inputOfRow(mapped(1, 'ann', properties)), untilMs: 1000})
  return book
}

/** What the record of each contested key must hold, if no other spelling is one record with it. */
function expectedOf(book: DoubtBook): Readonly<Record<string, string>>[] {
  return book.takeContested().map(doubt => book.expected(doubt))
}

const ann = {key: 'ann', orderKey: 'ann'}

test.each([
  ['no later row', {a: '1'}, [], undefined],
  ['a later row with other properties', {a: '1'}, [{b: '2'}], undefined],
  ['a later row with the same value', {a: '1'}, [{a: '1'}], undefined],
  ['a value that went away and came back', {a: '1'}, [{a: '2'}, {a: '1'}], undefined],
  ['a later row with another value', {a: '1', b: '1'}, [{a: '2'}], {a: '2', b: '1'}],
  ['a later row that clears', {a: '1'}, [{a: ''}], {a: ''}],
  ['a later row that appends an option', {tags: 'x'}, [{tags: ';y'}], {tags: 'x;y'}],
  ['a text that only looks like appending', {a: 'x'}, [{a: ';y'}], {a: ';y'}],
  ['two later rows', {a: '1'}, [{a: '2'}, {a: '3'}], {a: '3'}],
])('after %s: what the record must hold where a late commit could spoil it', (_name, values, later, expected) => {
  const book = bookOf(values)
  for (const written of later) book.note({kind: 'written', input: {...ann, properties: written}})
  expect(expectedOf(book)).toEqual(expected === undefined ? [] : [expected])
})

test('a doubt is forgotten once it can no longer commit, unless a later row changed what it would write', () => {
  const book = bookOf({a: '1'})
  book.note({kind: 'doubtful', input: inputOfRow(mapped(2, 'bob', {a: '1'})), untilMs: 1000})
  book.note({kind: 'written', input: {key: 'bob', orderKey: 'bob', properties: {a: '2'}}})
  book.forgetHarmless(999)
  expect(book.rows()).toEqual([[1, 1000, 2]])
  book.forgetHarmless(1000)
  expect(book.rows()).toEqual([[2, 1000]])
})

test('no doubt is forgotten while a later row of its key is on its way: it may have been written, and spoiled, before its answer is understood', () => {
  const book = bookOf({a: '1'})
  const sent = book.sending(() => ['ann', 'bob'])
  const others = book.sending(() => ['ann'])
  book.forgetHarmless(2000)
  sent()
  book.forgetHarmless(2000)
  expect(book.rows()).toEqual([[1, 1000]])
  book.note({kind: 'written', input: {...ann, properties: {a: '2'}}})
  others()
  book.forgetHarmless(2000)
  expect(expectedOf(book)).toEqual([{a: '2'}])
})

test('another spelling of the key is kept apart: only HubSpot knows whether it is the same record', () => {
  const book = bookOf({a: '1'})
  book.note({kind: 'written', input: {key: 'ANN', orderKey: 'ann', properties: {a: '2'}}})
  const [doubt] = book.takeContested()
  if (doubt === undefined) throw new Error('the doubt is not contested')
  expect([otherSpellings(doubt), book.expected(doubt), book.expected(doubt, ['ANN'])]).toEqual([
    ['ANN'],
    {a: '1'},
    {a: '2'},
  ])
})

test('what is taken out and put back is journalled again', () => {
  const book = bookOf({a: '1'})
  book.note({kind: 'written', input: {...ann, properties: {a: '2'}}})
  const taken = book.takeContested()
  expect(book.rows()).toEqual([])
  book.restore(taken)
  expect(book.rows()).toEqual([[1, 1000]])
})

test('rows are journalled as ranges of one end, and read back as the same rows', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.nat(60), fc.constantFrom(500, 1000)), {selector: ([row]) => row}), rows => {
      const book = new DoubtBook(appends)
      for (const [row, untilMs] of rows)
        book.note({kind: 'doubtful', input: inputOfRow(mapped(row + 1, `k${row}`, {a: '1'})), untilMs: untilMs})
      const earlier = new EarlierDoubts(book.rows(), 100)
      const sorted = rows.toSorted(([a], [b]) => a - b)
      expect(sorted.map(([row]) => earlier.take(row + 1))).toEqual(sorted.map(([, untilMs]) => untilMs))
    }),
  )
})

const source = (row: number): SourceRow => ({kind: 'source', row, line: row + 1, record: []})

test('a resumed run finds in the rows that it passes over what was in doubt, and what later rows wrote', () => {
  const book = new DoubtBook(appends)
  const rows = [mapped(1, 'ann', {a: '1'}), mapped(2, 'ann', {a: '2'}), mapped(3, 'ann', {a: '3'})]
  const replay = replayDoubts({
    ...{book, earlier: new EarlierDoubts([[1, 1000]], 3), rejectedRows: new Set([3])},
    mapRow: ({row}) => rows[row - 1] ?? mapped(row, 'x'),
  })
  for (const row of [1, 2, 3]) replay(source(row))
  const contested = book.takeContested()
  expect(contested).toMatchObject([{values: {a: '1'}, untilMs: 1000}])
  expect(contested.map(doubt => book.expected(doubt))).toEqual([{a: '2'}])
})

test('a refused row that was in doubt stays so in a resumed run: an attempt of it may commit over what a later row wrote', () => {
  const book = new DoubtBook(appends)
  const rows = [mapped(1, 'ann', {a: '1', b: '1'}), mapped(2, 'ann', {a: '2'})]
  const earlier = new EarlierDoubts([[1, 1000]], 2)
  const replay = replayDoubts({
    book,
    earlier,
    rejectedRows: new Set([1]),
    mapRow: ({row}) => rows[row - 1] ?? mapped(row, 'x'),
  })
  for (const row of [1, 2]) replay(source(row))
  const contested = book.takeContested()
  expect(contested).toMatchObject([{values: {a: '1', b: '1'}}])
  expect(contested.map(doubt => book.expected(doubt))).toEqual([{a: '2'}])
})

test('a refused row, too, is shown to whoever remembers keys: --duplicates reject has to know it as the first of its key', () => {
  const shown: number[] = []
  const replay = replayDoubts({
    ...{book: new DoubtBook(appends), earlier: new EarlierDoubts([[2, 1000]], 2), rejectedRows: new Set([1])},
    mapRow: ({row}) => {
      shown.push(row)
      return mapped(row, 'ann')
    },
  })
  for (const row of [1, 2]) replay(source(row))
  expect(shown).toEqual([1, 2])
})

test('until a row has come by again its doubt stays in the journal: a second crash loses nothing of the first one', () => {
  const earlier = new EarlierDoubts(
    [
      [1, 1000, 3],
      [8, 1000, 9],
    ],
    5,
  )
  expect(earlier.left(0)).toEqual([
    [1, 1000, 3],
    [8, 1000, 9],
  ])
  earlier.take(1)
  earlier.take(2)
  expect(earlier.left(0)).toEqual([
    [3, 1000],
    [8, 1000, 9],
  ])
  earlier.take(9)
  expect(earlier.left(0)).toEqual([[8, 1000]])
})

test('a row that was settled may have been spoiled long ago; one that is yet to be sent is out of doubt in time', () => {
  const earlier = new EarlierDoubts(
    [
      [1, 1000],
      [8, 1000],
    ],
    5,
  )
  expect(earlier.left(1001)).toEqual([[1, 1000]])
})

test('an option that is there already is not expected twice', () => {
  const book = new DoubtBook(() => true)
  book.note({kind: 'doubtful', input: inputOfRow(mapped(1, 'a', {colours: 'red;blue'})), untilMs: 1})
  book.note({kind: 'written', input: {key: 'a', orderKey: 'a', properties: {colours: ';blue;green'}}})
  expect(expectedOf(book)).toEqual([{colours: 'red;blue;green'}])
})

test('a doubt is contested by a row of its own key, though another spelling has brought the old value back', () => {
  const book = new DoubtBook(() => false)
  book.note({kind: 'doubtful', input: inputOfRow(mapped(1, 'A', {name: 'old'})), untilMs: 1})
  book.note({kind: 'written', input: {key: 'A', orderKey: 'a', properties: {name: 'new'}}})
  book.note({kind: 'written', input: {key: 'a', orderKey: 'a', properties: {name: 'old'}}})
  expect(book.takeContested()).toHaveLength(1)
})

test('a refused row leaves nothing to expect: an option that a later row adds does not bring its own back', () => {
  const book = new DoubtBook(() => true)
  const refused = inputOfRow(mapped(1, 'a', {colours: 'red;blue', owner: '999'}))
  book.note({kind: 'doubtful', input: refused, untilMs: 1})
  book.note({kind: 'refused', input: refused})
  book.note({kind: 'written', input: {key: 'a', orderKey: 'a', properties: {colours: ';green'}}})
  expect(expectedOf(book)).toEqual([{colours: ';green'}])
})

test('a refused row takes nothing from the doubt about an earlier one', () => {
  const book = new DoubtBook(() => true)
  book.note({kind: 'doubtful', input: inputOfRow(mapped(1, 'a', {colours: 'red'})), untilMs: 1})
  book.note({kind: 'refused', input: inputOfRow(mapped(2, 'a', {colours: 'blue'}))})
  book.note({kind: 'written', input: {key: 'a', orderKey: 'a', properties: {colours: ';green'}}})
  expect(expectedOf(book)).toEqual([{colours: 'red;green'}])
})

test.each([
  [[], {a: 'K1', b: 'old'}],
  [['k'], {a: 'k2', b: 'k2'}],
  [['K 1'], {a: 'K1', b: 'K 13'}],
  [['k', 'K 1'], {a: 'k2', b: 'K 13'}],
])(
  'where the spellings %j are one record with the key, their rows count in file order, and no others',
  (others, expected) => {
    const book = new DoubtBook(() => false)
    const wrote = (key: string, properties: Record<string, string>): void =>
      book.note({kind: 'written', input: {key, orderKey: 'k', properties}})
    book.note({
      kind: 'doubtful',
      input: inputOfRow({...mapped(1, 'K', {a: 'old', b: 'old'}), orderKey: 'k'}),
      untilMs: 1,
    })
    wrote('k', {a: 'k0'})
    wrote('K', {a: 'K1'})
    wrote('k', {a: 'k2', b: 'k2'})
    wrote('K 1', {b: 'K 13'})
    const [doubt] = book.takeContested()
    expect(doubt && book.expected(doubt, others)).toEqual(expected)
  },
)

test('a doubt is contested by another spelling, though a third one has brought the old value back', () => {
  const book = new DoubtBook(() => false)
  book.note({kind: 'doubtful', input: inputOfRow({...mapped(1, 'K', {a: 'old'}), orderKey: 'k'}), untilMs: 1})
  book.note({kind: 'written', input: {key: 'k', orderKey: 'k', properties: {a: 'new'}}})
  book.note({kind: 'written', input: {key: 'K 1', orderKey: 'k', properties: {a: 'old'}}})
  expect(book.takeContested()).toHaveLength(1)
})
