import {describe, expect, test} from 'vitest'
import {listOf, NOW, openLegacy} from './legacy-caller.js'

const upsert = (caller: ReturnType<typeof openLegacy>, email: string, values: object = {}) =>
  caller.call('POST', `/contacts/v1/contact/createOrUpdate/email/${email}`, {
    properties: listOf(values as Record<string, unknown>, 'property'),
  })

describe('contacts v1', () => {
  test('an upsert makes a contact, then changes it; v3 sees the same record', () => {
    const caller = openLegacy()
    const made = upsert(caller, 'A@x.co', {firstname: 'Ann', closedate: NOW, numemployees: '1-5'})
    expect(made.json.value).toEqual({vid: expect.any(Number), isNew: true})
    const vid = made.json.at('vid')
    expect(upsert(caller, 'a@x.co', {city: 'Bern'}).json.value).toEqual({vid, isNew: false})
    const read = caller.call('GET', `/crm/v3/objects/contacts/${vid}?properties=email,firstname,city,closedate`)
    expect(read.json.at('properties')).toMatchObject({
      ...{email: 'a@x.co', firstname: 'Ann', city: 'Bern'},
      closedate: '2026-11-23T17:00:00.125Z',
    })
  })

  test('an e-mail among the properties of an upsert renames the contact, unless another one has it', () => {
    const caller = openLegacy()
    const [a, b] = [caller.contact('a@x.co'), caller.contact('b@x.co')]
    expect(upsert(caller, 'a@x.co', {email: 'new@x.co'}).json.value).toEqual({vid: a, isNew: false})
    const taken = upsert(caller, 'new@x.co', {email: 'b@x.co'})
    expect(taken.status).toBe(409)
    expect(taken.json.at('identityProfile', 'vid')).toBe(b)
    expect(caller.call('GET', '/contacts/v1/contact/email/new@x.co/profile').json.at('vid')).toBe(a)
  })

  test('a profile shows every value with its versions, times in milliseconds, and the primary company', () => {
    const caller = openLegacy()
    const vid = caller.contact('a@x.co', {city: 'Bern'})
    const company = caller.company({name: 'N', domain: 'x.co'})
    caller.call('PUT', `/companies/v2/companies/${company}/contacts/${vid}`)
    caller.call('POST', `/contacts/v1/contact/vid/${vid}/profile`, {properties: listOf({city: 'Chur'}, 'property')})
    const {json} = caller.call('GET', `/contacts/v1/contact/vid/${vid}/profile`)
    const versions = json.list('properties', 'city', 'versions')
    expect(versions).toEqual(
      ['Chur', 'Bern'].map(value => ({
        ...{value, 'source-type': 'INTEGRATION', 'source-id': '19083857', 'source-label': null},
        ...{timestamp: NOW, selected: false},
      })),
    )
    expect(json.at('properties', 'createdate', 'value')).toBe(String(NOW))
    expect(json.at('identity-profiles', 0, 'identities', 0)).toMatchObject({type: 'EMAIL', 'is-primary': true})
    expect(json.at('associated-company')).toMatchObject({'company-id': company, properties: {name: {value: 'N'}}})
    const narrow = caller.call('GET', `/contacts/v1/contact/vid/${vid}/profile?property=city&propertyMode=value_only`)
    expect(narrow.json.at('properties')).toEqual({city: {value: 'Chur'}})
  })

  test.each([
    ['POST', '/contacts/v1/contact/vid/1/profile', {properties: []}, 404, 'resource not found'],
    ['GET', '/contacts/v1/contact/vid/1/profile', undefined, 404, 'contact does not exist'],
    ['GET', '/contacts/v1/contact/email/n@x.co/profile', undefined, 404, 'contact does not exist'],
    ['DELETE', '/contacts/v1/contact/vid/1', undefined, 404, 'contact does not exist'],
    ['POST', '/contacts/v1/contact', {}, 400, /required fields were not set: \[properties\]/],
    ['POST', '/contacts/v1/contact', {properties: 1}, 400, /Cannot deserialize/],
    ['POST', '/contacts/v1/contact', {properties: [{value: 'x'}]}, 400, /\[property\]/],
    ['POST', '/contacts/v1/contact', {properties: [{property: '__proto__', value: 'x'}]}, 400, /were not valid/],
    ['GET', '/contacts/v1/lists/all/contacts/all?vidOffset=x', undefined, 400, /vidOffset must be a whole number/],
    ['POST', '/contacts/v1/contact/merge-vids/1', {vidToMerge: 2}, 400, /^canonical vid is not a valid contact/],
  ] as const)('%s %s %j: %i', (method, path, body, status, message) => {
    const answer = openLegacy().call(method, path, body)
    expect(answer.status).toBe(status)
    expect(answer.json.at('message')).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  test('unknown properties and bad values are told as validation results, and nothing is written', () => {
    const caller = openLegacy()
    const refused = upsert(caller, 'a@x.co', {nope: '1', closedate: 'soon'})
    expect(refused.json.list('validationResults')).toMatchObject([
      {isValid: false, name: 'nope', error: 'PROPERTY_DOESNT_EXIST'},
      {isValid: false, name: 'closedate', error: 'INVALID_LONG', message: 'soon was not a valid long.'},
    ])
    expect([...caller.crm.records('contacts')]).toEqual([])
  })

  test('all contacts come in pages by vid, with the values that are asked for', () => {
    const caller = openLegacy()
    const vids = [1, 2, 3].map(n => caller.contact(`c${n}@x.co`, {firstname: `F${n}`}))
    const page = (query: string) => caller.call('GET', `/contacts/v1/lists/all/contacts/all?${query}`).json
    const first = page('count=2')
    expect([first.list('contacts').length, first.at('has-more'), first.at('vid-offset')]).toEqual([2, true, vids[1]])
    expect(first.at('contacts', 0, 'properties')).toEqual({
      firstname: {value: 'F1'},
      lastmodifieddate: {value: String(NOW)},
    })
    const last = page(`count=2&vidOffset=${vids[1]}&property=email&property=city`)
    expect([last.at('contacts', 0, 'vid'), last.at('has-more')]).toEqual([vids[2], false])
    expect(Object.keys(last.at('contacts', 0, 'properties') as object)).toEqual(['email', 'lastmodifieddate'])
  })

  test('recent ones are those of 30 days, the newest first, by either offset', () => {
    let now = NOW - 40 * 86_400_000
    const caller = openLegacy({now: () => now})
    caller.contact('old@x.co')
    now = NOW
    const vids = [1, 2, 3].map(n => {
      now += 1000
      return caller.contact(`c${n}@x.co`)
    })
    const ask = (query: string) =>
      caller.call('GET', `/contacts/v1/lists/recently_updated/contacts/recent?${query}`).json
    const seen = (query: string) =>
      ask(query)
        .list('contacts')
        .map(each => (each as {vid: number}).vid)
    expect(seen('')).toEqual(vids.toReversed())
    const first = ask('count=1')
    expect(first.value).toMatchObject({'has-more': true, 'vid-offset': vids[2], 'time-offset': NOW + 3000})
    expect(seen(`count=1&vidOffset=${vids[2]}`)).toEqual([vids[1]])
    expect(seen(`count=9&timeOffset=${NOW + 3000}`)).toEqual([vids[1], vids[0]])
  })

  test('a merge and a delete act on the record of v3; several are read by vid or e-mail', () => {
    const caller = openLegacy()
    const [a, b, c] = ['a@x.co', 'b@x.co', 'c@x.co'].map(email => caller.contact(email))
    expect(caller.call('POST', `/contacts/v1/contact/merge-vids/${a}`, {vidToMerge: b}).text).toBe('SUCCESS')
    const merged = caller.call('GET', `/contacts/v1/contact/vid/${b}/profile`).json
    const left = merged.at('vid')
    expect(merged.at('merged-vids')).toEqual(expect.arrayContaining([b]))
    expect(merged.list('merge-audits')).toContainEqual({'canonical-vid': left, 'vid-to-merge': b, timestamp: NOW})
    expect(caller.call('GET', `/contacts/v1/contact/vid/${a}/profile`).json.at('vid')).toBe(left)
    expect(caller.call('DELETE', `/contacts/v1/contact/vid/${c}`).json.value).toMatchObject({vid: c, deleted: true})
    const byVid = caller.call('GET', `/contacts/v1/contact/vids/batch?vid=${a}&vid=${c}&vid=9`).json.value
    expect(Object.keys(byVid as object)).toEqual([String(left)])
    const byEmail = caller.call('GET', '/contacts/v1/contact/emails/batch?email=b@x.co&email=n@x.co').json.value
    expect(Object.keys(byEmail as object)).toEqual([String(left)])
  })

  test('a search finds words of a contact, page by page', () => {
    const caller = openLegacy()
    const [a, b] = [caller.contact('ann@x.co', {city: 'Bern'}), caller.contact('anna@x.co')]
    caller.contact('other@y.co')
    const search = (query: string) => caller.call('GET', `/contacts/v1/search/query?${query}`).json
    const first = search('q=ann&count=1&property=city')
    expect(first.value).toMatchObject({query: 'ann', offset: 1, 'has-more': true, total: 2})
    expect(first.at('contacts', 0)).toMatchObject({vid: a, properties: {city: {value: 'Bern'}}})
    expect(search('q=ann&count=1&offset=1').value).toMatchObject({'has-more': false, contacts: [{vid: b}]})
    expect(search('q=nobody').value).toEqual({query: 'nobody', offset: 0, 'has-more': false, total: 0, contacts: []})
  })

  test('a batch is written whole or not at all', () => {
    const caller = openLegacy()
    const vid = caller.contact('a@x.co')
    const city = (city: string) => ({properties: listOf({city}, 'property')})
    const post = (inputs: readonly object[]) => caller.call('POST', '/contacts/v1/contact/batch', inputs)
    expect(
      post([
        {vid, ...city('Bern')},
        {email: 'b@x.co', ...city('Chur')},
      ]).status,
    ).toBe(202)
    const refused = post([
      {vid, ...city('Genf')},
      {email: 'b@x.nope', ...city('x')},
    ])
    expect(refused.json.value).toMatchObject({invalidEmails: ['b@x.nope'], failureMessages: [{index: 1}]})
    const cities = [...caller.crm.records('contacts')].map(({properties}) => properties['city'])
    expect(cities).toEqual(['Bern', 'Chur'])
  })
})

describe('lists of contacts v1', () => {
  const withList = (options: object, processingType = 'MANUAL') => {
    const caller = openLegacy(options)
    const filterBranch = {filterBranchType: 'OR', filterBranches: []}
    caller.call('POST', '/crm/v3/lists', {name: 'own', objectTypeId: '0-1', processingType, filterBranch})
    return caller
  }

  test('are gone since 30 April 2026: a page as of a path that HubSpot does not have', () => {
    const caller = withList({})
    const reply = caller.call('POST', '/contacts/v1/lists/1/add', {vids: [1]})
    expect([reply.status, reply.headers['x-hubspot-notfound']]).toEqual([404, 'true'])
  })

  test.each([
    ['before that day', {now: () => Date.UTC(2026, 3, 29)}],
    ['with the switch', {switches: {sunsetRoutes: 'served'}}],
  ])('take contacts by vid and e-mail %s', (_, options) => {
    const caller = withList(options)
    const [a, b] = [caller.contact('a@x.co'), caller.contact('b@x.co')]
    const body = {vids: [a, 99], emails: ['b@x.co', 'n@x.co']}
    expect(caller.call('POST', '/contacts/v1/lists/1/add', body).json.value).toEqual({
      ...{updated: [a, b], discarded: [], invalidVids: [99], invalidEmails: ['n@x.co']},
    })
    expect(caller.call('POST', '/contacts/v1/lists/1/remove', {vids: [a]}).json.at('updated')).toEqual([a])
    expect(caller.call('POST', '/contacts/v1/lists/1/remove', {vids: [a]}).json.at('discarded')).toEqual([a])
    expect(caller.call('GET', '/crm/v3/lists/1/memberships').json.at('results', 0, 'recordId')).toBe(String(b))
  })

  test('HubSpot alone fills a dynamic one', () => {
    const caller = withList({switches: {sunsetRoutes: 'served'}}, 'DYNAMIC')
    const reply = caller.call('POST', '/contacts/v1/lists/1/add', {vids: [1]})
    expect([reply.status, reply.json.at('message')]).toEqual([400, 'Can not operate manually on a dynamic list'])
  })
})
