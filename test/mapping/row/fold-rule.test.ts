import {expect, test} from 'vitest'
import {isFoldable, mayReplace} from '../../../src/mapping/row/fold-rule.js'
import {options, property} from '../support/definitions.js'

test.each([
  ['a text', property('city'), true],
  ['a number', property('amount', {type: 'number'}), true],
  ['a day', property('birthday', {type: 'date'}), true],
  ['a yes or no', property('vip', {type: 'bool'}), true],
  ['the key', property('customer_no'), false],
  ['another unique property', property('passport', {hasUniqueValue: true}), false],
  ['e-mail', property('email'), false],
  ['the life cycle', property('lifecyclestage'), false],
  ['a stage', property('dealstage', {type: 'string'}), false],
  ['an enumeration', property('interests', {type: 'enumeration', options: options(['a', 'A'])}), false],
  ['an owner', property('owner', {type: 'string', referencedObjectType: 'OWNER'}), false],
  ['a phone number, which HubSpot may refuse', property('mobile', {type: 'phone_number'}), false],
])('%s', (_, definition, foldable) => {
  expect(isFoldable(definition, {object: {objectTypeId: '0-1'}, key: 'customer_no'})).toBe(foldable)
})

test('a custom object may have an e-mail, too, which is a text like any other', () => {
  expect(isFoldable(property('email'), {object: {objectTypeId: '2-1'}, key: 'customer_no'})).toBe(true)
})

test.each([
  ['a', 'b', true],
  ['a', 'a', true],
  ['', '', true],
  ['a', '', true],
  ['', 'a', false],
  ['a', ';b', false],
  [';a', 'b', false],
  [';a', ';a', true],
])('%j then %j', (earlier, later, replaces) => {
  expect(mayReplace(earlier, later)).toBe(replaces)
})
