import {expect, test} from 'vitest'
import {startProbe} from '../fidelity/probe.js'
import {openCaller} from './crm-caller.js'

const CONTACTS = '/crm/v3/objects/contacts'

test.each([
  [{host: 'localhost:8080'}, 'http://localhost:8080'],
  [{host: 'sandbox', 'x-forwarded-proto': 'https'}, 'https://sandbox'],
  [{host: 'a:1', 'x-forwarded-proto': 'https,http', 'x-forwarded-host': 'crm.example, a:1'}, 'https://crm.example'],
  [{host: 'a"><b'}, 'https://api.hubapi.com'],
  [{}, 'https://api.hubapi.com'],
])('asked by %j, pages are linked at %s', (headers, origin) => {
  const {call} = openCaller()
  for (const lastname of ['A', 'B']) call('POST', CONTACTS, {properties: {lastname}})
  const {json} = call('GET', `${CONTACTS}?limit=1`, undefined, headers)
  expect(String(json.at('paging', 'next', 'link'))).toMatch(new RegExp(`^${origin}${CONTACTS}\\?limit=1&after=\\d+$`))
})

test.each(['v3', '2026-03'])(
  'more links than a read of version %s shows are found by following them',
  async version => {
    const {call, sandbox} = await startProbe({switches: {linksPerPage: 2}})
    sandbox.seed([
      {object: 'contacts', id: '1', properties: {}},
      ...['11', '12', '13', '14', '15'].map(id => ({object: 'companies', id, properties: {}})),
      ...['11', '12', '13', '14', '15'].map(id => ({
        from: {object: 'contacts', id: '1'},
        to: {object: 'companies', id},
      })),
    ])
    const base = version === 'v3' ? '/crm/v3/objects/contacts' : `/crm/objects/${version}/contacts`
    const ids = new Set<string>()
    let found = (await call('GET', `${base}/1?associations=companies`)).body as {associations?: unknown}
    let page = (found.associations as {companies: Page}).companies
    for (;;) {
      for (const {id, toObjectId} of page.results) ids.add(String(id ?? toObjectId))
      const link = page.paging?.next.link
      if (link === undefined) break
      found = (await call('GET', link.replace(sandbox.url, ''))).body as object
      page = found as Page
    }
    expect([...ids].sort()).toEqual(['11', '12', '13', '14', '15'])
  },
)

interface Page {
  readonly results: readonly {readonly id?: string; readonly toObjectId?: number}[]
  readonly paging?: {readonly next: {readonly link?: string}}
}

test.each(['abc', '!!', '', Buffer.from('-1').toString('base64'), Buffer.from('1.5').toString('base64')])(
  'the cursor "%s" of links is refused',
  after => {
    const {call} = openCaller()
    const {json} = call('POST', CONTACTS, {properties: {lastname: 'A'}})
    const path = `/crm/v4/objects/contacts/${json.at('id')}/associations/companies?after=${encodeURIComponent(after)}`
    expect(call('GET', path).status).toBe(400)
  },
)

test('an id with a slash is one part of its path', async () => {
  const {call} = await startProbe()
  const property = {name: 'file_no', label: 'File', groupName: 'contactinformation', type: 'string', fieldType: 'text'}
  await call('POST', '/crm/v3/properties/contacts', {...property, hasUniqueValue: true})
  for (const id of ['DE/123', 'a%2Fb', '50%', '../x', '%25']) {
    const inputs = [{id, idProperty: 'file_no', properties: {lastname: 'Lee'}}]
    await call('POST', `${CONTACTS}/batch/upsert`, {inputs})
    const read = await call('GET', `${CONTACTS}/${encodeURIComponent(id)}?idProperty=file_no&properties=file_no`)
    expect(read).toMatchObject({status: 200, body: {properties: {file_no: id}}})
  }
})
