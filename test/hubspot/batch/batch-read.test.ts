import {expect, test} from 'vitest'
import {batchRead} from '../../../src/hubspot/batch/batch-read.js'
import {stubbedClient} from '../support/stubbed-client.js'

function record(id: string, properties: Record<string, string | null>) {
  return {id, properties, archived: false}
}

test('contacts are found by first and additional e-mails, whatever the case; the rest is missing', async () => {
  const results = [
    record('1', {
      email: 'ann@example.com',
      hs_additional_emails: 'old@example.com;A2@example.com',
      city: 'Bern',
      zip: null,
    }),
    record('2', {email: 'bob@example.com'}),
  ]
  const errors = [
    {category: 'OBJECT_NOT_FOUND', message: 'Could not get some CONTACT objects', context: {ids: ['cid@example.com']}},
  ]
  const {hubspot, server} = await stubbedClient([{status: 207, body: {results, errors, numErrors: 1}}])
  const ids = ['old@example.com', 'a2@example.com', 'Bob@Example.com', 'cid@example.com']
  const {found, missing, unnamed} = await batchRead(hubspot, '0-1', {idProperty: 'email', properties: ['city'], ids})
  expect([...found]).toEqual([
    ['old@example.com', {recordId: '1', properties: expect.objectContaining({city: 'Bern'})}],
    ['a2@example.com', {recordId: '1', properties: expect.not.objectContaining({zip: null})}],
    ['bob@example.com', {recordId: '2', properties: {email: 'bob@example.com'}}],
  ])
  expect({missing, unnamed}).toEqual({missing: ['cid@example.com'], unnamed: []})
  expect(server.requests[0]).toMatchObject({
    url: '/crm/v3/objects/0-1/batch/read',
    body: {idProperty: 'email', properties: ['city', 'email', 'hs_additional_emails'], inputs: ids.map(id => ({id}))},
  })
  expect(hubspot.counts()).toMatchObject({reads: 1})
})

test('without an idProperty the ids are record ids', async () => {
  const {hubspot, server} = await stubbedClient([{status: 200, body: {results: [record('11', {name: 'x'})]}}])
  const {found, missing, unnamed} = await batchRead(hubspot, '0-2', {properties: ['name'], ids: ['11', '12']})
  expect([...found.keys()]).toEqual(['11'])
  expect({missing, unnamed}).toEqual({missing: ['12'], unnamed: ['12']})
  expect(server.requests[0]?.body).toEqual({properties: ['name'], inputs: [{id: '11'}, {id: '12'}]})
})

test('more than 100 ids are read in several requests, each id once', async () => {
  const ids = Array.from({length: 150}, (_, index) => `K${index}`)
  const page = (part: string[]) => ({status: 200, body: {results: part.map(id => record(`r-${id}`, {tax_id: id}))}})
  const {hubspot, server} = await stubbedClient([page(ids.slice(0, 100)), page(ids.slice(100))])
  const {found, missing} = await batchRead(hubspot, '0-2', {
    idProperty: 'tax_id',
    properties: [],
    ids: [...ids, ...ids],
  })
  expect(found.size).toBe(150)
  expect(missing).toEqual([])
  expect(server.requests).toHaveLength(2)
})

test('nothing to read costs no request', async () => {
  const {hubspot, server} = await stubbedClient([])
  expect(await batchRead(hubspot, '0-2', {idProperty: 'tax_id', properties: [], ids: []})).toEqual({
    found: new Map(),
    missing: [],
    unnamed: [],
    strays: [],
  })
  expect(server.requests).toEqual([])
})

test('a 404 that names nobody is taken apart until it is known who is missing', async () => {
  const notFound = {status: 404, body: {message: 'Some objects were not found', category: 'OBJECT_NOT_FOUND'}}
  const one = {status: 200, body: {results: [record('1', {tax_id: 'A'})]}}
  const {hubspot} = await stubbedClient([notFound, one, notFound])
  const {found, missing} = await batchRead(hubspot, '0-2', {idProperty: 'tax_id', properties: [], ids: ['A', 'B']})
  expect([...found.keys()]).toEqual(['a'])
  expect(missing).toEqual(['B'])
})

test.each([
  ['KEY_NOT_UNIQUE', 400, 'Unable to perform read by non-unique 0-2 property name'],
  ['UNKNOWN_OBJECT', 400, 'Unable to infer object type from: 2-9'],
  ['UNKNOWN_OBJECT', 404, ''],
  ['BUG', 400, 'Invalid input JSON'],
])('%s ends the run on %i "%s"', async (code, status, message) => {
  const {hubspot} = await stubbedClient([{status, body: {message}}])
  const query = {idProperty: 'name', properties: [], ids: ['x', 'y']}
  await expect(batchRead(hubspot, '0-2', query)).rejects.toMatchObject({code})
})
