import {expect, test} from 'vitest'
import {ONE_REFUSED, readLongLines} from './support/long-lines.js'

/** `npm run test:long` does the same with a gigabyte. */
test('a line of 40 MB is refused by its number and costs no memory, in any format', async () => {
  const {short, long} = await readLongLines(40)
  expect(long.rows).toEqual(ONE_REFUSED)
  expect(short.rows).toEqual(ONE_REFUSED)
  // A line that is kept would add all of its 40 MB, and text twice that while it is put together.
  expect(long.peakMb - short.peakMb, `${long.peakMb} MB against ${short.peakMb} MB`).toBeLessThan(10)
})
