import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {orderKeyOf} from '../../src/mapping/row/record-key.js'
import {keepLast, noteLast, rejectRepeated} from '../../src/push/line/duplicates.js'
import {checkRejects, isAbove, type RejectThreshold} from '../../src/push/run/reject-limits.js'
import type {MappedRow} from '../../src/rows/rows.js'
import {DiskKeyMap} from '../../src/shared/files/disk-key-map.js'
import {locallyRefused, mapped} from '../support/push-rows.js'
import {tempDir} from '../support/temp-dir.js'

const rows = (count: number): RejectThreshold => ({kind: 'rows', rows: count})
const share = (part: number): RejectThreshold => ({kind: 'share', share: part})

test.each([
  [rows(0), 0, 10, false],
  [rows(0), 1, 10, true],
  [rows(5), 5, 10, false],
  [rows(5), 6, 10, true],
  [share(0.1), 1, 10, false],
  [share(0.1), 2, 10, true],
  [share(0), 1, 10, true],
  [share(1), 10, 10, false],
  [share(0.1), 0, 0, false],
])('%j is exceeded by %i refused of %i read: %s', (threshold, rejected, read, expected) => {
  expect(isAbove(threshold, {rejected, read})).toBe(expected)
})

const totals = (rejected: number, read: number) => ({
  read,
  written: read - rejected,
  created: 0,
  deleted: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  rejected,
})

test.each([
  ['a number stops at once', rows(2), totals(3, 3), false, true],
  ['a share of the first rows says nothing yet', share(0.1), totals(900, 999), false, false],
  ['from the thousandth row on a share counts', share(0.1), totals(101, 1000), false, true],
  ['and at the end of a short file', share(0.1), totals(2, 10), true, true],
  ['what is not exceeded goes on', share(0.1), totals(1, 10), true, false],
])('%s', (_name, max, counted, isEnd, stops) => {
  const check = () => checkRejects({max}, counted, isEnd)
  if (stops) expect(check).toThrow(expect.objectContaining({code: 'TOO_MANY_REJECTS', exitCode: 7}))
  else expect(check).not.toThrow()
})

test('without --max-rejects nothing stops', () => {
  expect(() => checkRejects({ok: rows(0)}, totals(9, 9), true)).not.toThrow()
})

const keyRows = () => new Map<string, number>()

/** Pairs that the wide folding of order takes for one key, and HubSpot may not. */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['007', '7'],
  ['A 1', 'A1'],
  ['Ａ-1', 'A-1'],
  ['caf\u00e9', 'cafe\u0301'],
  ['a\u200bb', 'ab'],
  ['Ann', 'ann'],
  ['1e3', '1000'],
  ['1.0', '1'],
  ['straße', 'STRASSE'],
  ['\ud800', '\ud801'],
]

test.each(LOOK_ALIKES)('%j and %j are two keys: none is left out or refused for the other', (one, other) => {
  const keys = keyRows()
  const file = [sentAs(1, one), sentAs(2, other), sentAs(3, one)]
  for (const row of file) noteLast(keys, row)
  expect(file.map(keepLast(keys)).map(({kind}) => kind)).toEqual(['skipped', 'mapped', 'mapped'])
  expect(file.map(rejectRepeated(keyRows())).map(({kind}) => kind)).toEqual(['mapped', 'mapped', 'reject'])
})

test('dropping and refusing never merge two keys that are sent differently, on the disk as in memory', async () => {
  const key = fc.oneof(fc.constantFrom(...LOOK_ALIKES.flat()), fc.string({unit: 'binary', minLength: 1, maxLength: 3}))
  const disk = await DiskKeyMap.create(join(await tempDir(), 'keys'))
  let salt = 0
  fc.assert(
    fc.property(fc.array(key, {maxLength: 12}), keys => {
      salt += 1
      const file = keys.map((each, index) => sentAs(index + 1, `${salt}:${each}`))
      for (const row of file) noteLast(disk, row)
      const kept = file.map(keepLast(disk)).filter(({kind}) => kind === 'mapped')
      expect(new Set(kept.map(row => row.key))).toEqual(new Set(file.map(row => row.key)))
      const taken = file.map(rejectRepeated(keyRows())).filter(({kind}) => kind === 'mapped')
      expect(taken.map(row => row.key)).toEqual([...new Set(file.map(row => row.key))])
    }),
    {numRuns: 60},
  )
  await disk.delete()
})

function sentAs(row: number, key: string): MappedRow {
  return {...mapped(row, key), orderKey: orderKeyOf(key)}
}

test('last: rows that a later one overtakes are skipped; a refused row overtakes nothing', () => {
  const keys = keyRows()
  const file = [mapped(1, 'ann'), mapped(2, 'bob'), mapped(3, 'ann'), {...locallyRefused(4), key: 'bob'}]
  for (const row of file) noteLast(keys, row)
  expect(file.map(keepLast(keys)).map(({kind, row}) => `${row} ${kind}`)).toEqual([
    '1 skipped',
    '2 mapped',
    '3 mapped',
    '4 reject',
  ])
})

test('reject: all but the first row of a key are refused, naming where the first stands; a row refused before is no first', () => {
  const file = [{...locallyRefused(1), key: 'ann'}, mapped(2, 'ann'), mapped(3, 'bob'), mapped(4, 'ann')]
  expect(file.map(rejectRepeated(keyRows()))).toMatchObject([
    {kind: 'reject', code: 'INVALID_NUMBER'},
    {kind: 'mapped'},
    {kind: 'mapped'},
    {
      kind: 'reject',
      code: 'DUPLICATE_KEY',
      key: 'ann',
      record: ['ann'],
      attempts: 0,
      message: expect.stringContaining('Row 2'),
    },
  ])
})

test('reject: rows that a resumed run passes over again are still the first of their keys', () => {
  const screen = rejectRepeated(keyRows())
  const file = [mapped(1, 'ann'), mapped(2, 'ann')]
  file.map(screen)
  expect(file.map(screen).map(({kind}) => kind)).toEqual(['mapped', 'reject'])
})
