import {expect, test} from 'vitest'
import {tooManyUndone} from '../../../src/push/undo/undo-limit.js'

test.each([
  [5, {kind: 'rows', rows: 5}],
  [5, {kind: 'share', share: 0.05}],
  [0, {kind: 'share', share: 0}],
  [29, {kind: 'share', share: 0.29}],
  [100, undefined],
] as const)('%i of 100 may go with %j', (count, threshold) => {
  expect(tooManyUndone({count, created: 100}, threshold)).toBeUndefined()
})

test.each([
  [6, {kind: 'rows', rows: 5}, '6 records would be archived, more than the 5 that'],
  [6, {kind: 'share', share: 0.05}, 'more than the 5 (5% of 100) that'],
  [8, {kind: 'share', share: 0.07}, 'more than the 7 (7% of 100) that'],
  [1, {kind: 'rows', rows: 0}, '1 record would be archived'],
] as const)('%i of 100 may not with %j', (count, threshold, said) => {
  const error = tooManyUndone({count, created: 100}, threshold)
  expect(error).toMatchObject({code: 'TOO_MANY_DELETES', exitCode: 7, message: expect.stringContaining(said)})
  expect(error?.next).toContainEqual(expect.objectContaining({addFlags: ['--max-deletes', String(count)]}))
})
