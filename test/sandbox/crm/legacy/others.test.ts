import {describe, expect, test} from 'vitest'
import {NOW, openLegacy} from './legacy-caller.js'

const pair = (fromObjectId: unknown, toObjectId: unknown, definitionId: unknown) => ({
  ...{fromObjectId, toObjectId, definitionId, category: 'HUBSPOT_DEFINED'},
})

describe('associations v1', () => {
  test('are links of v4 by their number, made all or none, and read back', () => {
    const caller = openLegacy()
    const [vid, company, ticket] = [caller.contact('a@x.co'), caller.company({}), caller.ticket()]
    const put = (body: unknown) => caller.call('PUT', '/crm-associations/v1/associations/create-batch', body)
    const refused = put([pair(ticket, vid, 16), pair(ticket, 1, 26)])
    expect([refused.status, refused.json.at('message')]).toEqual([400, 'COMPANY=1 is not valid'])
    expect([...caller.crm.associations()]).toEqual([])
    expect(put([pair(ticket, vid, 16), pair(ticket, String(company), '26'), pair(vid, company, 1)]).status).toBe(204)
    const read = (id: number, definition: number) =>
      caller.call('GET', `/crm-associations/v1/associations/${id}/HUBSPOT_DEFINED/${definition}`).json.value
    expect(read(ticket, 16)).toEqual({results: [vid], hasMore: false, offset: vid})
    expect([read(company, 25), read(vid, 15)]).toMatchObject([{results: [ticket]}, {results: [ticket]}])
    const linked = caller.call('GET', `/crm/v4/objects/contacts/${vid}/associations/companies`).json
    expect(linked.list('results', 0, 'associationTypes')).toContainEqual({
      category: 'HUBSPOT_DEFINED',
      typeId: 1,
      label: 'Primary',
    })
    expect(caller.call('PUT', '/crm-associations/v1/associations/delete', pair(vid, company, 1)).status).toBe(204)
    expect(read(vid, 1)).toMatchObject({results: []})
  })

  test.each([
    [pair(1, 2, 9999), /definition 9999 does not exist/],
    [{...pair(1, 2, 1), category: 'USER_DEFINED'}, /must be HUBSPOT_DEFINED/],
    [{fromObjectId: 1}, /\[toObjectId, category, definitionId\]/],
  ])('%j is refused', (body, message) => {
    const refused = openLegacy().call('PUT', '/crm-associations/v1/associations', body)
    expect([refused.status, refused.json.at('message')]).toEqual([400, expect.stringMatching(message)])
  })

  test('those of engagements, which v4 numbers otherwise, are refused as not served', () => {
    const {status} = openLegacy().call('GET', '/crm-associations/v1/associations/1/HUBSPOT_DEFINED/9')
    expect(status).toBe(501)
  })
})

describe('definitions before v3', () => {
  test('properties are a bare list, and made, changed and deleted as in v3', () => {
    const caller = openLegacy()
    const body = {name: 'size', label: 'Size', groupName: 'dealinformation', type: 'string', fieldType: 'text'}
    expect(caller.call('POST', '/properties/v2/deals/properties', body).json.value).toMatchObject({
      ...{name: 'size', deleted: false, hubspotDefined: false, mutableDefinitionNotDeletable: false},
    })
    expect(caller.call('PUT', '/properties/v1/deals/properties/named/size', {label: 'S'}).json.at('label')).toBe('S')
    expect(caller.call('GET', '/crm/v3/properties/deals/size').json.at('label')).toBe('S')
    const all = caller.call('GET', '/properties/v1/deals/properties').json.value as {name: string}[]
    expect(all.map(({name}) => name)).toContain('size')
    expect(caller.call('DELETE', '/properties/v1/deals/properties/named/size').status).toBe(204)
    const gone = caller.call('GET', '/properties/v1/deals/properties/named/size')
    expect([gone.status, gone.json.at('message')]).toEqual([404, "Couldn't find a Property with the given name 'size'"])
    const type = caller.call('GET', '/properties/v1/deals/properties/named/dealtype').json
    expect(type.at('options', 0)).toMatchObject({value: 'newbusiness', hidden: false})
    expect(caller.call('GET', '/properties/v1/deals/groups').json.at(0)).toMatchObject({name: 'dealinformation'})
  })

  test('pipelines have other words for ids, until they are gone', () => {
    let now = NOW
    const caller = openLegacy({now: () => now})
    const ask = () => caller.call('GET', '/crm-pipelines/v1/pipelines/tickets')
    expect(ask().json.at('results', 0)).toMatchObject({
      ...{pipelineId: '0', objectType: 'TICKET', active: true, default: true},
      stages: [{stageId: '1', label: 'New'}, {}, {}, {}],
    })
    now = Date.UTC(2026, 11, 4)
    expect(ask().status).toBe(404)
  })

  test('owners are a bare list, by e-mail too', () => {
    const caller = openLegacy()
    const owners = (query: string) => caller.call('GET', `/owners/v2/owners${query}`).json.value as object[]
    expect([owners(''), owners('?includeInactive=true')].map(({length}) => length)).toEqual([4, 5])
    expect(owners('?email=ADA.okafor@example.com')).toMatchObject([{ownerId: 81540217, remoteList: [{active: true}]}])
    expect(caller.call('GET', '/owners/v2/owners/1').status).toBe(404)
  })
})

test('the rest of them is not served, and said so', () => {
  for (const path of ['/forms/v2/forms', '/contacts/v1/contact/utk/1/profile', '/deals/v1/pipelines'])
    expect(() => openLegacy().call('GET', path)).toThrow('no route')
})
