import {expect, test} from 'vitest'
import {readAccount} from '../../../src/hubspot/portal/account.js'
import {createProperty} from '../../../src/hubspot/portal/create-property.js'
import {findObject} from '../../../src/hubspot/portal/find-object.js'
import {listObjects, readObjects} from '../../../src/hubspot/portal/objects.js'
import {listProperties} from '../../../src/hubspot/portal/properties.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {stepsReading} from '../../support/bare-steps.js'
import {stubbedClient} from '../support/stubbed-client.js'

const contacts = findObject('contacts', MAIN_OBJECTS)

test('custom objects follow the standard ones; archived ones and nonsense are left out', async () => {
  const car = {
    objectTypeId: '2-123',
    fullyQualifiedName: 'p4_car',
    name: 'car',
    labels: {singular: 'Car', plural: 'Cars'},
    requiredProperties: ['vin'],
  }
  const results = [car, {objectTypeId: '2-124', name: 'bare'}, {...car, archived: true}, {name: 'no id'}, null]
  const {hubspot, server} = await stubbedClient([{status: 200, body: {results}}])
  const objects = await listObjects(hubspot)
  expect(objects.map(object => object.name)).toEqual([
    'contacts',
    'companies',
    'deals',
    'tickets',
    'products',
    'line_items',
    'car',
    'bare',
  ])
  expect(objects.at(-2)).toEqual({
    name: 'car',
    objectTypeId: '2-123',
    label: 'Cars',
    singularLabel: 'Car',
    custom: true,
    fullyQualifiedName: 'p4_car',
    requiredProperties: ['vin'],
  })
  expect(objects.at(-1)).toMatchObject({label: 'bare', singularLabel: 'bare', requiredProperties: []})
  expect(server.requests[0]?.url).toBe('/crm-object-schemas/v3/schemas')
})

test('without the scope for custom objects the standard ones remain, and the scope is remembered', async () => {
  const body = {category: 'MISSING_SCOPES', context: {requiredGranularScopes: ['custom-object-read']}}
  const {hubspot} = await stubbedClient([
    {status: 403, body},
    {status: 403, body: {message: 'no'}},
  ])
  expect(await readObjects(hubspot)).toEqual({objects: MAIN_OBJECTS, missingScopes: ['custom-object-read']})
  expect(await readObjects(hubspot)).toEqual({objects: MAIN_OBJECTS, missingScopes: ['crm.schemas.custom.read']})
})

test('any other refusal of the schemas is not taken for an empty list', async () => {
  const {hubspot} = await stubbedClient([{status: 400, body: {message: 'no'}}])
  await expect(listObjects(hubspot)).rejects.toMatchObject({code: 'CALL_REFUSED'})
})

test('properties are read whatever keys HubSpot leaves out', async () => {
  const results = [
    {name: 'bare'},
    {
      name: 'lifecyclestage',
      label: 'Lifecycle Stage',
      type: 'enumeration',
      fieldType: 'radio',
      options: [{label: 'Lead', value: 'lead', hidden: false}, {value: 'other', hidden: true}, {label: 'no value'}],
      hasUniqueValue: false,
      modificationMetadata: {readOnlyValue: false},
    },
    {
      name: 'hs_object_id',
      type: 'number',
      fieldType: 'number',
      hasUniqueValue: true,
      modificationMetadata: {readOnlyValue: true},
    },
    {name: 'score', type: 'number', fieldType: 'calculation_equation', calculated: false},
    {name: 'owner', type: 'enumeration', fieldType: 'select', externalOptions: true, referencedObjectType: 'OWNER'},
    {name: 'gone', archived: true},
    'nonsense',
  ]
  const {hubspot, server} = await stubbedClient([{status: 200, body: {results}}])
  const properties = await listProperties(hubspot, contacts)
  expect(server.requests[0]?.url).toBe('/crm/v3/properties/0-1')
  expect(properties.map(property => property.name)).toEqual([
    'bare',
    'lifecyclestage',
    'hs_object_id',
    'score',
    'owner',
  ])
  expect(properties[0]).toEqual({
    name: 'bare',
    label: 'bare',
    type: 'string',
    fieldType: 'text',
    options: [],
    hasUniqueValue: false,
    readOnly: false,
    calculated: false,
    hidden: false,
    externalOptions: false,
  })
  expect(properties[1]?.options).toEqual([
    {label: 'Lead', value: 'lead', hidden: false},
    {label: 'other', value: 'other', hidden: true},
  ])
  expect(properties[2]).toMatchObject({readOnly: true, calculated: false, hasUniqueValue: true})
  expect(properties[3]).toMatchObject({readOnly: true, calculated: true})
  expect(properties[4]).toMatchObject({externalOptions: true, referencedObjectType: 'OWNER'})
})

test('an object type that HubSpot does not know is an unknown object', async () => {
  const {hubspot} = await stubbedClient([{status: 400, body: {message: 'Unable to infer object type from: 2-9'}}])
  await expect(listProperties(hubspot, contacts)).rejects.toMatchObject({
    code: 'UNKNOWN_OBJECT',
    next: stepsReading(['hubspot-push objects']),
  })
})

test('a dated version has its own paths', async () => {
  const account = {
    portalId: 7,
    accountType: 'STANDARD',
    timeZone: 'US/Eastern',
    uiDomain: 'app-eu1.hubspot.com',
    dataHostingLocation: 'eu1',
  }
  const replies = [account, {results: []}, {results: []}].map(body => ({status: 200, body}))
  const {hubspot, server} = await stubbedClient(replies, {apiVersion: '2026-09'})
  expect(await readAccount(hubspot)).toEqual(account)
  await listObjects(hubspot)
  await listProperties(hubspot, contacts)
  expect(server.requests.map(request => request.url)).toEqual([
    '/account-info/2026-09/details',
    '/crm-object-schemas/2026-09/schemas',
    '/crm/properties/2026-09/0-1',
  ])
})

test('account details without a portal id are nobody’s account', async () => {
  const {hubspot} = await stubbedClient([{status: 200, body: {hello: 'world'}}])
  await expect(readAccount(hubspot)).rejects.toMatchObject({code: 'UNREACHABLE'})
})

const NEW_KEY = {name: 'crm_id', label: 'CRM id'}
const MADE = {name: 'crm_id', label: 'CRM id', type: 'string', fieldType: 'text', hasUniqueValue: true}

test('a key property is made as a unique text in the object’s own group', async () => {
  const {hubspot, server} = await stubbedClient([{status: 201, body: MADE}])
  expect(await createProperty(hubspot, contacts, NEW_KEY)).toMatchObject(MADE)
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/crm/v3/properties/0-1',
    body: {...MADE, groupName: 'contactinformation'},
  })
})

test('a name that is taken is refused, but not when a lost attempt of ours took it', async () => {
  const taken = {status: 409, body: {message: "A property named 'crm_id' already exists."}}
  const refused = await stubbedClient([taken])
  await expect(createProperty(refused.hubspot, contacts, NEW_KEY)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('already exists'),
  })
  const lost = await stubbedClient([{status: 502}, taken, {status: 200, body: {results: [MADE]}}])
  expect(await createProperty(lost.hubspot, contacts, NEW_KEY)).toMatchObject(MADE)
})

test('an archived property that comes back without unique values is no key', async () => {
  const {hubspot} = await stubbedClient([{status: 201, body: {...MADE, hasUniqueValue: false}}])
  await expect(createProperty(hubspot, contacts, NEW_KEY)).rejects.toMatchObject({
    message: expect.stringContaining('restored'),
  })
})
