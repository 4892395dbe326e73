import {expect, test} from 'vitest'
import {shareSandbox} from '../support/shared-sandbox.js'
import {canMeasure, peakOfPush} from './support/peak-of-push.js'

const sharedSandbox = shareSandbox(['--no-records', '--no-limits'])

/** Quick enough for every commit, too slow for every developer; memory.long.ts does the same with a million. */
test.skipIf(!canMeasure)('ten times the rows need no more memory', {timeout: 120_000}, async () => {
  const few = await peakOfPush(20_000, sharedSandbox())
  const many = await peakOfPush(200_000, sharedSandbox())
  expect([few.written, many.written]).toEqual([20_000, 200_000])
  expect(many.peakMb / few.peakMb, `${many.peakMb} MB against ${few.peakMb} MB`).toBeLessThanOrEqual(1.2)
})
