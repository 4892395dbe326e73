import {describe, expect, test} from 'vitest'
import {embeddedProblems, openCaller} from './crm-caller.js'

type Row = [property: string, sent: string, stored: string]
type Refused = [property: string, sent: string, code: string, message: string]

const CONTACT: Row[] = [
  ['email', ' Ann@Example.COM ', 'ann@example.com'],
  ['email', "o'neil+tag@sub.example.co.uk", "o'neil+tag@sub.example.co.uk"],
  ['email', 'x@example.museum', 'x@example.museum'],
  ['firstname', ' spaces stay ', ' spaces stay '],
  ['phone', '+49 (0) 30 123', '+49 (0) 30 123'],
  ['loyalty_points', '0', '0'],
  ['loyalty_points', ' -12.50 ', '-12.50'],
  ['loyalty_points', '1.5e3', '1.5e3'],
  ['newsletter', 'false', 'false'],
  ['birthday', '2024-02-29', '2024-02-29'],
  ['birthday', '1430438400000', '2015-05-01'],
  ['birthday', '-86400000', '1969-12-31'],
  ['last_login_at', '2020-02-29T03:30:17.000Z', '2020-02-29T03:30:17Z'],
  ['last_login_at', '2020-02-29T03:30:17.123456Z', '2020-02-29T03:30:17.123Z'],
  ['last_login_at', '2020-02-29T03:30+01:00', '2020-02-29T02:30:00Z'],
  ['last_login_at', '1430438400001', '2015-05-01T00:00:00.001Z'],
  ['last_login_at', '2020-02-29', '2020-02-29T00:00:00Z'],
  ['shirt_size', 'xl', 'xl'],
  ['interests', 'sailing;cooking', 'sailing;cooking'],
  ['interests', ';sailing', 'sailing'],
  ['hubspot_owner_id', '81540217', '81540217'],
  ['hs_additional_emails', 'B@x.co; c@x.co', 'b@x.co;c@x.co'],
]

const REFUSED: Refused[] = [
  ['nope', 'x', 'PROPERTY_DOESNT_EXIST', 'Property "nope" does not exist'],
  ['email', 'no-at-sign', 'INVALID_EMAIL', 'Email address no-at-sign is invalid'],
  ['email', 'x@y.con', 'INVALID_EMAIL', 'Email address x@y.con is invalid'],
  ['email', 'x@y.comm', 'INVALID_EMAIL', 'Email address x@y.comm is invalid'],
  ['email', 'x@y.invalid', 'INVALID_EMAIL', 'Email address x@y.invalid is invalid'],
  ['email', 'x@localhost', 'INVALID_EMAIL', 'Email address x@localhost is invalid'],
  ['email', 'a..b@x.co', 'INVALID_EMAIL', 'Email address a..b@x.co is invalid'],
  ['email', 'a b@x.co', 'INVALID_EMAIL', 'Email address a b@x.co is invalid'],
  ['email', '(blank)', 'INVALID_EMAIL', 'Email address (blank) is invalid'],
  ['email', 'x@-y.co', 'INVALID_EMAIL', 'Email address x@-y.co is invalid'],
  ['loyalty_points', 'discount', 'INVALID_INTEGER', 'discount was not a valid number'],
  ['loyalty_points', '5,333', 'INVALID_INTEGER', '5,333 was not a valid number'],
  ['loyalty_points', '1.2.3', 'INVALID_INTEGER', '1.2.3 was not a valid number'],
  ['newsletter', 'Yes', 'INVALID_OPTION', 'Yes was not one of the allowed options: [true, false]'],
  ['birthday', '31.12.2025', 'INVALID_LONG', '31.12.2025 was not a valid long.'],
  ['birthday', '2025-02-29', 'INVALID_LONG', '2025-02-29 was not a valid long.'],
  ['birthday', '2025-02-28T00:00:00Z', 'INVALID_LONG', '2025-02-28T00:00:00Z was not a valid long.'],
  ['birthday', '1430452800000', 'INVALID_DATE', '1430452800000 is at 4:0:0.0 UTC, not midnight!'],
  ['last_login_at', 'yesterday', 'INVALID_LONG', 'yesterday was not a valid long.'],
  ['last_login_at', '2020-02-30T03:30:17Z', 'INVALID_LONG', '2020-02-30T03:30:17Z was not a valid long.'],
  ['last_login_at', '2020-02-29T03:30:17', 'INVALID_LONG', '2020-02-29T03:30:17 was not a valid long.'],
  ['shirt_size', 'XL', 'INVALID_OPTION', 'XL was not one of the allowed options: [s, m, l, xl]'],
  [
    'interests',
    'sailing;chess',
    'INVALID_OPTION',
    'sailing;chess was not one of the allowed options: [sailing, cooking, reading, travel, music]',
  ],
  [
    'interests',
    'sailing; cooking',
    'INVALID_OPTION',
    'sailing; cooking was not one of the allowed options: [sailing, cooking, reading, travel, music]',
  ],
  [
    'hubspot_owner_id',
    'ada.okafor@example.com',
    'INVALID_INTEGER',
    'ada.okafor@example.com was not a valid integer (for owner ID).',
  ],
  ['createdate', '2020-01-01', 'READ_ONLY_VALUE', '"createdate" is a read only property; its value cannot be set.'],
  ['hs_object_id', '1', 'READ_ONLY_VALUE', '"hs_object_id" is a read only property; its value cannot be set.'],
  [
    'hs_email_domain',
    'x.co',
    'READ_ONLY_VALUE',
    '"hs_email_domain" is a calculated property; its value cannot be set.',
  ],
  [
    'hs_time_to_move_from_lead_to_customer',
    '1',
    'READ_ONLY_VALUE',
    '"hs_time_to_move_from_lead_to_customer" is a calculated property; its value cannot be set.',
  ],
  ['hs_email_domain', '', 'READ_ONLY_VALUE', '"hs_email_domain" is a calculated property; its value cannot be set.'],
]

describe('values of contact properties', () => {
  test.each(CONTACT)('%s takes %j and stores %j', (property, sent, stored) => {
    const {call, crm} = openCaller()
    const answer = call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'Known', [property]: sent}})
    expect(answer.status).toBe(201)
    expect(answer.json.at('properties', property)).toBe(stored)
    expect([...crm.records('contacts')][0]?.properties[property]).toBe(stored)
  })

  test.each(REFUSED)('%s refuses %j as %s', (property, sent, code, message) => {
    const {call, crm} = openCaller()
    const answer = call('POST', '/crm/objects/2026-03/contacts', {properties: {lastname: 'Known', [property]: sent}})
    expect(answer.status).toBe(400)
    expect(answer.json.at('category')).toBe('VALIDATION_ERROR')
    expect(embeddedProblems(answer.json.at('message'))).toEqual([
      expect.objectContaining({isValid: false, message, error: code, name: property}),
    ])
    expect(answer.json.at('errors')).toEqual([{message, code, context: {propertyName: [property]}}])
    expect([...crm.records('contacts')]).toEqual([])
  })

  test.each(['kept', 'cleared'] as const)(
    'numbers and booleans are taken as they print, "" clears, null is %s',
    nullIs => {
      const {call, crm} = openCaller({switches: {nullIs}})
      const properties = {lastname: 'x', loyalty_points: 7, newsletter: true, city: 'Bern', state: 'BE'}
      const id = call('POST', '/crm/v3/objects/contacts', {properties}).json.at('id')
      call('PATCH', `/crm/v3/objects/contacts/${id}`, {properties: {city: null, state: ''}})
      expect([...crm.records('contacts')][0]?.properties).toEqual({
        hs_pipeline: 'contacts-lifecycle-pipeline',
        lifecyclestage: 'lead',
        ...(nullIs === 'kept' ? {city: 'Bern'} : {}),
        lastname: 'x',
        loyalty_points: '7',
        newsletter: 'true',
      })
    },
  )

  test.each([
    ['ann@x.swiss', true],
    ['ann@x.bayern', true],
    ['ann@x.wales', true],
    ['ann@x.con', false],
    ['ann@x.comm', false],
  ])('the top-level domain of %s is assigned: %s', (email, isAssigned) => {
    const {upsert} = openCaller()
    expect(upsert('contacts', [{id: email, idProperty: 'email', properties: {}}]).status < 300).toBe(isAssigned)
  })

  test('a text may have 65,536 characters and no more', () => {
    const {call} = openCaller()
    const create = (length: number) =>
      call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'x'.repeat(length)}}).status
    expect([create(65_536), create(65_537)]).toEqual([201, 400])
  })

  test('version 3 prints the options of an enumeration in the longer form', () => {
    const {call} = openCaller()
    const answer = call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'x', preferred_channel: 'fax'}})
    const [problem] = embeddedProblems(answer.json.at('message'))
    expect(problem?.['message']).toBe(
      'fax was not one of the allowed options: [label: "E-mail"\nvalue: "email"\ndisplay_order: 0\nhidden: false\nread_only: false\n, ' +
        'label: "Telephone"\nvalue: "phone"\ndisplay_order: 1\nhidden: false\nread_only: false\n, ' +
        'label: "Post"\nvalue: "post"\ndisplay_order: 2\nhidden: false\nread_only: false\n]',
    )
  })

  test('version 3 says where a bad date stands', () => {
    const {call, crm} = openCaller()
    const answer = call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'x', birthday: 'soon'}})
    const [problem] = embeddedProblems(answer.json.at('message'))
    expect(problem?.['message']).toBe(`soon was not a valid long. Portal ${crm.portalId}, object type 0-1`)
  })

  test('a leading semicolon appends to what a multi-select holds', () => {
    const {upsert, crm} = openCaller()
    for (const interests of ['sailing', ';cooking;sailing', ';travel'])
      upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {interests}}])
    expect([...crm.records('contacts')][0]?.properties['interests']).toBe('sailing;cooking;travel')
  })

  test('a lifecycle stage goes forward, stays where a step back is asked for, and can be cleared first', () => {
    const {upsert} = openCaller()
    const move = (lifecyclestage: string) =>
      upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {lifecyclestage}}]).json.at(
        'results',
        0,
        'properties',
        'lifecyclestage',
      )
    expect(['subscriber', 'customer', 'lead', '', 'lead'].map(move)).toEqual([
      'subscriber',
      'customer',
      'customer',
      '',
      'lead',
    ])
  })
})

describe('dates of version 2026-09', () => {
  test.each([
    ['birthday', '2015-05-01T13:30:00Z', '2015-05-01'],
    ['birthday', '1430487000000', '2015-05-01'],
    ['birthday', '1430487000', '2015-05-01'],
    ['last_login_at', '1430487000', '2015-05-01T13:30:00Z'],
  ])('%s: %s is mended to %s with a warning', (property, sent, stored) => {
    const {upsert} = openCaller()
    const {status, json} = upsert(
      'contacts',
      [{id: 'a@x.co', idProperty: 'email', properties: {[property]: sent}}],
      '2026-09',
    )
    expect(status).toBe(200)
    expect(json.at('results', 0, 'properties', property)).toBe(stored)
    expect(json.at('results', 0, 'warnings')).toEqual([
      {
        category: 'PROPERTY_VALUE_NORMALIZED',
        message: expect.stringContaining(sent),
        context: {propertyName: property, rawValue: sent, normalizedValue: stored},
      },
    ])
  })

  test('fine dates carry no warning, and text that is no date is refused as ever', () => {
    const {upsert} = openCaller()
    const properties = {birthday: '1430438400000', customer_since: '2015-05-01', last_login_at: '2015-05-01T13:30:00Z'}
    const fine = upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties}], '2026-09')
    expect(fine.json.at('results', 0, 'warnings')).toBeUndefined()
    expect(
      upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {birthday: 'soon'}}], '2026-09').status,
    ).toBe(400)
  })
})
