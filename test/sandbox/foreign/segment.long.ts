import {expect, onTestFinished, test} from 'vitest'
import {startSandbox} from '../../../src/sandbox/sandbox.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {recordsBy} from '../crm/crm-caller.js'
import {unpacked} from './unpacked.js'

/** What Segment's own tests drive an action with. */
interface Integration {
  testAction(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown>
  testBatchAction(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown>
}

// A newer fast-uri refuses the names that ajv gives schemas here.
const NEEDS = [
  'fast-uri@3.0.6',
  '@segment/actions-core@3.170.0',
  'lodash@4.18.1',
  'lru-cache@10.4.3',
  'liquidjs@10.25.7',
]
const HUBSPOT = './dist/destinations/hubspot'

function openSegment(sandbox: Sandbox): Integration {
  const load = unpacked('@segment/action-destinations', '3.497.0', NEEDS)
  // Its address is a constant of a module that others read at each request.
  Object.assign(load(`${HUBSPOT}/properties.js`), {HUBSPOT_BASE_URL: sandbox.url})
  const {createTestIntegration} = load('@segment/actions-core') as {
    createTestIntegration: (destination: unknown) => Integration
  }
  return createTestIntegration((load(`${HUBSPOT}/index.js`) as {default: unknown}).default)
}

async function open() {
  const sandbox = await startSandbox({limits: false})
  onTestFinished(() => sandbox.close())
  const segment = openSegment(sandbox)
  const usual = {
    event: {type: 'identify', timestamp: '2026-11-23T17:00:00Z', messageId: '1', properties: {}, context: {}},
    settings: {portalId: String(sandbox.portalId)},
    auth: {accessToken: sandbox.token, refreshToken: ''},
    transactionContext: {transaction: {}, setTransaction: () => {}},
  }
  const act = (name: string, mapping: object, more: object = {}) =>
    segment.testAction(name, {...usual, ...more, mapping})
  const records = (type: string, key: string) => recordsBy({records: sandbox.records} as never, type, key)
  return {sandbox, segment, usual, act, records}
}

test('contacts are made and changed, also back to an earlier life cycle stage', {timeout: 120_000}, async () => {
  const {act, segment, usual, records} = await open()
  await act('upsertContact', {email: 'a@x.co', city: 'Bern', lifecyclestage: 'customer'})
  await act('upsertContact', {email: 'a@x.co', city: 'Basel', lifecyclestage: 'lead'})
  expect(records('contacts', 'email')).toMatchObject({'a@x.co': {city: 'Basel', lifecyclestage: 'lead'}})
  const events = ['a@x.co', 'b@x.co'].map(email => ({...usual.event, traits: {email}}))
  const mapping = {email: {'@path': '$.traits.email'}, city: 'Chur', enable_batching: true}
  await segment.testBatchAction('upsertContact', {...usual, events, mapping})
  expect(records('contacts', 'email')).toMatchObject({'a@x.co': {city: 'Chur'}, 'b@x.co': {city: 'Chur'}})
})

test('companies get the property that tells them apart, and their contacts', {timeout: 120_000}, async () => {
  const {act, sandbox, records} = await open()
  await act('upsertContact', {email: 'a@x.co'})
  const [contact] = [...sandbox.records('contacts')] as {id: string}[]
  const company = (name: string) =>
    act(
      'upsertCompany',
      {groupid: 'g1', name, createNewCompany: true, associateContact: true},
      {
        transactionContext: {transaction: {contact_id: contact?.id}, setTransaction: () => {}},
      },
    )
  // The first call finds that the property is missing, makes it, and asks to be repeated.
  await expect(company('First')).rejects.toThrow(/segment_group_id/)
  await company('First')
  await company('Second')
  expect(records('companies', 'segment_group_id')).toMatchObject({g1: {name: 'Second'}})
  expect([...sandbox.associations()]).toHaveLength(1)
})

test('records of custom objects are made, changed and linked', {timeout: 120_000}, async () => {
  const {act, sandbox, records} = await open()
  await act('upsertContact', {email: 'a@x.co'})
  const car = (model: string) =>
    act('upsertCustomObjectRecord', {
      objectType: `p${sandbox.portalId}_car`,
      customObjectSearchFields: {vin: 'V1'},
      properties: {vin: 'V1', model},
      toObjectType: 'contacts',
      searchFieldsToAssociateCustomObjects: {email: 'a@x.co'},
      associationLabel: 'USER_DEFINED:51',
    })
  await car('One')
  await car('Two')
  expect(records('car', 'vin')).toMatchObject({V1: {model: 'Two'}})
  expect([...sandbox.associations()]).toHaveLength(1)
})

test('objects are upserted with new properties, a list and a link', {timeout: 120_000}, async () => {
  const {act, sandbox, records} = await open()
  const upsert = (list_action: boolean) =>
    act(
      'upsertObject',
      {
        __segment_internal_sync_mode: 'upsert',
        object_details: {
          object_type: 'contact',
          id_field_name: 'email',
          id_field_value: 'a@x.co',
          property_group: 'contactinformation',
        },
        properties: {city: 'Bern', shoe_size: 42, is_new: true},
        association_sync_mode: 'upsert',
        associations: [
          {
            object_type: `p${sandbox.portalId}_car`,
            association_label: 'USER_DEFINED:52',
            id_field_name: 'vin',
            id_field_value: 'V1',
          },
        ],
        list_details: {connected_to_engage_audience: false, list_name: 'VIP', list_action, should_create_list: true},
        enable_batching: false,
        batch_size: 100,
      },
      {features: {'actions-hubspot-lists-association-support': true}},
    )
  await upsert(true)
  expect(records('contacts', 'email')).toMatchObject({'a@x.co': {shoe_size: '42', is_new: 'true'}})
  expect([...sandbox.associations()]).toHaveLength(1)
  const members = async () => {
    const headers = {authorization: `Bearer ${sandbox.token}`}
    const reply = await fetch(`${sandbox.url}/crm/v3/lists/1/memberships`, {headers})
    return ((await reply.json()) as {results: unknown[]}).results
  }
  expect(await members()).toHaveLength(1)
  await upsert(false)
  expect(await members()).toHaveLength(0)
})

test('events are defined, extended and sent', {timeout: 120_000}, async () => {
  const {act, sandbox} = await open()
  await act('upsertContact', {email: 'a@x.co'})
  const buy = (properties: object) =>
    act('customEvent', {
      __segment_internal_sync_mode: 'upsert',
      event_name: 'bought',
      record_details: {object_type: 'contact', email: 'a@x.co'},
      properties,
    })
  await buy({what: 'tea'})
  await buy({what: 'tea', price: 3})
  await act('sendCustomBehavioralEvent', {
    eventName: `pe${sandbox.portalId}_bought`,
    email: 'a@x.co',
    properties: {what: 'milk'},
  })
  const reply = await fetch(`${sandbox.url}/events/v3/events`, {headers: {authorization: `Bearer ${sandbox.token}`}})
  const {results} = (await reply.json()) as {results: {properties: object}[]}
  expect(results.map(({properties}) => properties)).toEqual([{what: 'milk'}, {what: 'tea', price: '3'}, {what: 'tea'}])
})
