import {expect, test} from 'vitest'
import {keyStates} from '../../../src/push/only-changed/key-states.js'
import type {MappedRow, Settled} from '../../../src/rows/rows.js'
import {mapped} from '../../support/push-rows.js'

type Values = Record<string, string>

const written = ({row, line, key}: MappedRow, recordId?: string): Settled => ({
  ...{kind: 'ack', row, line, key, created: false},
  ...(recordId !== undefined && {recordId}),
})
const refused = ({row, line, key}: MappedRow): Settled => ({
  ...{kind: 'reject', row, line, key, code: 'INVALID_OPTION', message: 'no option', attempts: 1},
})

/** What is known of each key: its values, and the properties that are not known any more. */
function known(settled: readonly (readonly [MappedRow, Settled])[], open: readonly Values[] = []) {
  const batch = {seq: 0, after: [], rows: settled.map(([row]) => row)}
  const states = keyStates({batch, settled: settled.map(([, outcome]) => outcome)}, () => open)
  return states.map(({orderKey, values, lost, addsToEarlier}) => ({orderKey, values, lost: [...lost], addsToEarlier}))
}

const row = (number: number, values: Values, key = 'ann') => mapped(number, key, values)
const [bern, basel] = [row(1, {city: 'Bern', zip: '3000'}), row(2, {city: 'Basel'})]
const ann = {orderKey: 'ann', addsToEarlier: true}

test('a record holds what its rows wrote, the later over the earlier', () => {
  expect(
    known([
      [bern, written(bern)],
      [basel, written(basel)],
    ]),
  ).toEqual([{...ann, values: {city: 'Basel', zip: '3000'}, lost: []}])
})

test('of a property that a refused row wanted otherwise nothing is known, of the others what was written', () => {
  expect(
    known([
      [bern, written(bern)],
      [basel, refused(basel)],
    ]),
  ).toEqual([{...ann, values: {zip: '3000'}, lost: ['city']}])
})

test('a key all of whose rows were refused stays unknown', () => {
  expect(known([[basel, refused(basel)]])).toEqual([])
})

test('what an attempt that was given up may still write is not known, unless it is the same value', () => {
  expect(known([[bern, written(bern)]], [{city: 'Basel', zip: '3000'}])).toEqual([
    {...ann, values: {zip: '3000'}, lost: ['city']},
  ])
})

test('a stage makes unknown what HubSpot may move along with it', () => {
  const [first, second] = [row(1, {pipeline: 'sales', city: 'Bern'}), row(2, {dealstage: 'won'})]
  const [state] = known([
    [first, written(first)],
    [second, written(second)],
  ])
  expect(state).toMatchObject({
    values: {dealstage: 'won', city: 'Bern'},
    lost: expect.arrayContaining(['pipeline', 'lifecyclestage']),
  })
})

test('of two spellings of a key only the later one is known, and nothing of before', () => {
  const other = row(2, {city: 'Basel'}, 'ANN')
  expect(
    known([
      [bern, written(bern)],
      [other, written(other)],
    ]),
  ).toEqual([{...ann, values: {city: 'Basel'}, lost: [], addsToEarlier: false}])
})

test('of a record that two keys share nothing is known by either', () => {
  const other = row(2, {city: 'Basel'}, 'bob')
  expect(
    known([
      [bern, written(bern, '7')],
      [other, written(other, '7')],
    ]),
  ).toEqual([])
  expect(
    known([
      [bern, written(bern, '7')],
      [other, written(other, '8')],
    ]),
  ).toHaveLength(2)
})
