import {expect, test} from 'vitest'
import type {RefusalProblem} from '../../../src/hubspot/refusals/refusal-types.js'
import {attributeRefusal} from '../../../src/push/send/attribute-refusal.js'
import type {PendingInput} from '../../../src/push/send/fold.js'
import {refusal} from '../../support/fake-crm.js'
import {mapped} from '../../support/push-rows.js'

const rows = [
  mapped(1, 'ann', {firstname: 'Ann'}),
  mapped(2, 'ann', {country: 'Switzerland'}),
  mapped(3, 'ann', {firstname: 'Anna'}),
]
const input: PendingInput = {key: 'ann', orderKey: 'ann', rows, properties: {firstname: 'Anna', country: 'Switzerland'}}

const missing = {code: 'REQUIRED_PROPERTY_MISSING', property: 'zip', message: 'refused'} as const

interface Case {
  readonly name: string
  readonly problem: RefusalProblem
  /** Numbers of the rows refused, and whether the others must go one by one. */
  readonly refused: readonly number[]
  readonly mustUnfold: boolean
}

const cases: Case[] = [
  {
    name: 'a problem with the key',
    problem: {code: 'INVALID_EMAIL', property: 'id', message: ''},
    refused: [1, 2, 3],
    mustUnfold: false,
  },
  {
    name: 'a property that one row has',
    problem: {code: 'REFUSED', property: 'country', message: ''},
    refused: [2],
    mustUnfold: false,
  },
  {
    name: 'a property with two values',
    problem: {code: 'REFUSED', property: 'firstname', message: ''},
    refused: [],
    mustUnfold: true,
  },
  {name: 'a problem without a property', problem: {code: 'REFUSED', message: ''}, refused: [], mustUnfold: true},
  {name: 'a property that every new record needs', problem: missing, refused: [1, 2, 3], mustUnfold: false},
  {
    name: "a property needed because of one row's value",
    problem: {...missing, isConditional: true},
    refused: [],
    mustUnfold: true,
  },
]

test.each(cases)('$name refuses rows $refused of three merged ones', ({problem, refused, mustUnfold}) => {
  const outcome = {kind: 'refused', input, refusal: {...refusal({code: problem.code}), problems: [problem]}} as const
  const found = attributeRefusal(outcome, 'id')
  expect({refused: found.refused.map(({row}) => row.row), mustUnfold: found.mustUnfold}).toEqual({refused, mustUnfold})
})
