import {describe, expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const contacts = '/crm/v3/objects/contacts'

describe('single records', () => {
  test('are created, read by id and by key, changed and archived', () => {
    const {call} = openCaller()
    const created = call('POST', contacts, {properties: {email: 'A@x.co', external_id: 'E'}})
    expect(created.status).toBe(201)
    const id = created.json.at('id')
    expect(created.json.value).toMatchObject({
      properties: {email: 'a@x.co'},
      url: `https://app.hubspot.com/contacts/48213907/record/0-1/${id}`,
    })
    for (const [path, city] of [
      [`${contacts}/${id}`, 'one'],
      [`${contacts}/a@x.co?idProperty=email`, 'two'],
      [`${contacts}/E?idProperty=external_id`, 'three'],
    ] as const) {
      expect(call('PATCH', path, {properties: {city}}).status).toBe(200)
      expect(
        call('GET', `${path.split('?')[0]}?properties=city,phone&${path.split('?')[1] ?? ''}`).json.at('properties'),
      ).toMatchObject({
        city,
        phone: null,
      })
    }
    expect(call('DELETE', `${contacts}/${id}`).status).toBe(204)
    expect(call('GET', `${contacts}/${id}`).status).toBe(404)
    expect(call('GET', `${contacts}/${id}?archived=true`).json.at('archived')).toBe(true)
  })

  test('a missing one is an HTML page on GET and JSON on PATCH', () => {
    const {call} = openCaller()
    const got = call('GET', `${contacts}/1`)
    expect([got.status, got.headers['content-type']]).toEqual([404, 'text/html;charset=iso-8859-1'])
    expect(got.text).toContain('<h2>HTTP ERROR 404</h2>')
    expect(call('PATCH', `${contacts}/1`, {properties: {city: 'x'}}).json.value).toMatchObject({
      status: 'error',
      message: 'resource not found',
    })
    expect(call('GET', `${contacts}/abc`).json.at('category')).toBe('OBJECT_NOT_FOUND')
  })

  test('a change of nothing is refused', () => {
    const {call} = openCaller()
    const id = call('POST', contacts, {properties: {email: 'a@x.co'}}).json.at('id')
    expect(call('PATCH', `${contacts}/${id}`, {properties: {}}).json.at('message')).toBe(
      'No properties found to update, please provide at least one.',
    )
  })

  test('a refused change leaves the record alone and its values free', () => {
    const {call, crm} = openCaller()
    const id = call('POST', contacts, {properties: {email: 'a@x.co'}}).json.at('id')
    expect(call('PATCH', `${contacts}/${id}`, {properties: {email: 'b@x.co', nope: 'x'}}).status).toBe(400)
    expect([...crm.records('contacts')][0]?.properties['email']).toBe('a@x.co')
  })

  test('times are printed like a Java instant, without a fraction of zero', () => {
    const at = (now: number) =>
      openCaller({now: () => now})
        .call('POST', contacts, {properties: {email: 'a@x.co'}})
        .json.at('createdAt')
    expect([at(1_763_917_200_000), at(1_763_917_200_040)]).toEqual(['2025-11-23T17:00:00Z', '2025-11-23T17:00:00.040Z'])
  })
})

describe('object types in paths', () => {
  test.each(['contacts', 'contact', 'CONTACT', 'Contacts', '0-1'])('contacts are found as %s', name => {
    expect(openCaller().call('GET', `/crm/v3/objects/${name}`).status).toBe(200)
  })

  test.each(['2-40118201', 'p48213907_car', 'P48213907_CAR'])('a custom object is found as %s', name => {
    expect(openCaller().call('GET', `/crm/v3/objects/${name}`).status).toBe(200)
  })

  test.each(['car', 'cars', 'butterflies', '0-99', '2-1', 'p1_car'])('%s is no object type', name => {
    const {status, json} = openCaller().call('GET', `/crm/v3/objects/${name}`)
    expect([status, json.at('message'), json.at('category')]).toEqual([
      400,
      `Unable to infer object type from: ${name}`,
      undefined,
    ])
  })

  test.each(['line_items', 'LINE_ITEM', 'products', 'deal', 'Tickets', 'companies'])(
    '%s is an object type in every version',
    name => {
      const {call} = openCaller()
      for (const version of ['2026-03', '2026-09'])
        expect(call('GET', `/crm/objects/${version}/${name}`).status).toBe(200)
    },
  )

  test('routes that HubSpot does not have are left to the server', () => {
    const {crm} = openCaller()
    const ask = (method: string, path: string) =>
      crm.handle(
        {method, path, query: new URLSearchParams(), headers: {}, body: ''},
        {token: '', tokenKind: 'private-app', scopes: []},
      )
    for (const path of [
      '/',
      '/crm/v3',
      '/crm/v4/objects/contacts/1',
      '/crm/objects/2020-01/contacts',
      '/crm/v3/objects/2026-09/contacts/x/y',
    ]) {
      expect(ask('GET', path), path).toBeUndefined()
    }
    expect(ask('PUT', '/crm/v3/objects/contacts')).toBeUndefined()
  })
})

describe('lists', () => {
  const seeded = () => {
    const caller = openCaller()
    const people = Array.from({length: 25}, (_, n) => ({
      id: `p${String(n).padStart(2, '0')}@x.co`,
      idProperty: 'email',
      properties: {},
    }))
    caller.upsert('contacts', people)
    return caller
  }

  test('come in pages that follow each other by paging.next.after', () => {
    const {call} = seeded()
    const emails: unknown[] = []
    let after = ''
    for (let page = 0; page < 3; page++) {
      const {json} = call('GET', `${contacts}?properties=email${after}`)
      emails.push(...json.list('results').map(result => (result as {properties: {email: string}}).properties.email))
      expect(json.at('paging') === undefined).toBe(page === 2)
      after = `&after=${json.at('paging', 'next', 'after')}`
    }
    expect(emails).toEqual(Array.from({length: 25}, (_, n) => `p${String(n).padStart(2, '0')}@x.co`))
  })

  test('leave out archived records, or hold only them', () => {
    const {call, crm} = seeded()
    const [first] = crm.records('contacts')
    call('DELETE', `${contacts}/${first?.id}`)
    expect(call('GET', `${contacts}?limit=100`).json.list('results')).toHaveLength(24)
    expect(call('GET', `${contacts}?archived=true`).json.at('results', 0, 'id')).toBe(first?.id)
  })

  test('have at most 100 records a page', () => {
    expect(seeded().call('GET', `${contacts}?limit=101`).status).toBe(400)
  })
})

describe('search', () => {
  const seeded = () => {
    const caller = openCaller()
    const make = (name: string, city?: string) => ({
      id: name,
      idProperty: 'external_id',
      properties: {name, ...(city ? {city} : {})},
    })
    caller.upsert('companies', [make('Alpha', 'Bern'), make('Beta', 'Basel'), make('Gamma', 'bern'), make('Delta')])
    const search = (filterGroups: unknown, rest: object = {}) =>
      caller.call('POST', '/crm/v3/objects/companies/search', {filterGroups, properties: ['name'], ...rest})
    const names = (filterGroups: unknown) =>
      search(filterGroups)
        .json.list('results')
        .map(result => (result as {properties: {name: string}}).properties.name)
    return {...caller, search, names}
  }
  const filter = (propertyName: string, operator: string, rest: object) => [
    {filters: [{propertyName, operator, ...rest}]},
  ]

  test.each([
    ['EQ', {value: 'BERN'}, ['Alpha', 'Gamma']],
    ['NEQ', {value: 'Bern'}, ['Beta']],
    ['IN', {values: ['basel', 'bern']}, ['Alpha', 'Beta', 'Gamma']],
    ['NOT_IN', {values: ['bern']}, ['Beta']],
    ['HAS_PROPERTY', {}, ['Alpha', 'Beta', 'Gamma']],
    ['NOT_HAS_PROPERTY', {}, ['Delta']],
  ])('by %s %j', (operator, rest, expected) => {
    expect(
      seeded()
        .names(filter('city', operator, rest))
        .sort(),
    ).toEqual(expected)
  })

  test('groups are alternatives, filters of a group go together', () => {
    const both = {
      filters: [
        ...(filter('city', 'EQ', {value: 'bern'})[0]?.filters ?? []),
        ...(filter('name', 'EQ', {value: 'alpha'})[0]?.filters ?? []),
      ],
    }
    expect(seeded().names([both])).toEqual(['Alpha'])
    expect(seeded().names([both, ...filter('name', 'EQ', {value: 'delta'})])).toEqual(['Alpha', 'Delta'])
  })

  test('comes in pages with a total', () => {
    const {search} = seeded()
    const first = search([], {limit: 3})
    expect([
      first.json.at('total'),
      first.json.list('results').length,
      first.json.at('paging', 'next', 'after'),
    ]).toEqual([4, 3, '3'])
    expect(search([], {limit: 3, after: '3'}).json.list('results')).toHaveLength(1)
  })

  test('has its limits', () => {
    const {search} = seeded()
    expect(search([], {limit: 201}).status).toBe(400)
    expect(search(Array(6).fill({filters: []})).json.at('message')).toBe(
      'too many filterGroups (count: 6, max allowed: 5)',
    )
    expect(search([], {limit: 200, after: '9900'}).status).toBe(400)
    expect(search(filter('nope', 'EQ', {value: 'x'})).status).toBe(400)
  })
})

test.each([
  ['a key', '/crm/v3/objects/contacts/ann@x.co', 404],
  ['a key that is named', '/crm/v3/objects/contacts/ann@x.co?idProperty=email', 400],
])('a record is not deleted by %s', (_, path, status) => {
  const {call, upsert, crm} = openCaller()
  upsert('contacts', [{id: 'ann@x.co', idProperty: 'email', properties: {}}])
  expect(call('DELETE', path).status).toBe(status)
  expect([...crm.records('contacts')].map(({archivedAtMs}) => archivedAtMs)).toEqual([undefined])
})

test.each(['-1', 'x', '1.5', ''])('a cursor that no page gave is refused: %j', after => {
  expect(openCaller().call('GET', `/crm/v3/objects/contacts?after=${after}`).status).toBe(400)
})

test.each(['/crm/objects/v3/contacts', '/crm/objects/2025-09/contacts', '/crm/v3/objects/contact'])(
  'the records of contacts are at %s, too',
  path => {
    expect(openCaller().call('GET', path).status).toBe(200)
  },
)
