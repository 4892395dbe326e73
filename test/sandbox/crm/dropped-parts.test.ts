import {expect, test} from 'vitest'
import {type Caller, openCaller} from './crm-caller.js'
import {importForm} from './import-form.js'

const CONTACTS = '/crm/v3/objects/contacts'
const PROPERTY = {
  name: 'tier',
  label: 'Tier',
  groupName: 'contactinformation',
  type: 'enumeration',
  fieldType: 'select',
}

function contact({call}: Caller): string {
  return String(call('POST', CONTACTS, {properties: {lastname: 'Lee'}}).json.at('id'))
}

test.each([
  ['properties of a batch read that are a text', 'batch/read', {inputs: [{id: '1'}], properties: 'lastname'}],
  ['histories that are a text', 'batch/read', {inputs: [{id: '1'}], propertiesWithHistory: 'lastname'}],
  [
    'associations of an upsert',
    'batch/upsert',
    {inputs: [{id: 'a@x.co', idProperty: 'email', properties: {}, associations: {}}]},
  ],
])('%s are refused, not passed over', (_, path, body) => {
  expect(openCaller().call('POST', `${CONTACTS}/${path}`, body).status).toBe(400)
})

test('associations of an update are refused, not passed over', () => {
  const caller = openCaller()
  const body = {properties: {lastname: 'Lo'}, associations: [{to: {id: '1'}, types: []}]}
  const path = `${CONTACTS}/${contact(caller)}`
  expect(caller.call('PATCH', path, body).status).toBe(400)
  expect(caller.call('PATCH', path, {...body, associations: []}).status).toBe(200)
})

test.each([
  [['gold'], 'OptionInput'],
  [[{label: 'Gold'}], '[value]'],
  [[{value: 'gold'}], '[label]'],
  [
    [
      {label: 'Gold', value: 'g'},
      {label: 'Green', value: 'g'},
    ],
    "two options with the value 'g'",
  ],
  ['gold', 'Option'],
])('options %j of a property are refused', (options, reason) => {
  const {call} = openCaller()
  const made = call('POST', '/crm/v3/properties/contacts', {...PROPERTY, options})
  expect([made.status, made.json.at('message')]).toEqual([400, expect.stringContaining(reason)])
  expect(call('GET', '/crm/v3/properties/contacts/tier').status).toBe(404)
})

test.each(['My group', '__proto__', '1st', ''])('a group called %j is refused', name => {
  const made = openCaller().call('POST', '/crm/v3/properties/contacts/groups', {name, label: 'x'})
  expect(made.status).toBe(400)
})

test.each([
  [{name: '__proto__', label: 'x'}, 400],
  [{name: 'Bought', label: 'x'}, 400],
  [{name: 'site-visit', label: 'x'}, 201],
  [{label: 'Site visit'}, 201],
  [{name: 'bought', label: 'x', propertyDefinitions: ['amount']}, 400],
])('an event definition %j is answered %i', (body, status) => {
  expect(openCaller().call('POST', '/events/v3/event-definitions', body).status).toBe(status)
})

test.each([{occurredAt: 'yesterday'}, {occurredAt: 5}, {properties: 'x'}])('an event with %j is refused', more => {
  const caller = openCaller()
  const objectId = contact(caller)
  caller.call('POST', '/events/v3/event-definitions', {name: 'bought', label: 'Bought'})
  const send = (body: object) => caller.call('POST', '/events/v3/send', {eventName: 'bought', objectId, ...body}).status
  expect([send(more), send({}), send({occurredAt: '2026-01-31T09:00:00Z'})]).toEqual([400, 204, 204])
})

test.each([
  [{dateFormat: 'YYYY-MM-DD'}, 400],
  [{createContactListFromImport: true}, 501],
])('an import with %j is refused aloud', (more, status) => {
  const {call} = openCaller()
  const {body, headers} = importForm('email\na@x.co\n', ['email'], more)
  expect(call('POST', '/crm/v3/imports', body, headers).status).toBe(status)
})
