import {expect, test} from 'vitest'
import type {BatchOutcome} from '../../src/push/batch.js'
import {retryConflicts} from '../../src/push/retry-conflicts.js'
import type {MappedRow, Settled} from '../../src/rows/rows.js'
import {mapped} from '../support/push-rows.js'

const place = ({row, line, key}: MappedRow) => ({row, line, key})
const ack = (row: MappedRow, recordId: string): Settled => ({kind: 'ack', ...place(row), created: false, recordId})
const conflict = (row: MappedRow, more: object = {}): Settled => ({
  ...{kind: 'reject', ...place(row), code: 'CONFLICT', message: 'taken', attempts: 1, status: 400, record: []},
  ...{property: 'code', value: row.properties['code'] ?? ''},
  ...more,
})
const outcomeOf = (...pairs: readonly (readonly [MappedRow, Settled])[]): BatchOutcome => ({
  batch: {seq: 1, rows: pairs.map(([row]) => row), after: []},
  settled: pairs.map(([, settled]) => settled),
})

/** Lets one more row in at each request, the last one first, `most` in all. */
function slowly(most = Number.POSITIVE_INFINITY) {
  const sent: string[][] = []
  let left = most
  const send = async (rows: readonly MappedRow[]): Promise<BatchOutcome> => {
    sent.push(rows.map(({key, properties}) => `${key} ${JSON.stringify(properties)}`))
    left -= 1
    return outcomeOf(
      ...rows.map((row, at) => [row, at === rows.length - 1 && left >= 0 ? ack(row, `r-${row.key}`) : conflict(row)] as const),
    )
  }
  return {sent, send}
}

const holder = mapped(1, 'holder', {code: 'NEW'})
const wants = mapped(2, 'wants', {code: 'OLD', name: 'x'})
const earlier = async (): Promise<readonly BatchOutcome[]> => []

test.each([
  ['another row gave up a value, and HubSpot names no record', outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants)]), true],
  ['the named holder gave up the value', outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants, {existingId: '7'})]), true],
  [
    'the named holder is no record of these rows',
    outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants, {existingId: '8'})]),
    false,
  ],
  [
    'the named holder was written without the property',
    outcomeOf([mapped(1, 'h', {name: 'y'}), ack(holder, '7')], [wants, conflict(wants, {existingId: '7'})]),
    false,
  ],
  [
    'the named holder was given the same value',
    outcomeOf([mapped(1, 'h', {code: 'OLD'}), ack(holder, '7')], [wants, conflict(wants, {existingId: '7'})]),
    false,
  ],
  [
    'the named holder gave up a value that nobody names',
    outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants, {existingId: '7', property: undefined})]),
    true,
  ],
  ['nobody else was written', outcomeOf([wants, conflict(wants)]), false],
  ['the row was refused before it was sent', outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants, {status: undefined})]), false],
  ['the row was refused for something else', outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants, {code: 'REFUSED'})]), false],
])('%s: tried again', async (_, outcome, isTried) => {
  const {sent, send} = slowly()
  const {settled} = await retryConflicts(outcome, {send, earlier})
  expect(sent.length).toBe(isTried ? 1 : 0)
  expect(settled.at(-1)?.kind).toBe(isTried ? 'ack' : 'reject')
})

test('earlier batches are waited for once, and count', async () => {
  let waits = 0
  const {send} = slowly()
  const others = async () => {
    waits += 1
    return [outcomeOf([holder, ack(holder, '7')])]
  }
  const {settled} = await retryConflicts(outcomeOf([wants, conflict(wants, {existingId: '7'})]), {send, earlier: others})
  expect([waits, settled[0]?.kind]).toEqual([1, 'ack'])
})

test('no batch without a conflict waits for another one', async () => {
  const {send} = slowly()
  const others = () => Promise.reject(new Error('waited'))
  await retryConflicts(outcomeOf([holder, ack(holder, '7')]), {send, earlier: others})
})

test('it goes on while each request lets one more row in, and stops with the first that lets in none', async () => {
  const rows = [2, 3, 4, 5].map(row => mapped(row, `k${row}`, {code: `C${row}`}))
  const outcome = outcomeOf([holder, ack(holder, '7')], ...rows.map(row => [row, conflict(row)] as const))
  const all = slowly()
  expect((await retryConflicts(outcome, {send: all.send, earlier})).settled.every(({kind}) => kind === 'ack')).toBe(true)
  expect(all.sent.map(({length}) => length)).toEqual([4, 3, 2, 1])
  const two = slowly(2)
  expect((await retryConflicts(outcome, {send: two.send, earlier})).settled.filter(({kind}) => kind === 'ack')).toHaveLength(3)
  expect(two.sent.map(({length}) => length)).toEqual([4, 3, 2])
})

test.each([
  ['what it wrote is left out', {name: 'y'}, 'wants', ['wants {"code":"OLD"}']],
  ['a value that it replaced is not asked for', {code: 'OTHER'}, 'wants', []],
  ['options that it added would come before the list', {name: ';y'}, 'wants', []],
  ['a stage that it set depends on the record', {dealstage: 's'}, 'wants', []],
  ['another spelling may be another record', {name: 'y'}, 'WANTS', []],
])('a later row of the key was written: %s', async (_, properties, key, expected) => {
  const later = {...mapped(3, key, properties as Record<string, string>), orderKey: wants.orderKey}
  const {sent, send} = slowly()
  await retryConflicts(outcomeOf([holder, ack(holder, '7')], [wants, conflict(wants)], [later, ack(later, '9')]), {send, earlier})
  expect(sent.flat()).toEqual(expected)
})
