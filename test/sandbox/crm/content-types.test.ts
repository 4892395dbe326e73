import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const BODY = {properties: {lastname: 'L'}, associations: []}

test.each([
  ['application/json', 201],
  ['application/json; charset=utf-8', 201],
  ['application/merge-patch+json', 201],
  ['text/plain;charset=UTF-8', 415],
  ['application/x-www-form-urlencoded', 415],
])('a body of the type %s is answered %i', (type, status) => {
  const headers = {'content-type': type}
  expect(openCaller().call('POST', '/crm/v3/objects/contacts', BODY, headers).status).toBe(status)
  const lenient = openCaller({switches: {otherContentTypesAs: 'json'}})
  expect(lenient.call('POST', '/crm/v3/objects/contacts', BODY, headers).status).toBe(201)
})

test('links to a next page lead to the sandbox, or to HubSpot', () => {
  const linkOf = (pageLinksTo: 'sandbox' | 'hubspot') => {
    const {call} = openCaller({switches: {pageLinksTo}})
    for (const _ of [1, 2]) call('POST', '/crm/v3/objects/contacts', BODY)
    const page = call('GET', '/crm/v3/objects/contacts?limit=1', undefined, {host: '127.0.0.1:8080'})
    return String(page.json.at('paging', 'next', 'link')).replace(/after=\d+/, 'after=ID')
  }
  expect(linkOf('sandbox')).toBe('http://127.0.0.1:8080/crm/v3/objects/contacts?limit=1&after=ID')
  expect(linkOf('hubspot')).toBe('https://api.hubapi.com/crm/v3/objects/contacts?limit=1&after=ID')
})

test('names of properties have an end', () => {
  const create = (name: string, switches = {}) =>
    openCaller({switches}).call('POST', '/crm/v3/properties/contacts', {
      ...{name, label: 'L', groupName: 'contactinformation', type: 'string', fieldType: 'text'},
    }).status
  expect([create('x'.repeat(100)), create('x'.repeat(101))]).toEqual([201, 400])
  expect(create('x'.repeat(150), {maxPropertyName: 200})).toBe(201)
})

test('a key that no property has is told as a value, where it is one', () => {
  const {call} = openCaller()
  const patch = (properties: object) =>
    call('PATCH', '/crm/v3/objects/companies/g1?idProperty=segment_group_id', {properties}).text
  expect(patch({segment_group_id: 'g1', name: 'N'})).toContain('PROPERTY_DOESNT_EXIST')
  expect(patch({name: 'N'})).toContain('non-unique')
})
