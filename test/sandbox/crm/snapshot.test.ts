import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

test('a snapshot brings back custom objects, pipelines, labels and lists as they were', () => {
  const {call, crm} = openCaller()
  const boat = {
    name: 'boat',
    labels: {singular: 'Boat', plural: 'Boats'},
    requiredProperties: [],
    associatedObjects: ['CONTACT'],
    properties: [{name: 'hull', label: 'Hull', type: 'string', fieldType: 'text', hasUniqueValue: true}],
  }
  const made = call('POST', '/crm/v3/schemas', {...boat, primaryDisplayProperty: 'hull'})
  expect(made.text).toContain('objectTypeId')
  const type = made.json.at('objectTypeId')
  call('POST', `/crm/v3/objects/${type}`, {properties: {hull: 'DE-1'}})
  const stages = [{label: 'New', displayOrder: 0, metadata: {probability: '0.2'}}]
  const pipeline = call('POST', '/crm/v3/pipelines/deals', {label: 'Own', displayOrder: 7, stages}).json.at('id')
  call('POST', '/crm/v3/lists', {name: 'L', objectTypeId: '0-1', processingType: 'MANUAL'})
  const paths = [
    '/crm/v3/schemas',
    '/crm/v3/pipelines/deals',
    `/crm/v3/objects/${type}?properties=hull`,
    '/crm/v3/lists/object-type-id/0-1/name/L',
    '/crm/v4/associations/contacts/companies/labels',
  ]
  const content = () => paths.map(path => call('GET', path).json.value)
  const [before, snapshot] = [content(), crm.snapshot()]
  call('PATCH', `/crm/v3/schemas/${type}`, {labels: {singular: 'Ship', plural: 'Ships'}})
  call('PATCH', `/crm/v3/pipelines/deals/${pipeline}`, {label: 'Other'})
  call('POST', `/crm/v3/pipelines/deals/${pipeline}/stages`, {
    label: 'More',
    displayOrder: 1,
    metadata: {probability: '0.4'},
  })
  call('POST', '/crm/v4/associations/contacts/companies/labels', {label: 'Buyer', name: 'buyer'})
  for (const record of [...crm.records('boat')]) call('DELETE', `/crm/v3/objects/${type}/${record.id}`)
  call('DELETE', `/crm/v3/schemas/${type}`)
  call('DELETE', '/crm/v3/lists/1')
  expect(content()).not.toEqual(before)
  for (let time = 0; time < 2; time++) {
    crm.putBack(snapshot)
    expect(content()).toEqual(before)
    call('PATCH', `/crm/v3/schemas/${type}`, {labels: {singular: 'Ship', plural: 'Ships'}})
    call('PATCH', `/crm/v3/pipelines/deals/${pipeline}`, {label: 'Other'})
  }
})
