import {join} from 'node:path'
import {expect, test} from 'vitest'
import {HashIndex} from '../../../src/shared/hashes/hash-index.js'
import {TABLE_ENTRIES} from '../../../src/shared/hashes/hash-table.js'
import {tempDir} from '../../support/temp-dir.js'

const SEVERAL_TABLES = TABLE_ENTRIES + TABLE_ENTRIES / 2

/** Words that a hash of texts could give, each pair once; the low words of neighbours are close, as they fall. */
function hashAt(index: number): {readonly high: number; readonly low: number} {
  return {high: Math.imul(index, 0x9e3779b1), low: Math.imul(index >>> 3, 0x85ebca77)}
}

/** Few enough to be looked for on disk. */
function sample(from: number, to: number): readonly number[] {
  return Array.from({length: Math.ceil((to - from) / 97)}, (_, at) => from + at * 97)
}

function placesIn(index: HashIndex, hashes: readonly number[]): readonly number[] {
  return hashes.map(hashAt).map(({high, low}) => index.find(high, low))
}

test('each hash is found where it was put last, in memory, on disk and after opening again, and no other is', async () => {
  const path = join(await tempDir(), 'index')
  const index = HashIndex.open(path)
  const put = (from: number, to: number, place: (index: number) => number): void => {
    for (let at = from; at < to; at += 1) index.put(hashAt(at).high, hashAt(at).low, place(at))
  }
  const first = (at: number): number => at * 7
  const later = (at: number): number => 2 ** 40 + at
  put(0, SEVERAL_TABLES, first)
  put(100, 200, later) // on disk
  put(SEVERAL_TABLES - 100, SEVERAL_TABLES, later) // in memory
  expect(index.runs).toBe(1)
  const there = sample(0, SEVERAL_TABLES)
  const missing = sample(SEVERAL_TABLES, 2 * SEVERAL_TABLES)
  const isLater = (at: number): boolean => (at >= 100 && at < 200) || at >= SEVERAL_TABLES - 100
  const expectAll = (of: HashIndex): void => {
    expect(placesIn(of, there)).toEqual(there.map(at => (isLater(at) ? later(at) : first(at))))
    expect(placesIn(of, missing)).toEqual(missing.map(() => -1))
  }
  expect(there.filter(isLater).length).toBeGreaterThan(1)
  expectAll(index)
  index.save()
  const {runs} = index
  expectAll(index)
  index.close()
  const opened = HashIndex.open(path, runs)
  expectAll(opened)
  opened.close()
})
