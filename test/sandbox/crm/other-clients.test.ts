import {describe, expect, test} from 'vitest'
import type {SeedEntry} from '../../../src/sandbox/crm/seed/seed-entry.js'
import {type Caller, openCaller} from './crm-caller.js'

/**
 * What clients in Python ask for. They cannot be installed here: they were run by hand against the sandbox (docs/sandbox.md
 * says when, and in which versions), and these are the requests that were seen, with what must be in the replies.
 */

const numbers = (count: number, first: number) => Array.from({length: count}, (_, at) => String(first + at))
const record = (object: string, properties: object) => (id: string) => ({object, id, properties}) as SeedEntry

const SEED: readonly SeedEntry[] = [
  ...numbers(120, 1000).map(record('contacts', {lastname: 'L'})),
  {object: 'contacts', id: '1999', properties: {lastname: 'Gone'}, archivedAt: '2026-11-01T00:00:00Z'},
  ...numbers(3, 3000).map(record('companies', {name: 'C'})),
  ...numbers(2, 6000).map(record('tickets', {subject: 'T'})),
  ...numbers(1, 7000).map(record('car', {vin: 'V1'})),
  {from: {object: 'contacts', id: '1000'}, to: {object: 'companies', id: '3000'}},
]

interface Seen {
  readonly path: string
  readonly body?: object
  /** How many entries come, page after page. */
  readonly gives: number
}

const DLT: readonly Seen[] = [
  {
    path: '/crm/v3/objects/contacts?associations=deals,products,tickets,quotes&properties=email,lastname&limit=100',
    gives: 120,
  },
  {path: '/crm/v3/objects/contacts?associations=deals,products&properties=email&limit=100&archived=True', gives: 1},
  {
    path: '/crm/v3/objects/companies?associations=contacts,deals,products,tickets,quotes&properties=name&limit=100',
    gives: 3,
  },
  {path: '/crm/v3/objects/companies?properties=name&limit=100&archived=True', gives: 0},
  {path: '/crm/v3/objects/contacts?associations=deals&propertiesWithHistory=email,lastname&limit=50', gives: 120},
  {path: '/crm/v3/owners/', gives: 4},
  {path: '/crm/v3/owners/?archived=True', gives: 1},
  {path: '/crm/v3/pipelines/deals', gives: 2},
  {
    path: '/events/v3/events?objectType=contact&objectId=1000&occurredAfter=2024-02-10T00%3A00%3A00%2B00%3A00&sort=-occurredAt',
    gives: 0,
  },
]

const OTHERS = 'emails,meetings,notes,tasks,calls,conversations,contacts,companies,deals,tickets'
const TAP: readonly Seen[] = [
  {path: '/crm/v3/schemas', gives: 2},
  {path: '/crm/v3/objects/contacts?limit=100&properties=lastname&associations=tickets,companies,deals', gives: 120},
  {
    path: '/crm/v4/objects/tickets?limit=100&associations=contact,company,deals&properties=subject&archived=False',
    gives: 2,
  },
  {path: '/crm/v3/owners/?limit=500', gives: 4},
  {path: '/crm/v3/lists/search', body: {count: 250, sort: '-HS_UPDATED_AT'}, gives: 2},
  {path: '/crm/v3/lists/1/memberships?limit=250', gives: 2},
  {path: `/crm/v3/objects/p_car?limit=100&associations=${OTHERS}&properties=vin&archived=False`, gives: 1},
]

function openLists(): Caller {
  let nowMs = Date.UTC(2026, 10, 23)
  const caller = openCaller({seedData: SEED, now: () => nowMs++})
  for (const name of ['One', 'Two'])
    caller.call('POST', '/crm/v3/lists', {name, objectTypeId: '0-1', processingType: 'MANUAL'})
  caller.call('PUT', '/crm/v3/lists/1/memberships/add', ['1000', '1001'])
  return caller
}

/** All pages, by the cursor of each. */
function entriesOf({call}: Caller, {path, body}: Seen): unknown[] {
  const entries: unknown[] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const {status, json} = call(body === undefined ? 'GET' : 'POST', next, body)
    expect([next, status]).toEqual([next, 200])
    entries.push(...(body === undefined ? json.list('results') : json.list('lists')))
    const after = json.at('paging', 'next', 'after')
    next = after === undefined ? undefined : `${path}${path.includes('?') ? '&' : '?'}after=${after}`
  }
  return entries
}

describe.each([
  ['dlt', DLT],
  ['the Singer tap', TAP],
])('%s', (_, all) => {
  test.each(all.map(seen => [seen.path, seen] as const))('%s', (_path, seen) => {
    expect(entriesOf(openLists(), seen)).toHaveLength(seen.gives)
  })
})

test('lists are sorted, and others found by their ids', () => {
  const {call} = openLists()
  call('PUT', '/crm/v3/lists/1/update-list-name?listName=Newest')
  const search = (body: object) => call('POST', '/crm/v3/lists/search', body).json.list('lists') as {name: string}[]
  const names = (body: object) => search(body).map(({name}) => name)
  expect(names({listIds: ['2'], processingTypes: []})).toEqual(['Two'])
  expect([names({sort: 'HS_UPDATED_AT'}), names({sort: '-HS_UPDATED_AT'})]).toEqual([
    ['Two', 'Newest'],
    ['Newest', 'Two'],
  ])
  expect(call('POST', '/crm/v3/lists/search', {sort: 'HS_SHOE_SIZE'}).status).toBe(400)
})

test.each([
  '/crm/v3/objects/contacts?archived=yes',
  '/crm/v3/objects/contacts/1000?archived=1',
  '/crm/v3/properties/contacts?archived=no',
  '/crm/v3/owners?archived=archived',
  '/crm/v3/schemas?archived=0',
  '/crm/v3/lists/1?includeFilters=please',
])('%s is refused: a flag is true or false', path => {
  const {call} = openLists()
  expect(call('GET', path).status).toBe(400)
  expect(call('GET', path.replace(/=\w+$/, '=FALSE')).status).toBe(200)
})
