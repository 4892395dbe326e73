import {expect, test} from 'vitest'
import {ONE_REFUSED, readLongLines} from './support/long-lines.js'

test('a line of 1 GB is refused by its number and costs no memory, in any format', {timeout: 10 * 60_000}, async () => {
  const {short, long} = await readLongLines(1024)
  process.stdout.write(`a line of 8 MB: ${short.peakMb.toFixed(1)} MB; of 1 GB: ${long.peakMb.toFixed(1)} MB\n`)
  expect(long.rows).toEqual(ONE_REFUSED)
  expect(long.peakMb - short.peakMb).toBeLessThan(10)
})
