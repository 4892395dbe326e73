import {expect, test} from 'vitest'
import {withoutEnvelope} from '../../../src/input/json/parse-record.js'

test.each([
  [
    {id: '1', properties: {email: 'a@example.com', n: null}},
    {id: '1', email: 'a@example.com', n: null},
  ],
  [
    {id: '1', properties: {email: 'a'}, createdAt: '2026', updatedAt: '2026', archived: false},
    {id: '1', createdAt: '2026', updatedAt: '2026', archived: false, email: 'a'},
  ],
  [{properties: {email: 'a'}}, {email: 'a'}],
  [{properties: {}}, {}],
])('the properties of a record as HubSpot writes it are fields: %j', (row, fields) => {
  expect(withoutEnvelope(row)).toEqual(fields)
})

test.each([
  {id: '1', name: 'x', properties: {email: 'a'}},
  {id: '1', properties: {id: '2'}},
  {id: '1', properties: 'x'},
  {id: '1', properties: null},
  {id: '1', properties: [{a: 1}]},
  {id: '1'},
])('any other row stays as it is: %j', row => {
  expect(withoutEnvelope(row)).toBe(row)
})
