import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'
const PROPERTY = {label: 'X', type: 'string', fieldType: 'text', groupName: 'contactinformation'}
const HEADER = 'x-sandbox-ignored'

test.each<[string, string, object | undefined, string | undefined]>([
  ['GET', `${CONTACTS}?limit=1&propertys=city`, undefined, 'propertys'],
  ['GET', `${CONTACTS}?limit=1&archived=false&properties=city&associations=deals`, undefined, undefined],
  ['GET', `${CONTACTS}/{id}?properties=city&x%0Ay=1&ä=2`, undefined, 'x%0Ay, %C3%A4'],
  ['GET', '/crm/v3/owners?limit=1&propertis=x', undefined, 'propertis'],
  ['POST', `${CONTACTS}/search`, {filterGroup: [], propertiesWithHistory: []}, 'filterGroup, propertiesWithHistory'],
  ['POST', `${CONTACTS}/search`, {filterGroups: [], limit: 5, after: '0', properties: [], query: ''}, undefined],
  ['POST', `${CONTACTS}/batch/read?archived=false`, {inputs: [{id: '{id}'}], props: ['city']}, 'props'],
  ['POST', CONTACTS, {properties: {lastname: 'Lo'}, association: []}, 'association'],
  ['PATCH', `${CONTACTS}/{id}`, {properties: {lastname: 'Lo'}, id: '5'}, 'id'],
  ['POST', '/crm/v3/properties/contacts', {...PROPERTY, name: 'x', hasUniqueValues: true}, 'hasUniqueValues'],
  ['PATCH', '/crm/v3/properties/contacts/own', {label: 'New', name: 'other'}, 'name'],
  ['PATCH', '/crm/v3/properties/contacts/groups/contactinformation', {name: 'other'}, 'name'],
])('%s %s %j is answered with what was passed over: %s', (method, path, body, names) => {
  const {call} = openCaller()
  const id = String(call('POST', CONTACTS, {properties: {lastname: 'Lee'}}).json.at('id'))
  call('POST', '/crm/v3/properties/contacts', {...PROPERTY, name: 'own'})
  const filled = body === undefined ? undefined : JSON.parse(JSON.stringify(body).replaceAll('{id}', id))
  const answer = call(method, path.replace('{id}', id), filled)
  expect(answer.status, answer.text).toBeLessThan(300)
  expect(answer.headers[HEADER]).toBe(names)
})

test('a refusal says itself what is wrong', () => {
  const {status, headers} = openCaller().call('GET', `${CONTACTS}/1?propertys=city`)
  expect([status, headers[HEADER]]).toEqual([404, undefined])
})

test('what is passed over is told of in a header that can be sent', () => {
  const body = Object.fromEntries(Array.from({length: 50}, (_, n) => [`\ud800${n}`.repeat(300), 1]))
  const header = openCaller().call('POST', CONTACTS, {...body, properties: {lastname: 'Lee'}}).headers[HEADER] ?? ''
  expect(header.length).toBeLessThan(20_000)
  expect(header).toMatch(/^[\x20-\x7e]+$/)
})
