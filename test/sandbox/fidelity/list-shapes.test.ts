import {describe, expect, test} from 'vitest'
import {type Caller, openCaller} from '../crm/crm-caller.js'

/**
 * Shapes of replies about lists and events, for which the material beside the repository has no document: written by hand
 * from HubSpot's OpenAPI files (docs/hubspot-api.md#lists, docs/hubspot-api.md#events).
 */

const BRANCH = {
  ...{filterBranchType: 'OR', filterBranchOperator: 'OR', filterBranches: []},
  filters: [
    {filterType: 'PROPERTY', property: 'lastname', operation: {operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN'}},
  ],
}
const REQUIRED = ['listId', 'listVersion', 'name', 'objectTypeId', 'processingStatus', 'processingType']
const LIST_KEYS = [...REQUIRED, 'createdAt', 'size', 'updatedAt']

/** The names of an object, in their order. */
function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : []
}

function filled(lists: string): Caller & {readonly ids: readonly string[]} {
  const caller = openCaller()
  const ids = ['A', 'B', 'C'].map(lastname =>
    String(caller.call('POST', '/crm/v3/objects/contacts', {properties: {lastname}}).json.at('id')),
  )
  const list = {name: 'L', objectTypeId: '0-1'}
  caller.call('POST', lists, {...list, processingType: 'MANUAL'})
  caller.call('POST', lists, {...list, name: 'D', processingType: 'DYNAMIC', filterBranch: BRANCH})
  caller.call('PUT', `${lists}/1/memberships/add`, ids)
  return {...caller, ids}
}

describe.each(['/crm/v3/lists', '/crm/lists/2026-03', '/crm/lists/2026-09'])('%s', lists => {
  test('a list has these members, and its filters where they are asked for', () => {
    const {call} = filled(lists)
    for (const [method, path, place] of [
      ['GET', `${lists}/2`, ['list']],
      ['GET', `${lists}?listIds=2`, ['lists', 0]],
      ['PUT', `${lists}/2/update-list-name?listName=E`, ['updatedList']],
    ] as const) {
      const plain = call(method, path).json.at(...place)
      expect([path, keysOf(plain)]).toEqual([path, LIST_KEYS.toSorted()])
      const asked = call(method, `${path}${path.includes('?') ? '&' : '?'}includeFilters=true`)
      expect(asked.json.at(...place)).toMatchObject({filterBranch: BRANCH, size: 3})
      expect(asked.headers['x-sandbox-ignored']).toBeUndefined()
    }
    const changed = call('PUT', `${lists}/2/update-list-filters`, {filterBranch: BRANCH}).json
    expect(keysOf(changed.at('updatedList'))).toEqual(LIST_KEYS.toSorted())
  })

  test('a found list has its size among the additional properties; others cannot be had', () => {
    const {call} = filled(lists)
    const found = call('POST', `${lists}/search`, {query: 'l', offset: 0, additionalProperties: ['hs_list_size', 'x']})
    expect(keysOf(found.json.value)).toEqual(['hasMore', 'lists', 'offset', 'total'])
    const keys = [...REQUIRED, 'additionalProperties', 'createdAt', 'updatedAt'].toSorted()
    expect(keysOf(found.json.at('lists', 0))).toEqual(keys)
    expect(found.headers['x-sandbox-ignored']).toBe('additionalProperties[].x')
  })

  test('members and memberships have these members', () => {
    const {call, ids} = filled(lists)
    const page = call('GET', `${lists}/1/memberships?limit=1`).json
    expect(keysOf(page.value)).toEqual(['paging', 'results', 'total'])
    expect(keysOf(page.at('results', 0))).toEqual(['membershipTimestamp', 'recordId'])
    expect(keysOf(page.at('paging', 'next'))).toEqual(['after', 'link'])
    const ofRecord = call('GET', `${lists}/records/0-1/${ids[0]}/memberships`).json
    const membership = ['firstAddedTimestamp', 'isPublicList', 'lastAddedTimestamp', 'listId', 'listVersion']
    expect(keysOf(ofRecord.value)).toEqual(['results', 'total'])
    expect(keysOf(ofRecord.at('results', 0))).toEqual(membership)
    const inputs = [ids[0], '7'].map(recordId => ({objectTypeId: 'contacts', recordId}))
    const batch = call('POST', `${lists}/records/memberships/batch/read`, {inputs})
    expect(keysOf(batch.json.value)).toEqual(['completedAt', 'results', 'startedAt', 'status'])
    expect(batch.json.at('results')).toEqual([
      {objectTypeId: '0-1', recordId: ids[0], recordListMemberships: ofRecord.at('results')},
      {objectTypeId: '0-1', recordId: '7', recordListMemberships: []},
    ])
    expect(call('POST', `${lists}/records/memberships/batch/read`, {inputs: [{recordId: '1'}]}).status).toBe(400)
    expect(call('POST', `${lists}/records/memberships/batch/read`, {}).status).toBe(400)
  })

  test('changes of members name three kinds of ids', () => {
    const {call} = filled(lists)
    const told = ['recordIdsMissing', 'recordIdsRemoved', 'recordsIdsAdded']
    const body = {recordIdsToAdd: ['7'], recordIdsToRemove: []}
    expect(keysOf(call('PUT', `${lists}/1/memberships/add-and-remove`, body).json.value)).toEqual(told)
    expect(keysOf(call('PUT', `${lists}/1/memberships/remove`, ['7']).json.value)).toEqual(told)
  })
})

describe.each([
  ['/events/v3', '/events/v3/events'],
  ['/events/2026-03', '/events/event-occurrences/2026-03'],
  ['/events/custom/2025-09', '/events/event-occurrences/2025-09'],
  ['/events/custom/2026-09', '/events/event-occurrences/2026-09'],
])('events of %s', (own, sent) => {
  test('are defined, sent and found', () => {
    const {call} = openCaller()
    const id = String(call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'A'}}).json.at('id'))
    const size = {name: 'size', label: 'Size', type: 'string'}
    const event = {
      label: 'Bought',
      name: 'bought',
      primaryObject: 'CONTACT',
      propertyDefinitions: [{...size, unit: 'cm'}],
    }
    const made = call('POST', `${own}/event-definitions`, {...event, color: 'red'})
    expect(made).toMatchObject({status: 201, headers: {'x-sandbox-ignored': 'propertyDefinitions[].unit, color'}})
    const names = [
      'archived',
      'associations',
      'fullyQualifiedName',
      'id',
      'labels',
      'name',
      'objectTypeId',
      'properties',
    ]
    expect(keysOf(made.json.value)).toEqual(expect.arrayContaining(names))
    expect(keysOf(call('GET', `${own}/event-definitions`).json.value)).toEqual(['results', 'total'])
    const eventName = made.json.at('fullyQualifiedName')
    const happened = call('POST', `${own}/send`, {eventName, objectId: id, properties: {size: 'L'}, where: 'shop'})
    expect(happened).toMatchObject({status: 204, headers: {'x-sandbox-ignored': 'where'}})
    const found = call('GET', `${sent}?objectType=contact&objectId=${id}`).json
    const keys = ['eventType', 'id', 'objectId', 'objectType', 'occurredAt', 'properties']
    expect(keysOf(found.at('results', 0))).toEqual(keys)
  })
})
