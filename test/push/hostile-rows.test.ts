import {expect, test} from 'vitest'
import {pushHostileRows} from './support/hostile-rows.js'

test.each(['csv', 'jsonl'] as const)(
  'of hostile rows as %s each is settled, in order, within 50 ms of computing',
  async format => {
    const {settled, slowestMs, slowest} = await pushHostileRows(2000, format, 7)
    expect(settled.map(({row}) => row)).toEqual(Array.from({length: 2000}, (_, index) => index + 1))
    expect(slowestMs, slowest).toBeLessThan(50)
  },
  90_000,
)
