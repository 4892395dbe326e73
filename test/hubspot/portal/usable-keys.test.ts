import {expect, test} from 'vitest'
import {findObject} from '../../../src/hubspot/portal/find-object.js'
import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {usableKeys} from '../../../src/hubspot/portal/usable-keys.js'

function property(name: string, more: Partial<PropertyDefinition> = {}): PropertyDefinition {
  const flags = {hasUniqueValue: false, readOnly: false, calculated: false, hidden: false, externalOptions: false}
  return {name, label: `Label of ${name}`, type: 'string', fieldType: 'text', options: [], ...flags, ...more}
}

const unique = {hasUniqueValue: true}

test('contacts can be matched by e-mail whatever its flag says, and by custom unique properties', () => {
  const properties = [
    property('city'),
    property('member_no', unique),
    property('email'),
    property('hs_object_id', {...unique, readOnly: true}),
  ]
  const {keys, refused} = usableKeys(findObject('contacts', MAIN_OBJECTS), properties)
  expect(keys).toEqual([
    {property: 'email', label: 'Label of email'},
    {property: 'member_no', label: 'Label of member_no'},
  ])
  expect(refused).toEqual([{property: 'hs_object_id', reason: expect.stringContaining('record ids')}])
})

test('companies cannot be matched by domain or name, even where the flag claims it of domain', () => {
  const properties = [property('domain', unique), property('name'), property('email'), property('tax_id', unique)]
  const {keys, refused} = usableKeys(findObject('companies', MAIN_OBJECTS), properties)
  expect(keys.map(key => key.property)).toEqual(['tax_id'])
  expect(refused).toEqual([
    {property: 'domain', reason: expect.stringContaining('as non-unique')},
    {property: 'name', reason: expect.stringContaining('not unique')},
  ])
})

test.each([
  ['deals', 'dealname', {}, 'not unique'],
  ['tickets', 'subject', {}, 'not unique'],
  ['line_items', 'hs_sku', {}, 'not unique'],
  ['deals', 'hs_unique_creation_key', unique, 'not to match on'],
  ['deals', 'erp_no', {...unique, readOnly: true}, 'read-only'],
])('%s cannot be matched by %s', (object, name, flags, reason) => {
  expect(usableKeys(findObject(object, MAIN_OBJECTS), [property(name, flags)])).toEqual({
    ...{keys: [], onRequest: []},
    refused: [{property: name, reason: expect.stringContaining(reason)}],
  })
})

test.each([
  ['products', 'hs_sku'],
  ['line_items', 'hs_external_id'],
  ['tickets', 'hs_external_object_ids'],
  ['commerce_payments', 'hs_external_reference_id'],
])('%s may be matched by %s for whoever names it, since HubSpot may refuse it', (object, name) => {
  const {keys, onRequest, refused} = usableKeys(findObject(object, MAIN_OBJECTS), [property(name)])
  expect(keys).toEqual([])
  expect(onRequest).toEqual([{property: name, label: `Label of ${name}`}])
  expect(refused).toEqual([{property: name, reason: expect.stringContaining(`--key ${name}`)}])
  expect(usableKeys(findObject(object, MAIN_OBJECTS), [property(name, unique)])).toMatchObject({
    keys: [{property: name}],
    onRequest: [],
  })
})
