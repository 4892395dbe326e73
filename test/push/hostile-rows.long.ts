import {expect, test} from 'vitest'
import {pushHostileRows} from './support/hostile-rows.js'

test.each([
  ['csv', 1],
  ['csv', 2],
  ['jsonl', 3],
  ['jsonl', 4],
] as const)(
  'of 100,000 hostile rows (%s, seed %i) each is settled, in order, within 50 ms of computing',
  async (format, seed) => {
    const {settled, slowestMs, slowest} = await pushHostileRows(25_000, format, seed)
    expect(settled.map(({row}) => row)).toEqual(Array.from({length: 25_000}, (_, index) => index + 1))
    expect(slowestMs, slowest).toBeLessThan(50)
  },
  300_000,
)
