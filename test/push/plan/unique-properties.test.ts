import {expect, test} from 'vitest'
import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import type {ColumnTarget} from '../../../src/mapping/mapping-types.js'
import {uniqueProperties} from '../../../src/push/plan/warn-of-unfilled.js'

const property = (name: string, hasUniqueValue: boolean): PropertyDefinition =>
  ({name, hasUniqueValue}) as PropertyDefinition
const properties = [property('email', false), property('code', true), property('city', false), property('number', true)]

const goesTo = (name: string): ColumnTarget => ({property: name}) as ColumnTarget
const mapping = {columns: [goesTo('email'), goesTo('code')], fields: new Map([['No.', [goesTo('number')]]])}

test.each([
  ['contacts', '0-1', 'email', ['code', 'number']],
  ['contacts', '0-1', 'code', ['email', 'number']],
  ['companies', '0-2', 'code', ['number']],
])('%s (%s) by %s', (name, objectTypeId, key, expected) => {
  expect(uniqueProperties(properties, {object: {name, objectTypeId}, key}, mapping)).toEqual(expected)
})

test('what no column and no late field sets is none', () => {
  const some = {columns: [goesTo('code')], fields: new Map()}
  expect(uniqueProperties(properties, {object: {name: 'contacts', objectTypeId: '0-1'}, key: 'email'}, some)).toEqual([
    'code',
  ])
})
