import {expect, test} from 'vitest'
import type {KeyState} from '../../../src/push/only-changed/change-book.js'
import {OvertakenStates} from '../../../src/push/only-changed/overtaken-states.js'

type Said = Partial<Omit<KeyState, 'lost'>> & {readonly lost?: readonly string[]}

function state({lost = [], ...said}: Said): KeyState {
  return {orderKey: 'ann', key: 'ann', values: {}, addsToEarlier: true, ...said, lost: new Set(lost)}
}

function joined(earlier: Said, later: Said) {
  const states = new OvertakenStates()
  states.keep(state(earlier))
  return states.joined(state(later))
}

test.each<[string, Said, Said, Said]>([
  ['later values hold', {values: {a: '1', b: '1'}}, {values: {b: '2'}}, {values: {a: '1', b: '2'}}],
  [
    'what a later batch loses is unknown',
    {values: {a: '1'}},
    {values: {b: '2'}, lost: ['a']},
    {values: {b: '2'}, lost: ['a']},
  ],
  ['what an earlier one lost stays so', {lost: ['a', 'c']}, {values: {a: '2'}}, {values: {a: '2'}, lost: ['c']}],
  [
    'nothing before an earlier one holds',
    {values: {a: '1'}, addsToEarlier: false},
    {},
    {values: {a: '1'}, addsToEarlier: false},
  ],
  [
    'nothing before a later one holds',
    {values: {a: '1'}},
    {values: {b: '2'}, addsToEarlier: false},
    {values: {b: '2'}, addsToEarlier: false},
  ],
  [
    'another spelling may be another record',
    {key: 'Ann', values: {a: '1'}},
    {values: {b: '2'}},
    {values: {b: '2'}, addsToEarlier: false},
  ],
  [
    'names from outside are names',
    {values: {constructor: '1'}},
    {values: {a: '2'}},
    {values: {constructor: '1', a: '2'}},
  ],
])('%s', (_, earlier, later, both) => {
  const found = joined(earlier, later)
  expect({...found, values: {...found.values}}).toEqual(state(both))
})

test('a state is joined once, and not after its key was lost', () => {
  const states = new OvertakenStates()
  const later = state({values: {b: '2'}})
  expect(states.joined(later)).toBe(later)
  states.keep(state({values: {a: '1'}}))
  expect(states.joined(later)).not.toBe(later)
  expect(states.joined(later)).toBe(later)
  states.keep(state({values: {a: '1'}}))
  states.drop('ann')
  expect(states.joined(later)).toBe(later)
})
