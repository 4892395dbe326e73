import {expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {type Caller, openCaller} from './crm-caller.js'

const property = {
  ...{groupName: 'contactinformation', name: 'crm_key', label: 'K'},
  ...{type: 'string', fieldType: 'text', hasUniqueValue: true},
}

/** A portal with something of everything that is kept. */
function fill({call, upsert}: Caller): void {
  call('POST', '/crm/v3/properties/contacts', property)
  call('POST', '/crm/v4/associations/contacts/companies/labels', {label: 'Buyer', name: 'buyer'})
  const contactId = upsert('contacts', [{id: 'K', idProperty: 'crm_key', properties: {email: 'ann@x.co'}}]).json.at(
    ...['results', 0, 'id'],
  )
  const companyId = call('POST', '/crm/v3/objects/companies', {properties: {name: 'X'}}).json.at('id')
  call('PUT', `/crm/v4/objects/contacts/${contactId}/associations/default/companies/${companyId}`)
  call('POST', '/crm/v3/lists', {name: 'L', objectTypeId: '0-1', processingType: 'MANUAL'})
}

function contentOf({crm, call}: Caller): object {
  const labels = call('GET', '/crm/v4/associations/contacts/companies/labels').json.list('results')
  return {
    records: [...crm.records('contacts')].length + [...crm.records('companies')].length,
    links: [...crm.associations()].length,
    hasProperty: call('GET', '/crm/v3/properties/contacts/crm_key').status === 200,
    hasLabel: labels.some(label => (label as {label: string | null}).label === 'Buyer'),
    hasList: call('GET', '/crm/v3/lists/object-type-id/0-1/name/L').status === 200,
  }
}

const FULL = {records: 2, links: 1, hasProperty: true, hasLabel: true, hasList: true}
const EMPTY = {records: 0, links: 0, hasProperty: false, hasLabel: false, hasList: false}

test.each([
  {keepsDefinitions: false, isKept: false, left: EMPTY},
  {keepsDefinitions: false, isKept: true, left: EMPTY},
  {keepsDefinitions: true, isKept: false, left: {...EMPTY, hasProperty: true, hasLabel: true}},
  {keepsDefinitions: true, isKept: true, left: {...EMPTY, hasProperty: true, hasLabel: true}},
])('cleared, definitions kept: $keepsDefinitions, on disk: $isKept', async ({keepsDefinitions, isKept, left}) => {
  const options = isKept ? {dataDir: await tempDir()} : {}
  const caller = openCaller(options)
  fill(caller)
  expect(contentOf(caller)).toEqual(FULL)
  caller.crm.clear({keepsDefinitions})
  expect(contentOf(caller)).toEqual(left)
  caller.crm.close()
  if (!isKept) return
  const reopened = openCaller(options)
  expect(contentOf(reopened)).toEqual(left)
  reopened.crm.close()
})

test('what is cleared can be filled again, with the same record ids', () => {
  const caller = openCaller()
  const idsAfterFilling = () => {
    fill(caller)
    return [...caller.crm.records('contacts')].map(({id}) => id)
  }
  const ids = idsAfterFilling()
  caller.crm.clear({keepsDefinitions: false})
  expect(idsAfterFilling()).toEqual(ids)
})
