import {expect, test} from 'vitest'
import type {PropertyDefinition} from '../../src/hubspot/api-types.js'
import {uniqueProperties} from '../../src/push/unique-properties.js'

const property = (name: string, hasUniqueValue: boolean): PropertyDefinition => ({name, hasUniqueValue}) as PropertyDefinition
const properties = [property('email', false), property('code', true), property('city', false), property('number', true)]

test.each([
  ['contacts', '0-1', 'email', ['code', 'number']],
  ['contacts', '0-1', 'code', ['email', 'number']],
  ['companies', '0-2', 'code', ['number']],
])('%s (%s) by %s', (name, objectTypeId, key, expected) => {
  expect(uniqueProperties(properties, {object: {name, objectTypeId}, key})).toEqual(expected)
})
