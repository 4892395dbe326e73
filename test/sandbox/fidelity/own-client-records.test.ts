import {describe, expect, test} from 'vitest'
import {clientOf} from './own-client.js'
import {startProbe} from './probe.js'

const CAR = '2-40118201'

describe('HubSpot’s own client reads every reply about records', () => {
  test('batch upserts of contacts, new and then not', async () => {
    const {sandbox} = await startProbe()
    const {batchApi} = clientOf(sandbox).crm.contacts
    const inputs = ['Ann', 'bob'].map(name => ({
      id: `${name}@example.com`,
      idProperty: 'email',
      properties: {firstname: name},
    }))
    const first = await batchApi.upsert({inputs})
    const second = await batchApi.upsert({inputs})
    expect(first.status).toBe('COMPLETE')
    expect(first.completedAt).toBeInstanceOf(Date)
    expect(first.results.map(result => [result._new, result.properties['email']]).sort()).toEqual([
      [true, 'ann@example.com'],
      [true, 'bob@example.com'],
    ])
    expect(second.results.map(result => result._new)).toEqual([false, false])
    expect(second.results[0]?.createdAt.getTime()).toBeGreaterThan(0)
  })

  test('a 207 with errors by trace id', async () => {
    const {sandbox} = await startProbe()
    const reply = await clientOf(sandbox).crm.contacts.batchApi.upsertWithHttpInfo({
      inputs: ['ok', 'nope'].map((city, n) => ({
        id: `p${n}@example.com`,
        idProperty: 'email',
        properties: n === 0 ? {city} : {[city]: 'x'},
        objectWriteTraceId: `row-${n}`,
      })),
    })
    expect(reply.httpStatusCode).toBe(207)
    const {data} = reply
    if (!('numErrors' in data)) throw new Error('the client took the 207 for a full success')
    expect([data.results.length, data.numErrors]).toEqual([1, 1])
    expect(data.errors?.[0]).toMatchObject({category: 'VALIDATION_ERROR', context: {objectWriteTraceId: ['row-1']}})
    expect(data.errors?.[0]?.message).toContain('PROPERTY_DOESNT_EXIST')
  })

  test('creates, reads, updates and archives a batch of companies, and reads none of them after', async () => {
    const {sandbox} = await startProbe()
    const {batchApi} = clientOf(sandbox).crm.companies
    const created = await batchApi.create({inputs: ['A', 'B'].map(name => ({properties: {name}, associations: []}))})
    const inputs = created.results.map(({id}) => ({id}))
    const updated = await batchApi.update({inputs: inputs.map(({id}) => ({id, properties: {city: 'Bern'}}))})
    expect(updated.results.map(({properties}) => properties['city'])).toEqual(['Bern', 'Bern'])
    const asked = {inputs, properties: ['name', 'city', 'domain'], propertiesWithHistory: []}
    const read = await batchApi.read(asked)
    expect(
      read.results.map(({properties}) => [properties['name'], properties['city'], properties['domain']]).sort(),
    ).toEqual([
      ['A', 'Bern', null],
      ['B', 'Bern', null],
    ])
    await batchApi.archive({inputs})
    const gone = await batchApi.readWithHttpInfo(asked)
    expect([gone.httpStatusCode, gone.data.results]).toEqual([207, []])
  })

  test('one record: created, read by id and by key, changed, listed, searched, archived', async () => {
    const {sandbox} = await startProbe()
    const {basicApi, searchApi} = clientOf(sandbox).crm.contacts
    const {id} = await basicApi.create({properties: {email: 'ann@example.com', firstname: 'Ann'}, associations: []})
    expect((await basicApi.getById(id, ['firstname'])).properties['firstname']).toBe('Ann')
    const byEmail = await basicApi.getById('ann@example.com', ['city'], undefined, undefined, undefined, 'email')
    expect([byEmail.id, byEmail.properties['city']]).toEqual([id, null])
    const changed = await basicApi.update('ann@example.com', {properties: {city: 'Bern'}}, 'email')
    expect([changed.id, changed.properties['city']]).toEqual([id, 'Bern'])
    await basicApi.create({properties: {email: 'bob@example.com'}, associations: []})
    const page = await basicApi.getPage(1)
    expect([page.results.map(each => each.id), page.paging?.next?.after]).toEqual([[id], id])
    expect((await basicApi.getPage(1, page.paging?.next?.after)).results[0]?.properties['email']).toBe(
      'bob@example.com',
    )
    const filter = {propertyName: 'city', operator: 'EQ', value: 'bern'} as const
    const found = await searchApi.doSearch({
      filterGroups: [{filters: [{...filter, operator: filter.operator as never}]}],
    })
    expect([found.total, found.results[0]?.id]).toEqual([1, id])
    await basicApi.archive(id)
    expect((await basicApi.getById(id, [], [], [], true)).archived).toBe(true)
  })

  test.each([
    ['deals', {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'}, 'external_id'],
    ['tickets', {subject: 'S', hs_pipeline: '0', hs_pipeline_stage: '1'}, 'external_id'],
    [CAR, {model: 'Golf'}, 'vin'],
  ])('upserts %s through its objects API', async (type, properties, idProperty) => {
    const {sandbox} = await startProbe()
    const {batchApi, basicApi} = clientOf(sandbox).crm.objects
    const {results} = await batchApi.upsert(type, {inputs: [{id: 'K1', idProperty, properties: {...properties}}]})
    expect(results).toMatchObject([{_new: true, properties}])
    const read = await basicApi.getById(type, 'K1', [idProperty], undefined, undefined, undefined, idProperty)
    expect([read.id, read.properties[idProperty]]).toEqual([results[0]?.id, 'K1'])
  })
})
