import {expect, test} from 'vitest'
import {applyValues, compareValues} from '../../src/dry-run/compare-values.js'
import type {PropertyDefinition} from '../../src/hubspot/portal/portal-types.js'
import {holdsByType} from '../../src/push/modes/holds-values.js'

const TYPES: Readonly<Record<string, string>> = {
  city: 'string',
  email: 'string',
  amount: 'number',
  born: 'date',
  seen: 'datetime',
  interests: 'enumeration',
}

function lookup(name: string): PropertyDefinition {
  const flags = {hasUniqueValue: false, readOnly: false, calculated: false, hidden: false, externalOptions: false}
  return {
    name,
    label: name,
    type: TYPES[name] ?? 'string',
    fieldType: name === 'interests' ? 'checkbox' : 'text',
    options: [],
    ...flags,
  }
}

const rules = {lookup, holds: holdsByType('0-1', lookup)}

test.each([
  ['the same text', 'city', 'Bern', 'Bern', false],
  ['text in another case', 'city', 'bern', 'Bern', true],
  ['text with blanks around it', 'city', 'Bern', ' Bern ', true],
  ['a text that begins with a semicolon', 'city', 'Bern', ';Bern', true],
  ['text that looks like the same number', 'city', '1', '1.0', true],
  ['an e-mail in another case', 'email', 'ann@example.com', 'Ann@Example.com', false],
  ['a number in another spelling', 'amount', '10', '10.0', false],
  ['another number', 'amount', '10', '11', true],
  ['an instant in another spelling', 'seen', '2026-01-02T00:00:00Z', '1767312000000', false],
  ['options in another order', 'interests', 'a;b', 'b;a', false],
  ['an option more', 'interests', 'a;b', 'a;b;c', true],
  ['an option added that is there', 'interests', 'a;b', ';b', false],
  ['an option added that is not there', 'interests', 'a;b', ';c', true],
  ['a first value', 'city', '', 'Bern', true],
  ['a value cleared', 'city', 'Bern', '', true],
  ['nothing cleared', 'city', '', '', false],
])('%s: a change? (%s, "%s" → "%s": %s)', (_, property, stored, sent, isChange) => {
  const changes = compareValues({[property]: stored}, {[property]: sent}, {key: 'id', ...rules})
  expect(changes.map(change => change.property)).toEqual(isChange ? [property] : [])
})

test('a change tells the old value and the one the record will hold, null for none', () => {
  const changes = compareValues(
    {interests: 'a', city: 'Bern'},
    {interests: ';b', city: '', amount: '3'},
    {key: 'id', ...rules},
  )
  expect(changes).toEqual([
    {property: 'interests', from: 'a', to: 'a;b'},
    {property: 'city', from: 'Bern', to: null},
    {property: 'amount', from: null, to: '3'},
  ])
})

test('the key is never a change: the record was found by it, perhaps by an additional e-mail', () => {
  expect(
    compareValues({email: 'primary@example.com'}, {email: 'second@example.com'}, {key: 'email', ...rules}),
  ).toEqual([])
})

const STAGES = ['subscriber', 'lead', 'customer'].map(value => ({value, label: value, hidden: false}))
const withStages = (name: string): PropertyDefinition => ({
  ...lookup(name),
  type: 'enumeration',
  fieldType: 'radio',
  options: STAGES,
})

test.each([
  ['a step back', 'lifecyclestage', 'customer', 'lead', 'customer'],
  ['a step forward', 'lifecyclestage', 'lead', 'customer', 'customer'],
  ['no step', 'lifecyclestage', 'lead', 'lead', 'lead'],
  ['a clear', 'lifecyclestage', 'customer', '', ''],
  ['a first stage', 'lifecyclestage', '', 'subscriber', 'subscriber'],
  ['a stage that the portal does not list', 'lifecyclestage', 'customer', '123', '123'],
  ['a step back from one that it does not list', 'lifecyclestage', '123', 'lead', 'lead'],
  ['a step back in a property of another name', 'stage_of_mine', 'customer', 'lead', 'lead'],
])('%s leaves in %s, where "%s" is stored and "%s" is sent, "%s"', (_, property, stored, sent, after) => {
  expect(applyValues({[property]: stored}, {[property]: sent}, withStages)[property]).toBe(after)
  const changes = compareValues(
    {[property]: stored},
    {[property]: sent},
    {key: 'id', lookup: withStages, holds: rules.holds},
  )
  expect(changes).toHaveLength(stored === after ? 0 : 1)
})

test('what is not sent stays', () => {
  expect(applyValues({city: 'Bern', amount: '1'}, {amount: ''}, lookup)).toEqual({city: 'Bern', amount: ''})
})
