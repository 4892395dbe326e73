import {expect, test} from 'vitest'
import {earlierDoubtsOf} from '../../../src/push/late-commits/inherited-doubts.js'
import {NO_ROWS} from '../../../src/rows/rows.js'
import {NO_REQUESTS, type RunState} from '../../../src/runs/journal/journal-line.js'
import type {StoredRun} from '../../../src/runs/run-store.js'

const record: StoredRun['record'] = {
  ...{
    format: 1,
    run: 'r',
    createdAt: '',
    profile: 'default',
    portalId: 1,
    object: {name: 'contacts', objectTypeId: '0-1'},
  },
  ...{key: 'email', source: {name: 'rows.csv', format: 'csv'}, mapping: {}, version: '0'},
}

/** A run whose journal ends after row 10 in this state. */
function stoppedAs(state: RunState): StoredRun {
  const counts = {totals: NO_ROWS, byCode: {}, requests: NO_REQUESTS}
  const line = {...counts, at: '', row: 10, rejectsBytes: 0, durationMs: 0, state}
  return {record, directory: 'somewhere', checkpoint: {line, journalBytes: 0}}
}

const underWay = {rows: 5, untilMs: 1000}

test('whatever a killed run may have had under way after its checkpoint is in doubt', () => {
  const earlier = earlierDoubtsOf(stoppedAs('running'), underWay)
  expect([10, 11, 15, 16].map(row => earlier.take(row))).toEqual([undefined, 1000, 1000, undefined])
})

test('a run that was killed before its first checkpoint may have had its first rows under way', () => {
  const earlier = earlierDoubtsOf({record, directory: 'somewhere'}, underWay)
  expect([1, 5, 6].map(row => earlier.take(row))).toEqual([1000, 1000, undefined])
})

test('a run that ended in good order had nothing under way, and neither had one that is new', () => {
  expect(earlierDoubtsOf(stoppedAs('interrupted'), underWay).take(11)).toBeUndefined()
  expect(earlierDoubtsOf(undefined, underWay).take(1)).toBeUndefined()
})
