import {expect, test} from 'vitest'
import {isCompleteRun, mostGone, tooManyGone, whyWithheld} from '../../../src/push/gone/gone-limit.js'

test.each([
  [undefined, 100, 5],
  [undefined, 99, 4],
  [undefined, 0, 0],
  [{kind: 'share', share: 0.07}, 100, 7],
  [{kind: 'share', share: 0.29}, 100, 29],
  [{kind: 'share', share: 1}, 7, 7],
  [{kind: 'share', share: 0}, 1000, 0],
  [{kind: 'rows', rows: 12}, 3, 12],
] as const)('%j of %i members is %i', (threshold, members, most) => {
  expect(mostGone(threshold, {members})).toBe(most)
})

test('a share is of the last complete list, whatever was added to it since, or of fewer that are left', () => {
  expect(mostGone(undefined, {members: 1000, basis: 100})).toBe(5)
  expect(mostGone({kind: 'share', share: 0.1}, {members: 20, basis: 100})).toBe(2)
  expect(mostGone({kind: 'rows', rows: 12}, {members: 1000, basis: 100})).toBe(12)
})

const CLEAN = {read: 10, rejected: 0, doubtful: 0}
const LIST = {isComplete: true, members: 10, isOvertaken: false}

test.each([
  ['a clean run', {}, {}, undefined, true],
  ['no rows', {read: 0}, {}, 'no rows', false],
  ['a rejected row', {rejected: 1}, {}, '1 row was rejected', false],
  ['two of them', {rejected: 2}, {}, '2 rows were rejected', false],
  ['a doubtful number', {doubtful: 1}, {}, 'two ways', false],
  ['a later run', {}, {isOvertaken: true}, 'a later run', false],
  ['no complete run before', {}, {isComplete: false}, 'first complete run', true],
] as const)('%s', (_name, facts, list, why, isComplete) => {
  const said = whyWithheld({...CLEAN, ...facts}, {...LIST, ...list})
  if (why === undefined) expect(said).toBeUndefined()
  else expect(said).toContain(why)
  expect(isCompleteRun({...CLEAN, ...facts}, {...LIST, ...list})).toBe(isComplete)
})

test('what is too much says how much, and what to type', () => {
  const error = tooManyGone(5, {left: 12, members: 100})
  expect(error).toMatchObject({code: 'TOO_MANY_DELETES', exitCode: 7})
  expect(error.message).toMatch(/12 of 100 members .* the 5 that/)
  expect(JSON.stringify(error.next)).toContain('--max-deletes 12')
})
