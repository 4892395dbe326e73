import {describe, expect, test} from 'vitest'
import {openLinkedPortal, pair, typed} from './linked-portal.js'

function linked(switches = {}) {
  const portal = openLinkedPortal({switches})
  const {contacts, companies} = portal
  const inputs = [typed(contacts[0], companies[0], 'U28'), typed(contacts[1], companies[0], 279)]
  portal.pairs('contacts/companies', 'batch/create', inputs)
  return portal
}

describe('batch read', () => {
  test.each(['0-69', 'carts', 'Cart'])('of %s, which the portal has none of, says that there are no links', name => {
    const {pairs, contacts} = linked()
    const read = pairs(`contacts/${name}`, 'batch/read', [{id: contacts[0]}, {id: contacts[1]}])
    expect([read.status, read.json.list('results')]).toEqual([207, []])
    expect(read.json.list('errors')).toHaveLength(2)
    expect(read.json.at('errors', 0)).toMatchObject({
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      context: {fromObjectId: [contacts[0]], toObjectType: [name === '0-69' ? 'subscription' : 'cart']},
    })
  })

  test('gives each record’s links with their types; one without any is an error of a 207', () => {
    const {pairs, contacts, companies} = linked()
    const read = pairs('contacts/companies', 'batch/read', [{id: contacts[0]}, {id: contacts[2]}])
    expect(read.status).toBe(207)
    expect(read.json.list('results')).toEqual([
      {
        from: {id: contacts[0]},
        to: [
          {
            toObjectId: Number(companies[0]),
            associationTypes: [
              {category: 'HUBSPOT_DEFINED', typeId: 279, label: null},
              {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'},
              {category: 'USER_DEFINED', typeId: 28, label: 'Billing contact'},
            ],
          },
        ],
      },
    ])
    expect(read.json.at('errors', 0)).toEqual({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: `No company is associated with contact ${contacts[2]}.`,
      context: {fromObjectId: [contacts[2]], fromObjectType: ['contact'], toObjectType: ['company']},
    })
  })

  test('tells the types of the asking side', () => {
    const {pairs, companies} = linked()
    const {status, json} = pairs('companies/contacts', 'batch/read', [{id: companies[0]}], '2026-03')
    const to = json.list('results')[0] as {to: {associationTypes: {typeId: number}[]}[]}
    expect(status).toBe(200)
    expect(to.to.map(({associationTypes}) => associationTypes.map(({typeId}) => typeId))).toEqual([
      [280, 2, 29],
      [280, 2],
    ])
  })

  test('pages by each record’s own cursor', () => {
    const {pairs, contacts, companies} = openLinkedPortal({switches: {linksPerPage: 2}})
    const inputs = contacts.map(id => pair(companies[0], id))
    pairs('companies/contacts', 'batch/associate/default', inputs)
    const seen: number[] = []
    let input: {id: string | undefined; after?: unknown} = {id: companies[0]}
    for (let page = 1; page <= 2; page++) {
      const {json} = pairs('companies/contacts', 'batch/read', [input])
      const [result] = json.list('results') as {to: {toObjectId: number}[]; paging?: {next: {after: string}}}[]
      seen.push(...(result?.to ?? []).map(({toObjectId}) => toObjectId))
      expect(result?.paging === undefined).toBe(page === 2)
      input = {id: companies[0], after: result?.paging?.next.after}
    }
    expect(seen).toEqual(contacts.map(Number))
  })

  test('takes 1,000 ids and not one more', () => {
    const {pairs, contacts} = linked()
    const ids = (count: number) => Array.from({length: count}, () => ({id: contacts[0]}))
    expect(pairs('contacts/companies', 'batch/read', ids(1000)).status).toBe(200)
    expect(pairs('contacts/companies', 'batch/read', ids(1001)).json.at('message')).toContain('is 1000.')
  })

  test('of version 3 names a record once for each of its types', () => {
    const {pairs, contacts, companies} = linked()
    const {json} = pairs('contacts/companies', 'batch/read', [{id: contacts[0]}], 'v3')
    expect(json.at('results', 0, 'to')).toEqual([
      {id: companies[0], type: 'contact_to_company_unlabeled'},
      {id: companies[0], type: 'contact_to_company'},
      {id: companies[0], type: 'billing_contact_contact_company'},
    ])
  })
})

describe('links of one record', () => {
  test('are listed in pages', () => {
    const {call, companies, contacts} = linked()
    const path = `/crm/v4/objects/companies/${companies[0]}/associations/contacts`
    const first = call('GET', `${path}?limit=1`)
    expect([first.status, first.json.list('results').length]).toEqual([200, 1])
    const next = call('GET', `${path}?limit=1&after=${first.json.at('paging', 'next', 'after')}`)
    expect(next.json.at('results', 0, 'toObjectId')).toBe(Number(contacts[1]))
    expect(next.json.at('paging')).toBeUndefined()
    expect(call('GET', `${path}?limit=501`).status).toBe(400)
  })

  test('2026-09 does not list them; the batch read does', () => {
    const {crm, companies, pairs} = linked()
    const request = {method: 'GET', query: new URLSearchParams(), headers: {}, body: ''}
    const path = `/crm/objects/2026-09/companies/${companies[0]}/associations/contacts`
    expect(crm.handle({...request, path}, {token: 't', tokenKind: 'private-app', scopes: []})).toBeUndefined()
    expect(pairs('companies/contacts', 'batch/read', [{id: companies[0]}], '2026-09').status).toBe(200)
  })

  test('a record that is not there', () => {
    expect(linked().call('GET', '/crm/objects/2026-03/contacts/404/associations/companies').status).toBe(404)
  })

  test.each(['/crm/v3/objects', '/crm/objects/2026-09'])('come with a read that asks for them: %s', base => {
    const {call, contacts, companies} = linked()
    const one = call('GET', `${base}/contacts/${contacts[0]}?associations=companies,deals`)
    const companyLinks = {
      results: [
        {id: companies[0], type: 'contact_to_company_unlabeled'},
        {id: companies[0], type: 'contact_to_company'},
        {id: companies[0], type: 'billing_contact_contact_company'},
      ],
    }
    expect(one.json.at('associations')).toEqual({companies: companyLinks})
    const listed = call('GET', `${base}/contacts?associations=0-2`)
    expect(listed.json.at('results', 0, 'associations')).toEqual({companies: companyLinks})
    expect(listed.json.at('results', 2, 'associations')).toBeUndefined()
    expect(call('GET', `${base}/contacts/${contacts[0]}`).json.at('associations')).toBeUndefined()
    expect(call('GET', `${base}/contacts/${contacts[0]}?associations=butterflies`).status).toBe(400)
  })
})

describe('links while creating', () => {
  const company = (id: string | undefined) => ({
    to: {id},
    types: [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279}],
  })

  test('one record and a batch of them', () => {
    const {call, links, companies} = openLinkedPortal()
    const one = call('POST', '/crm/v3/objects/contacts', {
      properties: {lastname: 'One'},
      associations: [company(companies[0]), company(companies[1])],
    })
    expect(one.status).toBe(201)
    const batch = call('POST', '/crm/objects/2026-03/contacts/batch/create', {
      inputs: [{properties: {lastname: 'Two'}, associations: [company(companies[0])]}],
    })
    expect(links()).toEqual([
      `contacts ${one.json.at('id')} → companies ${companies[0]}: 279 1`,
      `contacts ${one.json.at('id')} → companies ${companies[1]}: 279`,
      `contacts ${batch.json.at('results', 0, 'id')} → companies ${companies[0]}: 279 1`,
    ])
  })

  test('a link that cannot be made refuses its row, and without trace ids the batch', () => {
    const {call, links, crm, companies} = openLinkedPortal()
    const inputs = ['404', companies[0]].map((id, n) => ({
      properties: {lastname: `L${n}`},
      associations: [company(id)],
      objectWriteTraceId: `t${n}`,
    }))
    const before = [...crm.records('contacts')].length
    const untraced = inputs.map(({objectWriteTraceId: _, ...input}) => input)
    expect(call('POST', '/crm/v3/objects/contacts/batch/create', {inputs: untraced}).status).toBe(400)
    expect([[...crm.records('contacts')].length, links()]).toEqual([before, []])
    const traced = call('POST', '/crm/v3/objects/contacts/batch/create', {inputs})
    expect([traced.status, traced.json.list('results').length]).toEqual([207, 1])
    expect(traced.json.at('errors', 0, 'message')).toBe('COMPANY=404 is not valid')
    expect(links()).toHaveLength(1)
  })

  test('upserts and updates take none, and say so', () => {
    const {call, upsert, contacts, companies} = openLinkedPortal()
    const associations = [company(companies[0])]
    const input = {properties: {city: 'Bern'}, associations}
    const refused = [
      upsert('contacts', [{...input, id: 'p1@example.com', idProperty: 'email'}]),
      call('POST', '/crm/v3/objects/contacts/batch/update', {inputs: [{...input, id: contacts[0]}]}),
    ]
    for (const {status, text} of refused) {
      expect(status).toBe(400)
      expect(text).toContain('not supported by the sandbox')
    }
  })
})
