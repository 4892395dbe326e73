import {expect, test} from 'vitest'
import {type Caller, openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'

function made({call}: Caller, type: string, properties: object): string {
  const {status, json, text} = call('POST', `/crm/v3/objects/${type}`, {properties})
  expect(status, text).toBe(201)
  return String(json.at('id'))
}

function merge({call}: Caller, primary: unknown, other: unknown) {
  return call('POST', `${CONTACTS}/merge`, {primaryObjectId: primary, objectIdToMerge: other})
}

const link = ({call}: Caller, contact: string, company: string) =>
  expect(call('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/${company}`).status).toBe(200)

const linked = ({call}: Caller, contact: string) =>
  Object.fromEntries(
    call('GET', `/crm/v4/objects/contacts/${contact}/associations/companies`)
      .json.list('results')
      .map(each => each as {toObjectId: number; associationTypes: {label: string | null}[]})
      .map(({toObjectId, associationTypes}) => [String(toObjectId), associationTypes.map(({label}) => label)]),
  )

test('a merge makes a new record, which either id leads to', () => {
  const caller = openCaller()
  const ids = ['a@x.co', 'b@x.co', 'c@x.co'].map(email => made(caller, 'contacts', {email}))
  const [a, b, c] = ids
  const first = String(merge(caller, a, b).json.at('id'))
  expect(ids).not.toContain(first)
  for (const id of [a, b, first])
    expect(caller.call('GET', `${CONTACTS}/${id}?properties=hs_merged_object_ids,email`).json.value).toMatchObject({
      id: first,
      properties: {email: 'a@x.co', hs_merged_object_ids: [a, b].join(';')},
    })
  const second = String(merge(caller, c, b).json.at('id'))
  for (const id of [a, b, c, first]) expect(caller.call('GET', `${CONTACTS}/${id}`).json.at('id')).toBe(second)
  expect(caller.call('GET', CONTACTS).json.list('results')).toHaveLength(1)
  expect(caller.call('GET', `${CONTACTS}?archived=true`).json.list('results')).toEqual([])
})

test('links of both are kept, and the primary company of the primary record', () => {
  const caller = openCaller()
  const [acme, other, third] = ['Acme', 'Other', 'Third'].map(name => made(caller, 'companies', {name})) as string[]
  const [a, b] = ['a@x.co', 'b@x.co'].map(email => made(caller, 'contacts', {email})) as [string, string]
  link(caller, a, acme ?? '')
  for (const each of [other, acme, third]) link(caller, b, each ?? '')
  const left = String(merge(caller, a, b).json.at('id'))
  expect(linked(caller, left)).toEqual({[acme ?? '']: [null, 'Primary'], [other ?? '']: [null], [third ?? '']: [null]})
  const back = caller.call('GET', `/crm/v4/objects/companies/${other}/associations/contacts`)
  expect(back.json.list('results')).toMatchObject([{toObjectId: Number(left)}])
})

test('a link between the two is gone', () => {
  const caller = openCaller()
  const [a, b] = ['A', 'B'].map(name => made(caller, 'companies', {name})) as [string, string]
  caller.call('PUT', `/crm/v4/objects/companies/${a}/associations/default/companies/${b}`)
  const body = {primaryObjectId: a, objectIdToMerge: b}
  const left = String(caller.call('POST', '/crm/v3/objects/companies/merge', body).json.at('id'))
  expect([...caller.crm.associations()]).toEqual([])
  expect(caller.call('GET', `/crm/v3/objects/companies/${b}`).json.at('id')).toBe(left)
})

test('the life cycle stage further on is kept, other values are those of the primary record', () => {
  const caller = openCaller()
  const a = made(caller, 'contacts', {email: 'a@x.co', city: 'Bern'})
  const b = made(caller, 'contacts', {email: 'b@x.co', city: 'Basel', zip: '4000', lifecyclestage: 'customer'})
  const left = String(merge(caller, a, b).json.at('id'))
  const {json} = caller.call('GET', `${CONTACTS}/${left}?properties=city,zip,lifecyclestage,hs_additional_emails`)
  expect(json.at('properties')).toMatchObject({
    ...{city: 'Bern', zip: '4000', lifecyclestage: 'customer', hs_additional_emails: 'b@x.co'},
  })
})

test('the merged record is in the lists of the primary one', () => {
  const caller = openCaller()
  const [a, b] = ['a@x.co', 'b@x.co'].map(email => made(caller, 'contacts', {email})) as [string, string]
  const lists = ['one', 'two'].map(name =>
    String(
      caller
        .call('POST', '/crm/v3/lists', {name, objectTypeId: '0-1', processingType: 'MANUAL'})
        .json.at('list', 'listId'),
    ),
  )
  caller.call('PUT', `/crm/v3/lists/${lists[0]}/memberships/add`, [a])
  caller.call('PUT', `/crm/v3/lists/${lists[1]}/memberships/add`, [b])
  const left = merge(caller, a, b).json.at('id')
  const members = lists.map(id => caller.call('GET', `/crm/v3/lists/${id}/memberships`).json.list('results'))
  expect(members).toMatchObject([[{recordId: left}], []])
})

test('by the older rule the primary record stays', () => {
  const caller = openCaller({switches: {mergeMakes: 'primary'}})
  const [a, b] = ['a@x.co', 'b@x.co'].map(email => made(caller, 'contacts', {email})) as [string, string]
  const company = made(caller, 'companies', {name: 'Acme'})
  link(caller, b, company)
  expect(merge(caller, a, b).json.at('id')).toBe(a)
  expect(caller.call('GET', `${CONTACTS}/${b}?properties=hs_merged_object_ids`).json.value).toMatchObject({
    id: a,
    properties: {hs_merged_object_ids: b},
  })
  expect(linked(caller, a)).toEqual({[company]: [null, 'Primary']})
})

test.each([
  [{}, 'primaryObjectId, objectIdToMerge'],
  [{primaryObjectId: '1'}, '[objectIdToMerge]'],
  [{primaryObjectId: 1, objectIdToMerge: 2}, 'No object with ID 1'],
])('a merge of %j is refused for what it lacks', (body, reason) => {
  const {call} = openCaller()
  expect(call('POST', `${CONTACTS}/merge`, body).json.at('message')).toContain(reason)
})

test('a record is not merged with itself, by whichever of its ids', () => {
  const caller = openCaller()
  const [a, b] = ['a@x.co', 'b@x.co'].map(email => made(caller, 'contacts', {email}))
  expect(merge(caller, a, a).status).toBe(400)
  expect(merge(caller, Number(a), Number(b)).status).toBe(200)
  expect(merge(caller, a, b).status).toBe(400)
})
