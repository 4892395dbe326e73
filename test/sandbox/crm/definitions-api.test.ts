import {describe, expect, test} from 'vitest'
import {ALL_SCOPES, openCaller} from './crm-caller.js'

interface PropertyJson {
  name: string
  type: string
  fieldType: string
  hasUniqueValue: boolean
  calculated: boolean
  hubspotDefined?: boolean
  modificationMetadata: {readOnlyValue: boolean}
}
const propertiesOf = (type: string) =>
  openCaller().call('GET', `/crm/v3/properties/${type}`).json.list('results') as PropertyJson[]

describe('the default portal', () => {
  test('has contacts with 40 and more properties of every type', () => {
    const properties = propertiesOf('contacts')
    expect(
      properties.filter(
        property => !property.modificationMetadata.readOnlyValue && !property.fieldType.startsWith('calculation'),
      ).length,
    ).toBeGreaterThanOrEqual(40)
    expect(new Set(properties.map(({type}) => type))).toEqual(
      new Set(['string', 'number', 'bool', 'enumeration', 'date', 'datetime', 'phone_number', 'object_coordinates']),
    )
    expect(new Set(properties.map(({name}) => name)).size).toBe(properties.length)
    expect(properties.find(({name}) => name === 'email')?.hasUniqueValue).toBe(false)
  })

  test.each([
    ['contacts', ['external_id']],
    ['companies', ['external_id']],
    ['deals', ['external_id']],
    ['tickets', ['external_id']],
    ['products', []],
    ['line_items', []],
    ['p48213907_car', ['vin']],
    ['p48213907_subscription_plan', ['plan_code']],
  ])('%s has these unique properties of its own: %j', (type, expected) => {
    const unique = propertiesOf(type).filter(property => property.hasUniqueValue)
    expect(unique.filter(property => !property.hubspotDefined).map(({name}) => name)).toEqual(expected)
    expect(unique.filter(property => property.hubspotDefined).map(({name}) => name)).toEqual(['hs_unique_creation_key'])
  })

  test('tells the account, four owners and the pipelines', () => {
    const {call} = openCaller()
    expect(call('GET', '/account-info/v3/details').json.value).toMatchObject({
      portalId: 48213907,
      uiDomain: 'app.hubspot.com',
    })
    expect(call('GET', '/account-info/2026-09/details').json.at('portalId')).toBe(48213907)
    expect(call('GET', '/crm/v3/owners').json.list('results')).toHaveLength(4)
    expect(call('GET', '/crm/v3/owners?email=Ada.Okafor@example.com').json.at('results', 0, 'id')).toBe('81540217')
    const page = call('GET', '/crm/owners/2026-03?limit=3')
    expect(
      call('GET', `/crm/v3/owners?limit=3&after=${page.json.at('paging', 'next', 'after')}`).json.list('results'),
    ).toHaveLength(1)
    expect(call('GET', '/crm/v3/owners/81540302').json.at('firstName')).toBe('Bruno')
    expect(call('GET', '/crm/v3/owners/1').status).toBe(404)
    expect(call('GET', '/crm/v3/pipelines/deals').json.list('results')).toHaveLength(2)
    expect(call('GET', '/crm/pipelines/2026-09/tickets/0').json.at('label')).toBe('Support Pipeline')
    expect(call('GET', '/crm/v3/pipelines/tickets/9').status).toBe(404)
    expect(call('GET', '/crm/v3/pipelines/products').json.at('results')).toEqual([])
  })
})

describe('schemas', () => {
  test.each(['/crm/v3/schemas', '/crm-object-schemas/v3/schemas', '/crm-object-schemas/2026-09/schemas'])(
    '%s lists custom objects only',
    path => {
      const {call} = openCaller()
      const schemas = call('GET', path).json.list('results') as {
        name: string
        requiredProperties: string[]
        fullyQualifiedName: string
      }[]
      expect(
        schemas.map(({name, requiredProperties, fullyQualifiedName}) => [name, requiredProperties, fullyQualifiedName]),
      ).toEqual([
        ['car', ['vin'], 'p48213907_car'],
        ['subscription_plan', [], 'p48213907_subscription_plan'],
      ])
    },
  )

  test('one is read by its type id, a standard one too', () => {
    const {call} = openCaller()
    expect(call('GET', '/crm/v3/schemas/2-40118201').json.value).toMatchObject({
      id: '40118201',
      name: 'car',
      metaType: 'PORTAL_SPECIFIC',
    })
    expect(call('GET', '/crm/v3/schemas/CONTACT').json.value).toMatchObject({
      objectTypeId: '0-1',
      labels: {plural: 'Contacts'},
    })
  })
})

describe('properties', () => {
  const create = (name: string, rest: object = {}) => ({
    groupName: 'contactinformation',
    name,
    label: 'L',
    type: 'string',
    fieldType: 'text',
    ...rest,
  })
  const path = '/crm/v3/properties/contacts'

  test('one is read by name, an unknown one is 404', () => {
    const {call} = openCaller()
    expect(call('GET', `${path}/email`).json.value).toMatchObject({name: 'email', label: 'Email', hubspotDefined: true})
    const {status, json} = call('GET', `${path}/nope`)
    expect([status, json.at('category')]).toEqual([404, 'OBJECT_NOT_FOUND'])
  })

  test('a new unique one is listed and can be a key at once', () => {
    const {call, upsert} = openCaller()
    const created = call('POST', path, create('crm_key', {hasUniqueValue: true}))
    expect(created.status).toBe(201)
    expect(created.json.value).toMatchObject({
      name: 'crm_key',
      hasUniqueValue: true,
      modificationMetadata: {readOnlyValue: false},
    })
    expect(call('GET', `${path}/crm_key`).status).toBe(200)
    const row = {id: 'K', idProperty: 'crm_key', properties: {lastname: 'x'}}
    expect(
      [upsert('contacts', [row]), upsert('contacts', [row])].map(({json}) => json.at('results', 0, 'new')),
    ).toEqual([true, false])
  })

  test('a new enumeration refuses what is not among its options', () => {
    const {call} = openCaller()
    call(
      'POST',
      path,
      create('tier', {
        type: 'enumeration',
        fieldType: 'select',
        options: [{label: 'Gold', value: 'gold', displayOrder: 0, hidden: false}],
      }),
    )
    expect(call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'x', tier: 'Gold'}}).status).toBe(400)
    expect(call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'x', tier: 'gold'}}).status).toBe(201)
  })

  test('an existing name is a conflict', () => {
    const {status, json} = openCaller().call('POST', path, create('email'))
    expect(status).toBe(409)
    expect(json.value).toMatchObject({
      message: "A property named 'email' already exists.",
      category: 'OBJECT_ALREADY_EXISTS',
      subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
    })
  })

  test('an object has at most ten unique ones', () => {
    const {call} = openCaller()
    const statuses = Array.from(
      {length: 10},
      (_, n) => call('POST', path, create(`key_${n}`, {hasUniqueValue: true})).status,
    )
    expect(statuses).toEqual([...Array(9).fill(201), 400])
  })

  test.each([
    [{name: undefined}, /required fields were not set: \[name\]/],
    [{name: 'Upper Case'}, /lower-case/],
    [{type: 'json'}, /cannot have the field type/],
    [{type: 'number'}, /cannot have the field type text/],
  ])('%j is refused', (wrong, message) => {
    const {status, json} = openCaller().call('POST', path, {...create('fine'), ...wrong})
    expect(status).toBe(400)
    expect(json.at('message')).toMatch(message)
  })
})

describe('scopes', () => {
  const asked = (scopes: string[], method: string, path: string) =>
    openCaller({}, scopes).call(method, path, method === 'GET' ? undefined : {})

  test.each([
    [['crm.objects.contacts.write'], 'POST', '/crm/v3/objects/contacts/batch/upsert', 200],
    [['crm.objects.contacts.read'], 'POST', '/crm/v3/objects/contacts/batch/upsert', 403],
    [['crm.objects.companies.write'], 'POST', '/crm/v3/objects/contacts/batch/upsert', 403],
    [['crm.objects.contacts.write'], 'POST', '/crm/v3/objects/contacts/batch/read', 403],
    [['crm.objects.contacts.write'], 'GET', '/crm/v3/properties/contacts', 200],
    [['crm.schemas.contacts.read'], 'GET', '/crm/v3/properties/contacts', 200],
    [['crm.objects.contacts.write'], 'POST', '/crm/v3/properties/contacts', 403],
    [['tickets'], 'POST', '/crm/v3/objects/tickets/batch/upsert', 200],
    [['e-commerce'], 'POST', '/crm/v3/objects/line_items/batch/upsert', 200],
    [['crm.objects.custom.write'], 'POST', '/crm/v3/objects/2-40118201/batch/upsert', 200],
    [['crm.objects.custom.read'], 'GET', '/crm/v3/schemas', 200],
    [['crm.objects.contacts.read'], 'GET', '/crm/v3/schemas', 403],
    [[], 'GET', '/crm/v3/owners', 403],
    [[], 'GET', '/account-info/v3/details', 200],
  ])('%j on %s %s gives %d', (scopes, method, path, status) => {
    expect(asked(scopes, method, path).status).toBe(status)
  })

  test('refusals are worded as recorded: for records, for definitions and for schemas', () => {
    expect(asked([], 'GET', '/crm/v3/objects/contacts').json.value).toMatchObject({
      message: expect.stringMatching(/^This app hasn't been granted all required scopes to make this call\./),
      errors: [
        {
          message: 'One or more of the following scopes are required.',
          context: {requiredGranularScopes: ['crm.objects.contacts.read']},
        },
      ],
      category: 'MISSING_SCOPES',
    })
    expect(asked([], 'GET', '/crm/v3/objects/tickets').json.at('errors', 0, 'context')).toEqual({
      requiredScopes: ['tickets'],
      requiredGranularScopes: ['crm.objects.tickets.read'],
    })
    expect(asked([], 'GET', '/crm/v3/properties/companies').json.at('message')).toBe(
      'You do not have permissions to view object type ObjectTypeId{legacyObjectType=COMPANY} in portal 48213907 (requires one of [companies-read])',
    )
    expect(asked([], 'GET', '/crm/v3/schemas').json.at('context', 'requiredGranularScopes')).toEqual([
      'custom-object-read',
    ])
  })

  test('an unknown object is told before the scopes are looked at', () => {
    expect(asked([], 'GET', '/crm/v3/objects/car').status).toBe(400)
    expect(asked([...ALL_SCOPES], 'GET', '/crm/v3/objects/car').status).toBe(400)
  })
})
