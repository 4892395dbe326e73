import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import {endOfRows} from '../../../src/push/run/run-end.js'

const signals = {stop: new AbortController().signal, abort: new AbortController().signal}
const totals = {read: 2, written: 2, created: 0, updated: 2, deleted: 0, unchanged: 0, skipped: 0, rejected: 0}

test.each([
  ['all rows are written', {totals, ok: undefined}, 0],
  ['one is rejected', {totals: {...totals, rejected: 1}, ok: undefined}, 3],
  ['as many are rejected as may be', {totals: {...totals, rejected: 1}, ok: {kind: 'rows', rows: 1}}, 0],
  ['rows that were asked for are left out', {totals, ok: undefined, leftOut: 1}, 3],
  ['rows are left out, whatever may be rejected', {totals, ok: {kind: 'rows', rows: 9}, leftOut: 1}, 3],
] as const)('where %s the run ends with its exit code', (_, rows, exitCode) => {
  expect(endOfRows(signals, true, rows)).toEqual({state: 'finished', exitCode})
})

test.each([
  ['SIGINT', 130, {state: 'interrupted', exitCode: 130}],
  ['SIGTERM', 143, {state: 'interrupted', exitCode: 143}],
  ['nothing that is known', undefined, {state: 'interrupted', exitCode: 130}],
  [
    'what went wrong outside of it',
    new AppError('OUTPUT_CLOSED', 'Nobody reads.'),
    {state: 'stopped', exitCode: 6, reason: {code: 'OUTPUT_CLOSED', message: 'Nobody reads.'}},
  ],
])('a run that is stopped by %s ends so', (_, reason, end) => {
  const stop = new AbortController()
  stop.abort(reason)
  expect(endOfRows({...signals, stop: stop.signal}, false, {totals, ok: undefined})).toEqual(end)
})
