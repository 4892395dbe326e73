import {describe, expect, test} from 'vitest'
import {openCaller} from '../crm/crm-caller.js'

/**
 * Keys, scopes, properties and schemas (docs/hubspot-api.md#unique-properties and the sections after it), where
 * test/sandbox/crm does not hold them already.
 */

const contacts = '/crm/v3/properties/contacts'
const GROUPS = new Map([
  ['deals', 'dealinformation'],
  ['tickets', 'ticketinformation'],
  ['custom', 'car_information'],
])
const YES_NO = [
  {label: 'Yes', value: 'true', displayOrder: 0, hidden: false},
  {label: 'No', value: 'false', displayOrder: 1, hidden: false},
]
const newProperty = (type: string, fieldType: string, groupName = 'contactinformation') => ({
  ...{name: 'made', groupName, label: 'L', type, fieldType},
  ...(type === 'bool' && {options: YES_NO}),
})

describe('keys', () => {
  test('the e-mail of a contact is one, whatever its definition says; no other standard property is', () => {
    const {call} = openCaller()
    expect(call('GET', `${contacts}/email`).json.at('hasUniqueValue')).toBe(false)
    for (const [type, own] of [
      ['contacts', ['external_id', 'hs_unique_creation_key']],
      ['companies', ['external_id', 'hs_unique_creation_key']],
      ['products', ['hs_unique_creation_key']],
    ] as const) {
      const properties = call('GET', `/crm/v3/properties/${type}`).json.list('results') as {
        name: string
        hasUniqueValue: boolean
      }[]
      expect(
        properties
          .filter(({hasUniqueValue}) => hasUniqueValue)
          .map(({name}) => name)
          .sort(),
      ).toEqual([...own].sort())
    }
  })
})

describe('scopes', () => {
  test.each(['contacts', 'companies', 'deals', 'products', 'line_items'])(
    'a key that may only write %s is refused reads without naming a scope',
    type => {
      const {call} = openCaller({}, [`crm.objects.${type}.write`])
      const {status, json} = call('GET', `/crm/v3/objects/${type}`)
      expect([status, json.at('category'), json.at('errors'), json.at('context')]).toEqual([
        403,
        'MISSING_SCOPES',
        undefined,
        undefined,
      ])
      expect(call('GET', `/crm/v3/properties/${type}`).status).toBe(200)
    },
  )

  test.each([
    ['tickets', 'tickets'],
    ['products', 'e-commerce'],
    ['line_items', 'e-commerce'],
  ])('%s are written and read with %s', (type, scope) => {
    const {call} = openCaller({}, [scope])
    const answers = [
      call('POST', `/crm/v3/objects/${type}/batch/upsert`, {inputs: []}),
      call('GET', `/crm/v3/objects/${type}`),
    ]
    expect(answers.map(({status}) => status)).toEqual([200, 200])
  })

  test.each(['contacts', 'deals', 'tickets', 'custom'])(
    'a property of %s is created with the scope of its schema alone',
    name => {
      const type = name === 'custom' ? '2-40118201' : name
      const create = (scope: string) =>
        openCaller({}, [scope]).call(
          'POST',
          `/crm/v3/properties/${type}`,
          newProperty('string', 'text', GROUPS.get(name)),
        ).status
      expect([create(`crm.objects.${name}.write`), create(`crm.schemas.${name}.write`)]).toEqual([403, 201])
    },
  )
})

describe('properties', () => {
  test.each([
    ['string', 'text'],
    ['string', 'textarea'],
    ['string', 'html'],
    ['string', 'file'],
    ['string', 'phonenumber'],
    ['phone_number', 'phonenumber'],
    ['number', 'number'],
    ['number', 'calculation_equation'],
    ['bool', 'booleancheckbox'],
    ['enumeration', 'select'],
    ['enumeration', 'radio'],
    ['enumeration', 'checkbox'],
    ['date', 'date'],
    ['datetime', 'date'],
  ])('one of type %s and field type %s can be created', (type, fieldType) => {
    const {status, json} = openCaller().call('POST', contacts, newProperty(type, fieldType))
    expect([status, json.at('type'), json.at('fieldType')]).toEqual([201, type, fieldType])
  })

  test.each(['json', 'object_coordinates'])('one of the internal type %s cannot', type => {
    expect(openCaller().call('POST', contacts, newProperty(type, 'text')).status).toBe(400)
  })

  test('one that is calculated is read-only, though its definition does not say so', () => {
    const {call} = openCaller()
    expect(call('POST', contacts, newProperty('number', 'calculation_equation')).json.at('calculated')).toBe(false)
    expect(
      call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'L', made: '1'}}).json.at('message'),
    ).toContain('READ_ONLY_VALUE')
  })

  test.each([
    ['archived=true', true],
    ['dataSensitivity=sensitive', false],
    ['dataSensitivity=sensitive&archived=true', true],
    ['dataSensitivity=non_sensitive', false],
    ['archived=false', false],
  ])('with %s the list is empty: %s', (query, isEmpty) => {
    expect(openCaller().call('GET', `${contacts}?${query}`).json.list('results').length === 0).toBe(isEmpty)
  })

  test.each([
    ['EUR', 201],
    ['CHF', 400],
  ])('a deal in %s gives %d: only currencies of the portal', (deal_currency_code, status) => {
    const properties = {dealname: 'D', pipeline: 'default', dealstage: 'closedwon', deal_currency_code}
    expect(openCaller().call('POST', '/crm/v3/objects/deals', {properties}).status).toBe(status)
  })

  test.each([
    ['companies', {name: 'N'}, {city: 'x'}],
    ['companies', {domain: 'n.example.com'}, {}],
    ['contacts', {firstname: 'F'}, {city: 'x'}],
    ['deals', {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'}, {dealname: 'D', pipeline: 'default'}],
    ['tickets', {subject: 'S', hs_pipeline: '0', hs_pipeline_stage: '1'}, {subject: 'S', hs_pipeline: '0'}],
    ['products', {name: 'P'}, {price: '1'}],
    ['2-40118201', {vin: 'V'}, {model: 'M'}],
  ])('%s need %j, and %j does not do', (type, enough, lacking) => {
    const {call} = openCaller()
    const create = (properties: object) => call('POST', `/crm/v3/objects/${type}`, {properties})
    expect(create(enough).status).toBe(201)
    expect(create(lacking).json.at('message')).toMatch(/^Error creating .*\. Some required properties were not set\.$/)
  })

  test('line items need nothing', () => {
    expect(openCaller().call('POST', '/crm/v3/objects/line_items', {properties: {}}).status).toBe(201)
  })
})

describe('schemas', () => {
  test.each([
    ['contacts', '0-1'],
    ['companies', '0-2'],
    ['deals', '0-3'],
    ['tickets', '0-5'],
    ['products', '0-7'],
    ['line_items', '0-8'],
  ])('%s is %s', (type, typeId) => {
    expect(openCaller().call('GET', `/crm/v3/schemas/${type}`).json.at('objectTypeId')).toBe(typeId)
  })

  test('come without properties on request', () => {
    const {call} = openCaller()
    const countIn = (query: string) => call('GET', `/crm/v3/schemas/2-40118201${query}`).json.list('properties').length
    expect(countIn('')).toBeGreaterThan(0)
    expect(countIn('?includePropertyDefinitions=false')).toBe(0)
  })
})
