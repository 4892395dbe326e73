import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'

test('searches are as far behind writes as the switch says, reads are not', () => {
  let now = Date.UTC(2026, 10, 23)
  const {call} = openCaller({now: () => now, switches: {searchLagsMs: 5000}})
  const find = (value: string) => {
    const filterGroups = [{filters: [{propertyName: 'firstname', operator: 'EQ', value}]}]
    const {json} = call('POST', `${CONTACTS}/search`, {filterGroups, properties: ['firstname', 'city']})
    return json.list('results').map(result => (result as {properties: object}).properties)
  }
  const id = String(call('POST', CONTACTS, {properties: {email: 'a@x.co', firstname: 'Ann'}}).json.at('id'))
  expect(find('Ann')).toEqual([])
  expect(call('GET', `${CONTACTS}/${id}`).json.at('properties', 'firstname')).toBe('Ann')

  now += 5000
  call('PATCH', `${CONTACTS}/${id}`, {properties: {firstname: 'Eve', city: 'Rome'}})
  expect([find('Ann'), find('Eve')]).toMatchObject([[{firstname: 'Ann', city: null}], []])
  now += 1000
  call('PATCH', `${CONTACTS}/${id}`, {properties: {firstname: '', city: 'Bonn'}})
  now += 4000
  expect([find('Ann'), find('Eve')]).toMatchObject([[], [{firstname: 'Eve', city: 'Rome'}]])
  now += 1000
  expect(find('Eve')).toEqual([])
  call('DELETE', `${CONTACTS}/${id}`)
  expect(call('POST', `${CONTACTS}/search`, {}).json.at('total')).toBe(0)
})

test('without it they find what was just written', () => {
  const {call} = openCaller()
  call('POST', CONTACTS, {properties: {email: 'a@x.co'}})
  expect(call('POST', `${CONTACTS}/search`, {}).json.at('total')).toBe(1)
})
