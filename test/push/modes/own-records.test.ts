import {expect, test} from 'vitest'
import type {WriteInput} from '../../../src/hubspot/write-input.js'
import {OwnRecords} from '../../../src/push/modes/own-records.js'

const input = (row: number): WriteInput => ({
  ...{id: 'ann@example.com', idProperty: 'email', objectWriteTraceId: String(row)},
  properties: {email: 'ann@example.com', city: 'Bern'},
})

const found = (createdMs: number | undefined, city = 'Bern') => ({
  ...{recordId: '7', properties: {email: 'ann@example.com', city}},
  ...(createdMs !== undefined && {createdMs}),
})

test.each([
  ['as old as the attempt', found(1000), true],
  ['younger', found(5000), true],
  ['older', found(999), false],
  ['of other values', found(1000, 'Basel'), false],
  ['of unknown age', found(undefined), false],
])('a record that is %s: the own one is %s', (_, record, isOwn) => {
  expect(new OwnRecords().isMadeBy(input(1), record, 1000)).toBe(isOwn)
})

test("an attempt is timed by HubSpot's clock, not by that of this machine", () => {
  const own = new OwnRecords()
  own.setClock(400_000, 1_000_000) // ten minutes behind ours
  expect([
    own.isMadeBy(input(1), found(400_000), 1_000_000),
    own.isMadeBy(input(1), found(399_999), 1_000_000),
  ]).toEqual([true, false])
})

test('a record that an earlier row made is no other row’s, and stays that row’s own', () => {
  const own = new OwnRecords()
  own.made(input(1), '7')
  expect([own.isMadeBy(input(1), found(0), 1000), own.isMadeBy(input(2), found(1000), 1000)]).toEqual([true, false])
})
