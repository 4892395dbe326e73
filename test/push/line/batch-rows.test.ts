import fc from 'fast-check'
import {expect, test} from 'vitest'
import {type BatchRow, rowsIn} from '../../../src/push/line/batch.js'
import {batchRows} from '../../../src/push/line/batch-rows.js'
import {lastRowOf} from '../../../src/rows/rows.js'
import {collect, locallyRefused, mapped, oneByOne, rowsWithKeys} from '../../support/push-rows.js'

const limits = {maxKeys: 2, maxRows: 1000, maxChars: 1_000_000, window: 4}

test('a batch waits for every earlier batch that holds one of its keys', async () => {
  const batches = await collect(batchRows(oneByOne(rowsWithKeys('ann', 'bob', 'cid', 'ann')), limits))
  expect(batches.map(({rows, after}) => ({keys: rows.map(row => row.key), after}))).toEqual([
    {keys: ['ann', 'bob'], after: []},
    {keys: ['cid', 'ann'], after: [0]},
  ])
})

test('a batch waits for an earlier batch that wants one of its unique values, of the same property', async () => {
  const rows = ['A', 'B', 'A', '', ''].map((code, index) => mapped(index + 1, `k${index}`, {code, name: 'A'}))
  const batches = await collect(
    batchRows(
      oneByOne([...rows, mapped(6, 'k6', {other: 'A'})]),
      {...limits, maxKeys: 1, window: 9},
      {unique: ['code', 'other']},
    ),
  )
  expect(batches.map(({after}) => after)).toEqual([[], [], [0], [], [], []])
})

test('a batch waits for none whose outcome is there', async () => {
  const rows = rowsWithKeys('ann', 'bob', 'ann', 'bob', 'ann', 'bob')
  const outcomesOf = async (settled: () => number): Promise<readonly (readonly number[])[]> => {
    const batches = await collect(batchRows(oneByOne(rows), {...limits, maxKeys: 1, maxRows: 1}, {settled}))
    return batches.map(({after}) => after)
  }
  expect(await outcomesOf(() => -1)).toEqual([[], [], [0], [1], [2], [3]])
  expect(await outcomesOf(() => 0)).toEqual([[], [], [], [1], [2], [3]])
  expect(await outcomesOf(() => 3)).toEqual([[], [], [], [], [], []])
})

test('a key that repeats does not close the batch, and a refused row takes no place among its keys', async () => {
  const rows = [
    mapped(1, 'ann'),
    mapped(2, 'ann'),
    locallyRefused(3),
    mapped(4, 'bob'),
    mapped(5, 'ann'),
    mapped(6, 'cid'),
  ]
  const batches = await collect(batchRows(oneByOne(rows), limits))
  expect(batches.map(batch => batch.rows.map(row => row.row))).toEqual([[1, 2, 3, 4, 5], [6]])
})

test('a batch ends at its largest number of rows, also when all of them were refused', async () => {
  const rows = Array.from({length: 7}, (_, index) => locallyRefused(index + 1))
  const batches = await collect(batchRows(oneByOne(rows), {...limits, maxRows: 3}))
  expect(batches.map(batch => batch.rows.length)).toEqual([3, 3, 1])
})

test('a batch ends when its values grow too large to keep many of them in memory', async () => {
  const rows = [1, 2, 3].map(row => mapped(row, 'ann', {bio: 'x'.repeat(60)}))
  const batches = await collect(batchRows(oneByOne(rows), {...limits, maxChars: 100}))
  expect(batches.map(batch => batch.rows.length)).toEqual([2, 1])
})

test('whatever the keys: ranges are contiguous and small enough, and every pair of batches of a window with a common key is ordered', async () => {
  const anyKeys = fc.array(fc.constantFrom(...'abcdefgh'), {maxLength: 60})
  const anyLimits = fc.record({
    maxKeys: fc.integer({min: 1, max: 4}),
    maxRows: fc.integer({min: 1, max: 6}),
    window: fc.integer({min: 1, max: 5}),
  })
  await fc.assert(
    fc.asyncProperty(anyKeys, anyLimits, async (keys, some) => {
      const batches = await collect(batchRows(oneByOne(rowsWithKeys(...keys)), {...some, maxChars: 1e9}))
      expect(batches.flatMap(batch => batch.rows.map(row => row.row))).toEqual(keys.map((_, index) => index + 1))
      for (const batch of batches) {
        const own = new Set(batch.rows.map(row => row.key))
        expect(own.size).toBeLessThanOrEqual(some.maxKeys)
        expect(batch.rows.length).toBeLessThanOrEqual(some.maxRows)
        const newest = new Map<string | undefined, number>()
        for (const earlier of batches.slice(Math.max(0, batch.seq - some.window + 1), batch.seq)) {
          for (const row of earlier.rows) if (own.has(row.key)) newest.set(row.key, earlier.seq)
        }
        expect(batch.after).toEqual(expect.arrayContaining([...new Set(newest.values())]))
      }
    }),
  )
})

test('rows that are left out do not fill a batch, as far as its span goes', async () => {
  const kept = new Set([3, 6, 12])
  const rows = Array.from({length: 14}, (_, at): BatchRow => {
    const place = {row: at + 1, line: at + 2, key: `k${at}`}
    return kept.has(place.row) ? mapped(place.row, place.key, {}) : {kind: 'unchanged', ...place}
  })
  const lengths = async (more: object): Promise<number[]> => {
    const batches = await collect(batchRows(oneByOne(rows), {...limits, maxKeys: 9, maxRows: 2, ...more}))
    return batches.map(batch => batch.rows.length)
  }
  expect(await lengths({})).toEqual([2, 2, 2, 2, 2, 2, 2])
  // those before a row that is kept are settled without it
  expect(await lengths({maxSpan: 100})).toEqual([2, 4, 2, 2, 4])
  expect(await lengths({maxSpan: 3})).toEqual([2, 3, 3, 2, 3, 1])
})

test('unchanged rows behind each other become one where it may be, and none behind a rejected row', async () => {
  const kinds = 'uuumuuruum'
  const rows = [...kinds].map((kind, at): BatchRow => {
    const place = {row: at + 1, line: at + 2, key: `k${at}`}
    if (kind === 'r') return locallyRefused(place.row)
    return kind === 'm' ? mapped(place.row, place.key) : {kind: 'unchanged', ...place}
  })
  const cut = async (merges: () => boolean, maxRows = 1000): Promise<readonly (readonly string[])[]> => {
    const batches = await collect(batchRows(oneByOne(rows), {...limits, maxKeys: 9, maxRows}, {merges}))
    expect(batches.reduce((sum, batch) => sum + rowsIn(batch), 0)).toBe(rows.length)
    return batches.map(batch => batch.rows.map(row => `${kinds[row.row - 1]}${row.row}-${lastRowOf(row)}`))
  }
  const one = ['u1-1', 'u2-2', 'u3-3', 'm4-4', 'u5-5', 'u6-6', 'r7-7', 'u8-8', 'u9-9', 'm10-10']
  expect(await cut(() => false)).toEqual([one])
  expect(await cut(() => true)).toEqual([['u1-3', 'm4-4', 'u5-6', 'r7-7', 'u8-8', 'u9-9', 'm10-10']])
  expect(await cut(() => true, 2)).toEqual([['u1-2'], ['u3-3', 'm4-4'], ['u5-6'], ['r7-7', 'u8-8'], ['u9-9', 'm10-10']])
})
