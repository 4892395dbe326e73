import {expect, test} from 'vitest'
import {type Caller, openCaller} from './crm-caller.js'

/** docs/hubspot-api.md#events. */

const DEFINED = {label: 'Bought', name: 'bought', propertyDefinitions: [{name: 'what', label: 'What', type: 'string'}]}

/** Two contacts with events at 1, 2 and 3 o'clock, sent in another order. */
function openEvents() {
  const caller = openCaller()
  const inputs = ['a', 'b'].map(id => ({id: `${id}@x.co`, idProperty: 'email', properties: {}}))
  caller.upsert('contacts', inputs)
  caller.call('POST', '/events/v3/event-definitions', DEFINED)
  const send = (email: string, what: string, occurredAt?: unknown) =>
    caller.call('POST', '/events/v3/send', {eventName: 'bought', email, properties: {what}, occurredAt}).status
  expect([
    send('a@x.co', 'two', '2026-11-23T02:00:00Z'),
    send('b@x.co', 'three', '2026-11-23T03:00:00Z'),
    send('a@x.co', 'one', '2026-11-23T02:00:00+01:00'),
  ]).toEqual([204, 204, 204])
  return {
    ...caller,
    send,
    a: [...caller.crm.records('contacts')].find(each => each.properties['email'] === 'a@x.co')?.id,
  }
}

const found = ({call}: Caller, query: string) =>
  call('GET', `/events/v3/events?${query}`)
    .json.list('results')
    .map(event => (event as {properties: {what: string}}).properties.what)

test('events are found by record, kind and time, the newest first', () => {
  const events = openEvents()
  expect(found(events, '')).toEqual(['three', 'two', 'one'])
  expect(found(events, 'sort=occurredAt')).toEqual(['one', 'two', 'three'])
  expect(found(events, `objectType=contact&objectId=${events.a}&sort=-occurredAt`)).toEqual(['two', 'one'])
  expect(found(events, 'objectType=company')).toEqual([])
  expect(found(events, 'eventType=pe48213907_bought&limit=1')).toEqual(['three'])
  expect(found(events, 'eventType=e_visited_page')).toEqual([])
  expect(found(events, 'occurredAfter=2026-11-23T01:00:00Z&occurredBefore=2026-11-23T03:00:00Z')).toEqual(['two'])
})

test.each(['before=1', 'objectProperty.email=a@x.co', 'occurredAfter=soon', 'sort=id', 'objectType=unicorn'])(
  '%s is refused: the reply would hold too much',
  query => {
    expect(openEvents().call('GET', `/events/v3/events?${query}`).status).toBe(400)
  },
)

test('a time that is none is refused', () => {
  const {send} = openEvents()
  expect([send('a@x.co', 'x', 'yesterday'), send('a@x.co', 'x', true)]).toEqual([400, 400])
})

const EVENTS = '/events/v3/event-definitions'

test('a definition is answered as HubSpot’s are, its properties with their field types and groups', () => {
  const {call} = openCaller()
  const propertyDefinitions = [
    {label: 'Is it dear?', type: 'bool', description: 'How much'},
    {name: 'kind', label: 'Kind', type: 'enumeration', options: [{label: 'Tea', value: 'tea'}]},
  ]
  const made = call('POST', EVENTS, {...DEFINED, propertyDefinitions, includeDefaultProperties: false}).json
  expect(made.value).toMatchObject({
    ...{name: 'bought', fullyQualifiedName: 'pe48213907_bought', trackingType: 'MANUAL', primaryObject: null},
    labels: {singular: 'Bought', plural: null},
    properties: [
      {name: 'is_it_dear_', type: 'bool', fieldType: 'radio', groupName: 'bought_information', description: 'How much'},
      {name: 'kind', fieldType: 'select', options: [{label: 'Tea', value: 'tea', displayOrder: 0, hidden: false}]},
    ],
  })
  const fieldTypes = ['date', 'datetime', 'number', 'string'].map(type =>
    call('POST', `${EVENTS}/bought/property`, {name: `a_${type}`, label: 'A', type}).json.at('fieldType'),
  )
  expect(fieldTypes).toEqual(['date', 'date', 'number', 'text'])
  expect(call('GET', `${EVENTS}/bought`).json.list('properties')).toHaveLength(6)
})

test('each event has HubSpot’s own properties, unless it asks to do without', () => {
  const {call, upsert} = openCaller()
  upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {}}])
  call('POST', EVENTS, DEFINED)
  call('POST', EVENTS, {label: 'Bare', includeDefaultProperties: false})
  const send = (eventName: string) =>
    call('POST', '/events/v3/send', {eventName, email: 'a@x.co', properties: {hs_page_url: 'https://x.co'}}).status
  expect([send('bought'), send('bare')]).toEqual([204, 400])
  expect(call('GET', `${EVENTS}/bought`).json.list('properties')).toHaveLength(33)
})

test.each([
  [{name: 'What', label: 'W', type: 'string'}, 400],
  [{name: 'w'.repeat(51), label: 'W', type: 'string'}, 400],
  [{name: 'w', label: 'W', type: 'phone_number'}, 400],
  [{name: 'w', label: 'W', type: 'enumeration'}, 400],
  [
    {
      name: 'w',
      label: 'W',
      type: 'enumeration',
      options: [
        {label: 'A', value: 'a'},
        {label: 'B', value: 'a'},
      ],
    },
    400,
  ],
  [{name: 'what', label: 'W', type: 'string'}, 409],
  [{name: 'hs_city', label: 'W', type: 'string'}, 409],
  [{type: 'string'}, 400],
  [{label: 'How many', type: 'number'}, 201],
])('the property %j of an event is answered %i', (property, status) => {
  const {call} = openCaller()
  call('POST', EVENTS, DEFINED)
  expect(call('POST', `${EVENTS}/bought/property`, property).status).toBe(status)
  const propertyDefinitions = [...DEFINED.propertyDefinitions, property]
  expect(call('POST', EVENTS, {...DEFINED, name: 'again', propertyDefinitions}).status).toBe(status)
})
