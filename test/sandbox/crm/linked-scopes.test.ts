import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'
const OF_CONTACTS = ['crm.objects.contacts.read', 'crm.objects.contacts.write']
const properties = {email: 'a@x.co'}
const associations = [{to: {id: '1'}, types: [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279}]}]
const byCompany = {filterGroups: [{filters: [{propertyName: 'associations.company', operator: 'EQ', value: '1'}]}]}

test.each([
  ['GET', `${CONTACTS}?associations=companies`, undefined, 'crm.objects.companies.read'],
  ['GET', `${CONTACTS}?associations=contacts,0-3`, undefined, 'crm.objects.deals.read'],
  ['GET', `${CONTACTS}/1?associations=company`, undefined, 'crm.objects.companies.read'],
  ['POST', `${CONTACTS}/search`, byCompany, 'crm.objects.companies.read'],
  ['POST', CONTACTS, {properties, associations}, 'crm.objects.companies.write'],
  [
    'POST',
    `${CONTACTS}/batch/create`,
    {inputs: [{properties: {email: 'b@x.co'}}, {properties, associations}]},
    'crm.objects.companies.write',
  ],
])('%s %s needs the scope of the other kind', (method, path, body, scope) => {
  const {call, crm} = openCaller({}, OF_CONTACTS)
  const {status, json} = call(method, path, body)
  expect([status, json.at('errors', 0, 'context', 'requiredGranularScopes', 0)]).toEqual([403, scope])
  expect([...crm.records('contacts')]).toEqual([])
})

test.each(['', '?associations=contacts', '?associations=notes', '?associations=carts'])(
  'a login with the scopes of contacts reads them with %j',
  query => {
    const {call} = openCaller({}, OF_CONTACTS)
    call('POST', CONTACTS, {properties, associations: []})
    expect(call('GET', `${CONTACTS}${query}`).json.list('results')).toHaveLength(1)
  },
)
