import {describe, expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {ALL_SCOPES, type Caller, openCaller} from './crm-caller.js'

/** docs/hubspot-api.md#lists. */

const LISTS = '/crm/v3/lists'
const MANUAL = {name: 'VIPs', objectTypeId: '0-1', processingType: 'MANUAL'}

function makeList({call}: Caller, rest: object = {}): string {
  return String(call('POST', LISTS, {...MANUAL, ...rest}).json.at('list', 'listId'))
}

function makeContacts({upsert}: Caller, count: number): readonly string[] {
  const inputs = Array.from({length: count}, (_, n) => ({id: `p${n}@x.co`, idProperty: 'email', properties: {}}))
  return upsert('contacts', inputs)
    .json.list('results')
    .map(result => (result as {id: string}).id)
}

const NONE = {recordsIdsAdded: [], recordIdsRemoved: [], recordIdsMissing: []}

const members = ({call}: Caller, id: string, query = '') =>
  call('GET', `${LISTS}/${id}/memberships${query}`)
    .json.list('results')
    .map(result => (result as {recordId: string}).recordId)

describe('a static list', () => {
  test('is found by id and, whatever the case, by name', () => {
    const caller = openCaller()
    const id = makeList(caller)
    expect(caller.call('GET', `${LISTS}/${id}`).json.at('list')).toMatchObject({
      ...MANUAL,
      listId: id,
      size: 0,
    })
    expect(caller.call('GET', `/crm/lists/2026-03/object-type-id/contacts/name/vips`).json.at('list', 'listId')).toBe(
      id,
    )
    expect(caller.call('GET', `${LISTS}/object-type-id/0-2/name/VIPs`).status).toBe(404)
    expect(caller.call('GET', `${LISTS}/99`).json.at('category')).toBe('OBJECT_NOT_FOUND')
  })

  test('takes records once, and tells which do not exist', () => {
    const caller = openCaller()
    const [id, [one = '', two = '']] = [makeList(caller), makeContacts(caller, 2)]
    const add = (ids: readonly unknown[]) => caller.call('PUT', `${LISTS}/${id}/memberships/add`, ids)
    expect(add([one, one, '1']).json.value).toEqual({...NONE, recordsIdsAdded: [one], recordIdsMissing: ['1']})
    expect(add([Number(one)]).json.value).toEqual(NONE)
    expect(add([two]).json.value).toEqual({...NONE, recordsIdsAdded: [two]})
    expect(add([]).json.value).toEqual(NONE)
    expect(members(caller, id)).toEqual([one, two])
    expect(caller.call('PUT', `${LISTS}/${id}/memberships/remove`, [one]).json.value).toEqual({
      ...NONE,
      recordIdsRemoved: [one],
    })
    expect(members(caller, id)).toEqual([two])
  })

  test('shows members by id, or by when they joined, up and down', () => {
    const caller = openCaller()
    const [id, ids] = [makeList(caller), makeContacts(caller, 5).toSorted()]
    const joined = ids.toReversed()
    for (const one of joined) caller.call('PUT', `${LISTS}/${id}/memberships/add`, [one])
    expect(members(caller, id)).toEqual(ids)
    expect(members(caller, id, '/join-order')).toEqual(joined)
    expect(members(caller, id, '?limit=2&after=2')).toEqual(ids.slice(2, 4))
    const down = caller.call('GET', `${LISTS}/${id}/memberships?limit=2&before=5`).json
    expect(down.list('results')).toMatchObject([{recordId: ids[4]}, {recordId: ids[3]}])
    expect(down.at('paging')).toMatchObject({prev: {before: '3', link: expect.stringContaining('limit=2&before=3')}})
    expect(members(caller, id, '?limit=9&before=3')).toEqual(ids.slice(0, 3).toReversed())
    expect(members(caller, id, '?before=2&after=4')).toEqual(ids.slice(4))
    expect(members(caller, id, '/join-order?before=2')).toEqual(joined.slice(0, 2).toReversed())
    expect(caller.call('GET', `${LISTS}/${id}/memberships?before=x`).status).toBe(400)
  })

  test('does not take archived records, nor those of another kind, and loses what is archived', () => {
    const caller = openCaller()
    const [id, [one = '']] = [makeList(caller, {objectTypeId: '0-2', name: 'Firms'}), makeContacts(caller, 1)]
    expect(caller.call('PUT', `${LISTS}/${id}/memberships/add`, [one]).json.value).toEqual({
      ...NONE,
      recordIdsMissing: [one],
    })
    const people = makeList(caller)
    caller.call('PUT', `${LISTS}/${people}/memberships/add`, [one])
    caller.call('DELETE', `/crm/v3/objects/contacts/${one}`)
    expect(members(caller, people)).toEqual([])
    expect(caller.call('PUT', `${LISTS}/${people}/memberships/add`, [one]).json.value).toEqual({
      ...NONE,
      recordIdsMissing: [one],
    })
  })

  test('is read page by page', () => {
    const caller = openCaller()
    const [id, ids] = [makeList(caller), makeContacts(caller, 3)]
    caller.call('PUT', `${LISTS}/${id}/memberships/add`, ids)
    const {json} = caller.call('GET', `${LISTS}/${id}/memberships?limit=2`)
    expect([json.list('results').length, json.at('paging', 'next', 'after')]).toEqual([2, '2'])
    expect(members(caller, id, '?limit=2&after=2')).toHaveLength(1)
  })

  test('can be deleted', () => {
    const caller = openCaller()
    const id = makeList(caller)
    expect(caller.call('DELETE', `${LISTS}/${id}`).status).toBe(204)
    expect(caller.call('GET', `${LISTS}/${id}`).status).toBe(404)
  })
})

test('a dynamic list takes nobody: HubSpot decides who is in it', () => {
  const caller = openCaller()
  const [id, ids] = [makeList(caller, {processingType: 'DYNAMIC', filterBranch: {}}), makeContacts(caller, 1)]
  expect(caller.call('PUT', `${LISTS}/${id}/memberships/add`, ids).status).toBe(400)
})

test.each([
  [{name: null}, 'Some required fields were not set: [name]'],
  [{processingType: 'OTHER'}, 'OTHER'],
  [{processingType: 'DYNAMIC'}, 'filterBranch'],
  [{objectTypeId: '0-999'}, 'Unable to infer object type'],
])('%j is refused', (wrong, message) => {
  const {status, json} = openCaller().call('POST', LISTS, {...MANUAL, ...wrong})
  expect([status, json.at('message')]).toEqual([400, expect.stringContaining(message)])
})

test('a name is taken once in the portal, or, by a switch, once for each object', () => {
  const [portal, object] = [openCaller(), openCaller({switches: {listNamesUniqueBy: 'object'}})]
  const take = ({call}: Caller, rest: object) => call('POST', LISTS, {...MANUAL, ...rest}).status
  for (const caller of [portal, object]) makeList(caller)
  expect([take(portal, {name: 'vips'}), take(portal, {objectTypeId: '0-2'})]).toEqual([400, 400])
  expect([take(object, {name: 'vips'}), take(object, {objectTypeId: '0-2'})]).toEqual([400, 200])
})

test('lists are found by a part of their name, page by page', () => {
  const caller = openCaller()
  const names = ['Spring fair', 'VIPs', 'Autumn fair']
  for (const name of names) makeList(caller, {name})
  const search = (body: object) => caller.call('POST', `${LISTS}/search`, body).json
  expect(search({query: 'FAIR', offset: 0, additionalProperties: []}).value).toMatchObject({
    ...{lists: [{name: 'Spring fair', processingType: 'MANUAL'}, {name: 'Autumn fair'}], hasMore: false, total: 2},
  })
  const [first] = search({query: 'vips'}).list('lists')
  expect(first).toMatchObject({additionalProperties: {hs_list_size: '0'}})
  expect(first).not.toHaveProperty('size')
  expect(search({count: 2}).value).toMatchObject({lists: [{name: 'Spring fair'}, {}], hasMore: true, offset: 2})
  expect(search({count: 2, offset: 2}).list('lists')).toHaveLength(1)
  expect(search({objectTypeId: '0-2'}).list('lists')).toEqual([])
  expect(search({processingTypes: ['DYNAMIC']}).list('lists')).toEqual([])
})

test('by switches, long requests and missing records are refused as a whole, and what is empty is left out', () => {
  const caller = openCaller({switches: {maxListMembers: 2, missingMembers: 'refused', omitsEmptyIds: true}})
  const [id, ids] = [makeList(caller), makeContacts(caller, 3)]
  const add = (some: readonly string[]) => caller.call('PUT', `${LISTS}/${id}/memberships/add`, some)
  expect(add(ids).status).toBe(400)
  expect(add([ids[0] ?? '', '1']).json.at('message')).toBe('Records do not exist: 1')
  expect(add(ids.slice(0, 2)).json.value).toEqual({recordsIdsAdded: ids.slice(0, 2)})
})

test('lists and their members are there after a restart, also when the log is written anew', async () => {
  const dataDir = await tempDir()
  const first = openCaller({dataDir})
  const [id, gone, ids] = [makeList(first), makeList(first, {name: 'Gone'}), makeContacts(first, 3)]
  for (const one of ids) first.call('PUT', `${LISTS}/${id}/memberships/add`, [one])
  first.call('PUT', `${LISTS}/${id}/memberships/remove`, ids.slice(0, 1))
  first.call('DELETE', `${LISTS}/${gone}`)
  first.crm.close()
  for (const _ of ['as it was written', 'written anew']) {
    const again = openCaller({dataDir}, ALL_SCOPES)
    expect(members(again, id)).toEqual(ids.slice(1).toSorted())
    expect(again.call('GET', `${LISTS}/${gone}`).status).toBe(404)
    again.crm.close()
  }
})
