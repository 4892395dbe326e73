import {expect, test} from 'vitest'
import {compileCoercer} from '../../../src/mapping/coerce/compile-coercer.js'
import {neededLookups} from '../../../src/mapping/compile/needed-lookups.js'
import {contactTarget, csvRequest, property} from '../support/definitions.js'

const definition = property('hubspot_owner_id', {
  type: 'enumeration',
  externalOptions: true,
  referencedObjectType: 'OWNER',
})
const owners = [
  {id: '11', name: 'Ada Okafor', email: 'ada@example.com'},
  {id: '12', name: 'Jörg Keller', email: 'Joerg@example.com'},
  {id: '13', name: 'Sam Lee', email: 'sam.a@example.com'},
  {id: '14', name: 'Sam Lee', email: 'sam.b@example.com'},
  {id: '15', name: '', email: ''},
  {id: '21', name: 'Elin Holm', email: 'elin@example.com', hasLeft: true},
  {id: '22', name: 'Ada Okafor', email: 'ADA@example.com', hasLeft: true},
  {id: '23', name: 'Jörg Keller', email: 'other@example.com', hasLeft: true},
  {id: '24', name: 'Elin Holm', email: '', hasLeft: true},
]
const coerce = compileCoercer({
  property: definition,
  where: 'property hubspot_owner_id (contacts)',
  isEmail: false,
  formats: {},
  owners,
})

test.each([
  ['ada@example.com', '11'],
  [' ADA@Example.com ', '11'],
  ['joerg@example.com', '12'],
  ['Ada Okafor', '11'],
  ['okafor, ada', '11'],
  ['12', '12'],
  ['999', '999'],
  ['ada@example.com;12', '11;12'],
  [';Ada Okafor', ';11'],
  [' ', ''],
])('%j is owner %j', (cell, id) => {
  expect(coerce(cell)).toBe(id)
})

test.each([
  [
    'eve@example.com',
    '"eve@example.com" is not the e-mail, name or id of an owner (property hubspot_owner_id (contacts)).',
  ],
  [
    'Sam Lee',
    '"Sam Lee" matches several owners (property hubspot_owner_id (contacts)): 13 (sam.a@example.com), 14 (sam.b@example.com). Use one of these ids.',
  ],
  [
    'elin@example.com',
    '"elin@example.com" is no longer active in HubSpot (property hubspot_owner_id (contacts)): owner 21 (elin@example.com, no longer active). Use an active owner.',
  ],
  [
    'Keller, Jorg',
    '"Keller, Jorg" matches several owners (property hubspot_owner_id (contacts)): 12 (Joerg@example.com), 23 (other@example.com, no longer active). Use one of these ids.',
  ],
  [
    'Elin Holm',
    '"Elin Holm" is no longer active in HubSpot (property hubspot_owner_id (contacts)): owner 21 (elin@example.com, no longer active), 24 (no longer active). Use an active owner.',
  ],
])('%j is refused', (cell, message) => {
  expect(coerce(cell)).toEqual({code: 'OWNER_NOT_FOUND', message})
})

test('owners are read only where a column or a constant goes to one', () => {
  expect(neededLookups(csvRequest(['email', 'city']), contactTarget).owners).toBe(false)
  expect(neededLookups(csvRequest(['email', 'Owner']), contactTarget).owners).toBe(true)
  expect(neededLookups(csvRequest(['email', 'Owner'], {ignore: ['Owner']}), contactTarget).owners).toBe(false)
  expect(neededLookups(csvRequest(['x'], {map: [{column: 'x', property: 'Owner'}]}), contactTarget).owners).toBe(true)
  expect(neededLookups(csvRequest(['email'], {set: [{property: 'Owner', value: '1'}]}), contactTarget).owners).toBe(
    true,
  )
})
