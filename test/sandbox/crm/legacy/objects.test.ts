import {describe, expect, test} from 'vitest'
import {listOf, NOW, openLegacy, TICKET} from './legacy-caller.js'

describe('companies v2', () => {
  test('are made without any property, changed, read and deleted', () => {
    const caller = openLegacy()
    const id = caller.company({})
    const changed = caller.call('PUT', `/companies/v2/companies/${id}`, {properties: listOf({name: 'N'})})
    expect(changed.json.at('properties', 'name')).toEqual({
      ...{value: 'N', timestamp: NOW, source: 'INTEGRATION', sourceId: '19083857'},
      versions: [
        {name: 'name', value: 'N', timestamp: NOW, source: 'INTEGRATION', sourceId: '19083857', sourceVid: []},
      ],
    })
    expect(caller.call('DELETE', `/companies/v2/companies/${id}`).json.value).toEqual({companyId: id, deleted: true})
    expect(caller.call('GET', `/companies/v2/companies/${id}`).json.at('message')).toBe('resource not found')
    expect(caller.call('PUT', `/companies/v2/companies/${id}`, {properties: []}).json.at('message')).toBe(
      `Couldn't find a company with the ID '${id}' in portal '48213907'`,
    )
    expect(caller.call('GET', '/companies/v2/companies/abc').status).toBe(404)
  })

  test('the newest version stands beside a value; all of them on request', () => {
    const caller = openLegacy()
    const id = caller.company({city: 'Bern'})
    caller.call('PUT', `/companies/v2/companies/${id}`, {properties: listOf({city: 'Chur'})})
    const versions = (path: string, at: (string | number)[]) =>
      caller.call('GET', path).json.list(...at, 'properties', 'city', 'versions').length
    expect(versions(`/companies/v2/companies/${id}`, [])).toBe(1)
    expect(versions(`/companies/v2/companies/${id}?includePropertyVersions=true`, [])).toBe(2)
    expect(versions('/companies/v2/companies/paged?properties=city', ['companies', 0])).toBe(1)
    expect(versions('/companies/v2/companies/paged?propertiesWithHistory=city', ['companies', 0])).toBe(2)
  })

  test('pages are by id and show only what is named; the recent ones by time', () => {
    let now = NOW
    const caller = openLegacy({now: () => now++})
    const ids = ['A', 'B', 'C'].map(name => caller.company({name}))
    const first = caller.call('GET', '/companies/v2/companies/paged?limit=2&properties=name').json
    expect(first.value).toMatchObject({'has-more': true, offset: ids[1]})
    expect(first.at('companies', 1, 'properties', 'name', 'value')).toBe('B')
    const rest = caller.call('GET', `/companies/v2/companies/paged?limit=2&offset=${ids[1]}`).json
    expect(rest.value).toMatchObject({'has-more': false, companies: [{companyId: ids[2], properties: {}}]})
    const changed = caller.call('PUT', `/companies/v2/companies/${ids[0]}`, {properties: listOf({city: 'Bern'})}).json
    const recent = (query: string) => caller.call('GET', `/companies/v2/companies/recent/${query}`).json
    expect(recent('modified?count=1').value).toMatchObject({
      ...{results: [{companyId: ids[0]}], hasMore: true, offset: 1, total: 3},
    })
    expect(recent('created?count=1&offset=1').at('results', 0, 'companyId')).toBe(ids[1])
    expect(recent(`modified?since=${changed.at('properties', 'city', 'timestamp')}`).at('total')).toBe(1)
  })

  test('are found by domain, page by page', () => {
    const caller = openLegacy()
    const ids = ['X.co', 'x.co', 'y.co'].map(domain => caller.company({domain}))
    const find = (body: object) => caller.call('POST', '/companies/v2/domains/x.co/companies', body).json
    const first = find({limit: 1, requestOptions: {properties: ['domain']}})
    expect(first.value).toMatchObject({hasMore: true, offset: {companyId: ids[0], isPrimary: true}})
    expect(first.at('results', 0, 'properties', 'domain', 'value')).toMatch(/x\.co/i)
    expect(find({offset: first.at('offset')}).list('results')).toMatchObject([{companyId: ids[1], properties: {}}])
  })

  test('have contacts, as their primary company', () => {
    const caller = openLegacy()
    const [company, a, b] = [caller.company({name: 'N'}), caller.contact('a@x.co'), caller.contact('b@x.co')]
    for (const vid of [a, b]) caller.call('PUT', `/companies/v2/companies/${company}/contacts/${vid}`)
    const vids = (query = '') => caller.call('GET', `/companies/v2/companies/${company}/vids${query}`).json.value
    expect(vids()).toEqual({vids: [a, b], vidOffset: b, hasMore: false})
    expect(vids('?count=1')).toEqual({vids: [a], vidOffset: a, hasMore: true})
    expect(caller.call('DELETE', `/companies/v2/companies/${company}/contacts/${a}`).status).toBe(204)
    expect(vids()).toMatchObject({vids: [b]})
    expect(caller.call('PUT', `/companies/v2/companies/${company}/contacts/1`).json.at('message')).toBe(
      "Couldn't find a Contact with the vid '1' in portal '48213907'",
    )
  })

  test('a batch is written whole or not at all', () => {
    const caller = openLegacy()
    const id = caller.company({name: 'A'})
    const post = (ids: readonly number[]) =>
      caller.call(
        'POST',
        '/companies/v1/batch-async/update',
        ids.map(objectId => ({objectId, properties: listOf({name: 'B'})})),
      ).status
    expect(post([id, 1])).toBe(404)
    expect([...caller.crm.records('companies')].map(({properties}) => properties['name'])).toEqual(['A'])
    expect(post([id])).toBe(202)
  })
})

describe('deals v1', () => {
  test('are made with links; links that cannot be are told, and the deal is there', () => {
    const caller = openLegacy()
    const [vid, company] = [caller.contact('a@x.co'), caller.company({name: 'N'})]
    const associations = {associatedVids: [vid, 1], associatedCompanyIds: [company]}
    const {json} = caller.call('POST', '/deals/v1/deal', {properties: listOf({amount: 3}), associations})
    expect(json.at('associations')).toMatchObject({associatedVids: [vid], associatedCompanyIds: [company]})
    expect(json.list('associationCreateFailures')).toMatchObject([
      {
        association: {toObjectId: 1, associationTypeId: 3},
        failReason: 'INVALID_OBJECT_IDS',
        message: 'CONTACT=1 is not valid',
      },
    ])
    const deals = caller.call('GET', `/deals/v1/deal/associated/contact/${vid}/paged`).json
    expect(deals.value).toMatchObject({deals: [{dealId: json.at('dealId')}], hasMore: false})
    expect(caller.call('GET', '/deals/v1/deal/associated/FAKE/1/paged').json.at('message')).toBe(
      "Invalid enum constant 'FAKE' for class ObjectType",
    )
  })

  test('nothing is kept of one whose links cannot be read', () => {
    const caller = openLegacy()
    const refused = caller.call('POST', '/deals/v1/deal', {properties: [], associations: {associatedVids: 'x'}})
    expect([refused.status, [...caller.crm.records('deals')]]).toEqual([400, []])
  })

  test('a stage without a pipeline is one of the first; stages of others are refused', () => {
    const caller = openLegacy()
    const id = caller.deal({dealstage: 'contractsent'})
    expect(caller.call('GET', `/deals/v1/deal/${id}`).json.at('properties', 'pipeline', 'value')).toBe('default')
    const refused = caller.call('POST', '/deals/v1/deal', {properties: listOf({dealstage: '143820511'})})
    expect(refused.json.at('validationResults', 0, 'name')).toBe('dealstage')
    expect(caller.call('DELETE', `/deals/v1/deal/${id}`).status).toBe(204)
  })
})

describe('tickets and the like, crm-objects v1', () => {
  test('take a bare list of properties, and show what is asked for', () => {
    const caller = openLegacy()
    const id = caller.ticket({subject: 'T', hs_pipeline_stage: '1'})
    const path = `/crm-objects/v1/objects/tickets/${id}`
    expect(caller.call('GET', path).json.value).toMatchObject({objectType: 'TICKET', objectId: id, properties: {}})
    const changed = caller.call('PUT', path, listOf({subject: 'S'}))
    expect(changed.json.at('properties', 'subject', 'value')).toBe('S')
    const shown = caller.call('GET', `${path}?properties=hs_pipeline&propertiesWithHistory=subject`).json
    expect(shown.list('properties', 'subject', 'versions')).toHaveLength(2)
    expect(shown.at('properties', 'hs_pipeline', 'value')).toBe('0')
    expect(caller.call('DELETE', path).status).toBe(204)
    expect(caller.call('GET', path).status).toBe(404)
    expect(caller.call('GET', `${path}?includeDeletes=true`).json.value).toMatchObject({objectId: id, isDeleted: true})
  })

  test('lack what v3 requires: they are refused', () => {
    const refused = openLegacy().call('POST', '/crm-objects/v1/objects/tickets', listOf({hs_pipeline_stage: '1'}))
    expect([refused.status, refused.json.at('message')]).toEqual([400, expect.stringMatching(/required properties/)])
  })

  test('come 100 a page, and in batches', () => {
    const caller = openLegacy()
    const lists = Array.from({length: 101}, () => listOf(TICKET))
    const made = caller.call('POST', '/crm-objects/v1/objects/tickets/batch-create', lists).json
    const ids = (made.value as {objectId: number}[]).map(({objectId}) => objectId)
    const first = caller.call('GET', '/crm-objects/v1/objects/tickets/paged?limit=250').json
    expect(first.value).toMatchObject({hasMore: true, offset: ids[99]})
    const read = caller.call('POST', '/crm-objects/v1/objects/tickets/batch-read?properties=subject', {
      ids: [ids[0], 1],
    })
    expect(read.json.value).toMatchObject({[String(ids[0])]: {properties: {subject: {value: 'T'}}}})
    expect(caller.call('POST', '/crm-objects/v1/objects/tickets/batch-delete', {ids: ids.slice(1)}).status).toBe(204)
    expect(caller.call('GET', '/crm-objects/v1/objects/tickets/paged').json.list('objects')).toHaveLength(1)
    const bad = caller.call('POST', '/crm-objects/v1/objects/tickets/batch-create', [listOf(TICKET), listOf({nope: 1})])
    expect([bad.status, [...caller.crm.records('tickets')].filter(({archivedAtMs}) => !archivedAtMs).length]).toEqual([
      400, 1,
    ])
  })
})
