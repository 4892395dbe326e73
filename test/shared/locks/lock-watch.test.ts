import {expect, test} from 'vitest'
import {LockWatch} from '../../../src/shared/locks/lock-watch.js'
import {ownIdentity} from '../../../src/shared/locks/process-identity.js'

const lock = {startedAt: '', token: 'one'}
const elsewhere = {...lock, pid: 1, host: 'other', pidNamespace: 'pid:[1]'}

test.each([
  ['of another host', {...ownIdentity(), host: 'other'}, 'held'],
  ['of another namespace', {...ownIdentity(), pidNamespace: 'pid:[1]'}, 'held'],
  ['of this very process', ownIdentity(), 'held'],
  ['of a process here that is gone', {...ownIdentity(), pid: 0x7ffffff0}, 'dead'],
  ['of an older version, gone', {pid: 0x7ffffff0}, 'dead'],
])('a fresh lock %s, %o, is %s', (_, identity, kind) => {
  const found = {holder: {...lock, ...identity}, touchedMs: 1000}
  expect(new LockWatch(0).judge(found, {fileSystemMs: 1000, monotonicMs: 0}).kind).toBe(kind)
})

/**
 * Looks of one waiter at a holder elsewhere: when it was touched, by the file system, whose clock shows so much, after
 * so long.
 */
function looks(
  watchMs: number,
  each: readonly (readonly [touchedMs: number, fileSystemMs: number, monotonicMs: number])[],
) {
  const watch = new LockWatch(watchMs)
  return each.map(([touchedMs, fileSystemMs, monotonicMs]) => {
    const verdict = watch.judge({holder: elsewhere, touchedMs}, {fileSystemMs, monotonicMs})
    return verdict.kind === 'dead' ? 'dead' : verdict.staleInMs
  })
}

test('silence is counted from the last sign of life', () => {
  expect(
    looks(12_000, [
      [0, 30_000, 0],
      [0, 59_000, 29_000],
      [0, 60_000, 30_000],
    ]),
  ).toEqual([30_000, 1000, 'dead'])
  expect(
    looks(12_000, [
      [0, 50_000, 0],
      [50_500, 51_000, 1000],
      [50_500, 110_500, 60_500],
    ]),
  ).toEqual([12_000, 59_500, 'dead'])
})

test('a clock that was set forward takes no lock before it was watched, and one that was set back keeps none for ever', () => {
  expect(
    looks(12_000, [
      [0, 3_600_000, 0],
      [0, 3_611_999, 11_999],
      [3_612_000, 3_612_000, 12_000],
    ]),
  ).toEqual([12_000, 1, 60_000])
  expect(
    looks(12_000, [
      [3_600_000, 0, 0],
      [3_600_000, 59_999, 59_999],
      [3_600_000, 60_000, 60_000],
    ]),
  ).toEqual([60_000, 1, 'dead'])
})

test('another holder begins anew', () => {
  const watch = new LockWatch(0)
  watch.judge({holder: elsewhere, touchedMs: 0}, {fileSystemMs: 0, monotonicMs: 0})
  const verdict = watch.judge(
    {holder: {...elsewhere, token: 'two'}, touchedMs: 59_000},
    {fileSystemMs: 60_000, monotonicMs: 60_000},
  )
  expect(verdict).toMatchObject({kind: 'held', staleInMs: 59_000, wasTouched: false})
})
