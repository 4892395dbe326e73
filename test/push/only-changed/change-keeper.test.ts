import {expect, test} from 'vitest'
import {DoubtBook} from '../../../src/push/late-commits/doubt-book.js'
import {EarlierDoubts} from '../../../src/push/late-commits/inherited-doubts.js'
import type {BatchOutcome} from '../../../src/push/line/batch.js'
import {ChangeKeeper} from '../../../src/push/only-changed/change-keeper.js'
import {mapped} from '../../support/push-rows.js'

const UNTIL_MS = 1000

/**
 * A run that is gone on with: an attempt of row 2 may still commit until `UNTIL_MS`. Tells what is noted in the book of
 * changes.
 */
function keeperAfterKill(nowMs: number) {
  const told: string[] = []
  const keeper = new ChangeKeeper({
    changes: {
      isUnchanged: () => false,
      announce: async () => {},
      forgetRecords: async () => {},
      lose: async keys => void told.push(...keys.map(key => `lose ${key}`)),
      forget: async rows => void told.push(...rows.map(({orderKey}) => `forget ${orderKey}`)),
      remember: async states => void told.push(...states.map(({orderKey}) => `remember ${orderKey}`)),
    },
    skips: true,
    book: new DoubtBook(() => false),
    earlier: new EarlierDoubts([[2, UNTIL_MS]], 0),
    clock: {now: () => nowMs, sleep: async () => {}},
    onUnchanged: () => {},
  })
  return {keeper, told}
}

function written(row: number, key: string): BatchOutcome {
  const {line} = mapped(row, key)
  return {
    batch: {seq: row, after: [], rows: [mapped(row, key)]},
    settled: [{kind: 'ack', row, line, key, created: false}],
  }
}

test('after a kill nothing is remembered before each row that may still commit has come by again', async () => {
  const {keeper, told} = keeperAfterKill(UNTIL_MS - 1)
  await keeper.remember(written(1, 'ann'))
  expect(told).toEqual([])
  await keeper.remember(written(2, 'bob'))
  expect(told).toEqual(['remember ann', 'remember bob'])
})

test('rows that one of them stands for have come by again, too', async () => {
  const {keeper, told} = keeperAfterKill(UNTIL_MS - 1)
  await keeper.remember(written(1, 'ann'))
  const unchanged = {kind: 'unchanged', row: 2, line: 3, key: 'bob', lastRow: 5} as const
  await keeper.remember({batch: {seq: 2, after: [], rows: [{...unchanged, row: 1, lastRow: 1}]}, settled: []})
  expect(told).toEqual([])
  await keeper.remember({batch: {seq: 2, after: [], rows: [{...unchanged, row: 1, lastRow: 5}]}, settled: []})
  expect(told).toEqual(['remember ann'])
})

test('what waits to be remembered is forgotten when its key is sent again', async () => {
  const {keeper, told} = keeperAfterKill(UNTIL_MS - 1)
  await keeper.remember(written(1, 'ann'))
  await keeper.forget(written(2, 'ann').batch)
  await keeper.finish()
  expect(told).toEqual(['forget ann'])
})

test('what may no longer commit holds nothing up, and the end of a run neither', async () => {
  const late = keeperAfterKill(UNTIL_MS)
  await late.keeper.remember(written(1, 'ann'))
  expect(late.told).toEqual(['remember ann'])
  const early = keeperAfterKill(0)
  await early.keeper.remember(written(1, 'ann'))
  await early.keeper.finish()
  expect(early.told).toEqual(['remember ann'])
})

test('of a key whose row was rejected nothing is known any more, at once', async () => {
  const {keeper, told} = keeperAfterKill(UNTIL_MS - 1)
  const [ann, bob] = [written(1, 'ann'), mapped(2, 'bob')]
  const reject = {
    kind: 'reject',
    row: 2,
    line: bob.line,
    key: 'bob',
    code: 'REFUSED',
    message: '',
    attempts: 1,
  } as const
  await keeper.remember({
    batch: {...ann.batch, rows: [...ann.batch.rows, bob]},
    settled: [...ann.settled, reject],
  })
  expect(told).toEqual(['lose bob', 'remember ann'])
})
