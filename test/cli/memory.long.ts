import {expect, test} from 'vitest'
import {shareSandbox} from '../support/shared-sandbox.js'
import {peakOfPush} from './support/peak-of-push.js'

const sharedSandbox = shareSandbox(['--no-records', '--no-limits'])

test('a million rows need no more memory than ten thousand', {timeout: 30 * 60_000}, async () => {
  const few = await peakOfPush(10_000, sharedSandbox())
  const many = await peakOfPush(1_000_000, sharedSandbox())
  process.stdout.write(`10,000 rows: ${few.peakMb.toFixed(1)} MB; 1,000,000 rows: ${many.peakMb.toFixed(1)} MB\n`)
  expect([few.written, many.written]).toEqual([10_000, 1_000_000])
  expect(many.peakMb / few.peakMb).toBeLessThanOrEqual(1.2)
})
