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
