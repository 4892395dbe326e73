import {expect, test} from 'vitest'
import {linkPlain, linkTyped, unlink, unlinkTypes} from '../../../src/hubspot/associations/association-calls.js'
import {findLabel, isPrimary, listLinkTypes, plainType} from '../../../src/hubspot/associations/find-label.js'
import {readLinks} from '../../../src/hubspot/associations/read-links.js'
import {searchCompanies} from '../../../src/hubspot/associations/search-companies.js'
import {stubbedClient} from '../support/stubbed-client.js'

const CONTACT_TO_COMPANY = {from: '0-1', to: '0-2'}
const PLAIN = {category: 'HUBSPOT_DEFINED', typeId: 279, label: null}
const PRIMARY = {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary Company'}
const BUYER = {category: 'USER_DEFINED', typeId: 1, label: 'Buyer'}
const TYPES = [PLAIN, PRIMARY, BUYER, {category: 'USER_DEFINED', typeId: 37, label: 'Decision maker'}]

test('each write has its own address and body; they count as associations, not as upserts', async () => {
  const {hubspot, server} = await stubbedClient(Array(4).fill({status: 204, body: ''}))
  const pairs = [
    {from: '501', to: '901'},
    {from: '501', to: '902'},
  ]
  const typed = [
    {from: '501', to: '901', types: [BUYER, PRIMARY]},
    {from: '502', to: '901', types: [BUYER]},
  ]
  await linkPlain(hubspot, CONTACT_TO_COMPANY, pairs)
  await linkTyped(hubspot, CONTACT_TO_COMPANY, typed)
  await unlink(hubspot, CONTACT_TO_COMPANY, pairs)
  await unlinkTypes(hubspot, CONTACT_TO_COMPANY, typed)
  const types = [
    {associationCategory: 'USER_DEFINED', associationTypeId: 1},
    {associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1},
  ]
  const wire = {from: {id: '501'}, to: {id: '901'}}
  const other = {from: {id: '502'}, to: {id: '901'}, types: types.slice(0, 1)}
  expect(server.requests.map(({url, body}) => [url, body])).toEqual([
    [
      '/crm/associations/2026-03/0-1/0-2/batch/associate/default',
      {inputs: [wire, {from: {id: '501'}, to: {id: '902'}}]},
    ],
    ['/crm/associations/2026-03/0-1/0-2/batch/create', {inputs: [{...wire, types}, other]}],
    [
      '/crm/associations/2026-03/0-1/0-2/batch/archive',
      {inputs: [{from: {id: '501'}, to: [{id: '901'}, {id: '902'}]}]},
    ],
    ['/crm/associations/2026-03/0-1/0-2/batch/labels/archive', {inputs: [{...wire, types}, other]}],
  ])
  expect(hubspot.counts()).toEqual({
    upserts: 0,
    reads: 0,
    associations: 4,
    memberships: 0,
    archives: 0,
    retries: 0,
    throttled: 0,
  })
})

test('a dated version of the rest is the version of links, too', async () => {
  const {hubspot, server} = await stubbedClient([{status: 204, body: ''}], {apiVersion: '2026-09'})
  await linkPlain(hubspot, CONTACT_TO_COMPANY, [{from: '1', to: '2'}])
  expect(server.requests[0]?.url).toBe('/crm/associations/2026-09/0-1/0-2/batch/associate/default')
})

test('links are read page by page; a record without any is an error of the 207, and has none', async () => {
  const target = (id: number, ...types: object[]) => ({toObjectId: id, associationTypes: types})
  const replies = [
    {
      status: 207,
      body: {
        results: [{from: {id: '501'}, to: [target(901, PLAIN, BUYER)], paging: {next: {after: 'NTAw'}}}],
        errors: [{category: 'OBJECT_NOT_FOUND', message: 'No company is associated with contact 502.'}],
      },
    },
    {status: 200, body: {results: [{from: {id: 501}, to: [target(902, PLAIN)], paging: {next: {after: 'NTAw'}}}]}},
  ]
  const {hubspot, server} = await stubbedClient(replies)
  const links = await readLinks(hubspot, CONTACT_TO_COMPANY, ['501', '502', '501'])
  expect([...links].map(([id, to]) => [id, [...to]])).toEqual([
    [
      '501',
      [
        ['901', [PLAIN, BUYER]],
        ['902', [PLAIN]],
      ],
    ],
    ['502', []],
  ])
  expect(server.requests.map(({body}) => body)).toEqual([
    {inputs: [{id: '501'}, {id: '502'}]},
    {inputs: [{id: '501', after: 'NTAw'}]},
  ])
  expect(hubspot.counts()).toMatchObject({reads: 2, associations: 0})
})

test('a read that is refused ends the run; none of them having links does not', async () => {
  const none = {status: 404, body: {category: 'OBJECT_NOT_FOUND', message: 'none'}}
  const {hubspot} = await stubbedClient([none, {status: 400, body: {message: 'no'}}])
  expect([...(await readLinks(hubspot, CONTACT_TO_COMPANY, ['1'])).values()]).toEqual([new Map()])
  await expect(readLinks(hubspot, CONTACT_TO_COMPANY, ['1'])).rejects.toMatchObject({code: 'CALL_REFUSED'})
})

test('what cannot be read is not taken for a record without links: its neighbours are read without it', async () => {
  const linked = (id: string) => ({from: {id}, to: [{toObjectId: 901, associationTypes: [BUYER]}]})
  const gone = {status: 404, body: {category: 'OBJECT_NOT_FOUND', message: 'Object not found.'}}
  const {hubspot, server} = await stubbedClient([
    gone,
    {status: 200, body: {results: [linked('1')]}},
    {
      status: 207,
      body: {results: [linked('2')], errors: [{category: 'OBJECT_NOT_FOUND', message: 'Object not found.'}]},
    },
    {status: 200, body: {results: [linked('2')]}},
    gone,
  ])
  const links = await readLinks(hubspot, CONTACT_TO_COMPANY, ['1', '2', '3'])
  const one = [['901', [BUYER]]]
  expect([...links].map(([id, to]) => [id, [...to]])).toEqual([
    ['1', one],
    ['2', one],
    ['3', []],
  ])
  expect(server.requests.map(({body}) => body)).toEqual([
    {inputs: [{id: '1'}, {id: '2'}, {id: '3'}]},
    {inputs: [{id: '1'}]},
    {inputs: [{id: '2'}, {id: '3'}]},
    {inputs: [{id: '2'}]},
    {inputs: [{id: '3'}]},
  ])
})

test('a record that no answer mentions is asked for again; it has no links after five silences', async () => {
  const linked = (id: string) => ({from: {id}, to: [{toObjectId: 901, associationTypes: [BUYER]}]})
  const none = (id: string) => ({
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No company is associated with contact ${id}.`,
    context: {fromObjectId: [id]},
  })
  const silent = {status: 200, body: {results: []}}
  const {hubspot, server} = await stubbedClient([
    {status: 207, body: {results: [linked('1')], errors: [none('2')]}},
    {status: 200, body: {results: [linked('4')]}},
    ...[silent, silent, silent],
  ])
  const links = await readLinks(hubspot, CONTACT_TO_COMPANY, ['1', '2', '3', '4'])
  expect([...links].map(([id, to]) => [id, to.size])).toEqual([
    ['1', 1],
    ['2', 0],
    ['3', 0],
    ['4', 1],
  ])
  const asked = server.requests.map(({body}) => (body as {inputs: {id: string}[]}).inputs.map(({id}) => id).join())
  expect(asked).toEqual(['1,2,3,4', '3,4', '3', '3', '3'])
})

test('a 207 with an error of another kind ends the run: the links of that record are not known', async () => {
  const error = {category: 'INTERNAL_ERROR', message: 'Could not read the associations of 2.'}
  const reply = {status: 207, body: {results: [], errors: [error]}}
  const {hubspot} = await stubbedClient([reply, reply])
  await expect(readLinks(hubspot, CONTACT_TO_COMPANY, ['2'])).rejects.toMatchObject({code: 'CALL_REFUSED'})
})

test('a label is found by its text, whatever the case, or by its number; primary is HubSpot’s own alone', async () => {
  const {hubspot} = await stubbedClient([{status: 200, body: {results: [...TYPES, {category: 7}, null]}}])
  const types = await listLinkTypes(hubspot, CONTACT_TO_COMPANY)
  expect(types).toEqual(TYPES)
  expect(plainType(types)).toEqual(PLAIN)
  const found = (text: string) => findLabel(text, types).map(({label}) => label)
  expect(found(' decision  MAKER ')).toEqual(['Decision maker'])
  expect(found('Primary')).toEqual(['Primary Company'])
  expect(found('37')).toEqual(['Decision maker'])
  expect(found('1')).toEqual(['Primary Company', 'Buyer']) // not clear: two categories have the number
  expect(found('279')).toEqual([])
  expect(types.filter(isPrimary)).toEqual([PRIMARY])
  expect(isPrimary({...BUYER, label: 'Primary'})).toBe(false)
})

test('companies are searched by domain, as many values a query as fit; one domain may have several', async () => {
  const company = (id: string, domain: string) => ({id, properties: {domain}})
  const replies = [
    {status: 200, body: {results: [company('1', 'A.example')], paging: {next: {after: '200'}}}},
    {status: 200, body: {results: [company('2', 'a.example'), company('3', 'b.example')]}},
    {status: 200, body: {results: []}},
  ]
  const {hubspot, server} = await stubbedClient(replies)
  const long = Array.from({length: 30}, (_, index) => `${'x'.repeat(90)}${index}.example`)
  const found = await searchCompanies(hubspot, ['A.example', 'b.example', 'a.EXAMPLE', ...long])
  expect([...found]).toEqual([
    ['a.example', ['1', '2']],
    ['b.example', ['3']],
  ])
  expect(server.requests.map(({url}) => url)).toEqual(Array(3).fill('/crm/v3/objects/0-2/search'))
  for (const {body} of server.requests) expect(JSON.stringify(body).length).toBeLessThan(3000)
})
