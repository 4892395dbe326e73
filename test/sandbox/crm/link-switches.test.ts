import {expect, test} from 'vitest'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {callerOf} from './crm-caller.js'
import {openLinkedPortal, pair, pathOf, typed} from './linked-portal.js'

const portalWith = (switches: Partial<SandboxSwitches>) => openLinkedPortal({switches})

test.each([
  ['207', 207],
  ['400', 400],
] as const)('links of which all fail are answered %s, with the same body', (allLinksFailedAs, status) => {
  const {pairs, contacts, companies} = portalWith({allLinksFailedAs, plainLinksPartialAs: '207'})
  for (const [tail, input] of [
    ['batch/create', typed('404', companies[0], 279)],
    ['batch/associate/default', pair('404', companies[0])],
  ] as const) {
    const all = pairs('contacts/companies', tail, [input])
    expect([all.status, all.json.at('results'), all.json.at('numErrors')]).toEqual([status, [], 1])
  }
  const some = [typed('404', companies[0], 279), typed(contacts[0], companies[0], 279)]
  expect(pairs('contacts/companies', 'batch/create', some).status).toBe(207)
})

test.each([
  ['200', 200],
  ['207', 207],
] as const)('plain links done in part are answered %s', (plainLinksPartialAs, status) => {
  const {pairs, contacts, companies} = portalWith({plainLinksPartialAs})
  const inputs = [pair('404', companies[0]), pair(contacts[0], companies[0])]
  const {json, status: answered} = pairs('contacts/companies', 'batch/associate/default', inputs)
  expect([answered, json.list('results').length, json.list('errors').length]).toEqual([status, 1, 1])
})

test.each([
  ['recorded', [undefined, undefined, ['x'], undefined]],
  ['all', [['404'], ['404'], ['x'], ['1']]],
  ['none', [undefined, undefined, undefined, undefined]],
] as const)('errors of links name their record in context.id: %s', (linkErrorContext, expected) => {
  const portal = portalWith({linkErrorContext})
  const {contacts} = portal
  const inputs = [
    pair(contacts[0], '404'),
    pair('404', contacts[0]),
    pair('x', contacts[0]),
    pair(contacts[0], contacts[0]),
  ]
  const {json} = portal.pairs('contacts/contacts', 'batch/associate/default', inputs)
  const told = json.list('errors').map(error => (error as {context?: {id?: string[]}}).context?.id)
  expect(told).toEqual(expected.map(ids => (ids?.[0] === '1' ? [contacts[0]] : ids)))
  if (linkErrorContext === 'all')
    expect(json.at('errors', 1)).toMatchObject({
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.FROM_OBJECT_NOT_FOUND',
      message: 'No contact with ID 404 exists',
    })
})

test.each([
  ['replace', ['279 1 28', '279 1 28']],
  ['replace-always', ['279 1 28', '279 1']],
  ['add', ['279 1 37 28', '279 1 37 28']],
] as const)('writing labels, then the plain type alone: %s', (labelWrites, expected) => {
  const {pairs, links, contacts, companies} = portalWith({labelWrites})
  const write = (...types: (number | string)[]) =>
    pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[0], ...types)])
  write('U37')
  const seen = (['U28', 279] as const).map(type => {
    write(type)
    return links()[0]?.split(': ')[1]
  })
  expect(seen).toEqual(expected)
})

test.each([
  [true, '279 1'],
  [false, '279'],
])('the first company becomes the primary one: %s', (firstCompanyIsPrimary, types) => {
  const {pairs, links, contacts, companies} = portalWith({firstCompanyIsPrimary})
  pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[0])])
  expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[0]}: ${types}`])
})

test('the former primary company is taken away where the switch says so', () => {
  const {pairs, links, contacts, companies} = portalWith({formerPrimary: 'removed'})
  pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[0])])
  pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[1], 1)])
  expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[1]}: 279 1`])
})

test.each([
  [true, 200],
  [false, 400],
])('pairs with a custom object have a plain type: %s', (customPairsHavePlain, status) => {
  const portal = portalWith({customPairsHavePlain})
  const {call, pairs, links, contacts} = portal
  const car = String(call('POST', '/crm/v3/objects/2-40118201', {properties: {vin: 'V', model: 'M'}}).json.at('id'))
  expect(pairs('2-40118201/contacts', 'batch/associate/default', [pair(car, contacts[0])]).status).toBe(status)
  pairs('2-40118201/contacts', 'batch/create', [typed(car, contacts[0], 'U53')])
  expect(links()).toEqual([`contacts ${contacts[0]} → car ${car}: ${customPairsHavePlain ? '52 54' : '54'}`])
})

test('labels get ids that HubSpot’s own types have, where the switch says so', () => {
  const {call, pairs, links, contacts, companies} = portalWith({clashingTypeIds: true})
  const made = call('POST', `${pathOf('contacts/companies', 'v4')}/labels`, {label: 'Partner', name: 'partner'})
  expect(made.json.list('results').map(each => (each as {typeId: number}).typeId)).toEqual([1, 2])
  pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[0])])
  pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[1])])
  pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[1], 'U1')])
  expect(links().map(link => link.split(': ')[1])).toEqual(['279 1', '279 1'])
  const {json} = pairs('contacts/companies', 'batch/read', [{id: contacts[0]}])
  expect(json.at('results', 0, 'to', 1, 'associationTypes', 1)).toEqual({
    category: 'USER_DEFINED',
    typeId: 1,
    label: 'Partner',
  })
})

test.each([
  ['numbers', (id: string | undefined) => Number(id)],
  ['texts', (id: string | undefined) => id],
] as const)('ids in results are %s', (linkIdsAs, shown) => {
  const {pairs, contacts, companies} = portalWith({linkIdsAs})
  const made = pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[0], 279)])
  expect(made.json.at('results', 0)).toMatchObject({
    fromObjectId: shown(contacts[0]),
    toObjectId: shown(companies[0]),
  })
  const read = pairs('contacts/companies', 'batch/read', [{id: contacts[0]}])
  expect(read.json.at('results', 0, 'to', 0, 'toObjectId')).toBe(shown(companies[0]))
})

test('plain links are answered once a direction, where the switch says so', () => {
  const {pairs, contacts, companies} = portalWith({plainLinksBothWays: true})
  const {json} = pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[0])])
  const spec = (id: number) => ({associationCategory: 'HUBSPOT_DEFINED', associationTypeId: id})
  expect(json.list('results')).toEqual([
    {...pair(contacts[0], companies[0]), associationSpec: spec(279)},
    {...pair(companies[0], contacts[0]), associationSpec: spec(280)},
  ])
})

test.each([
  ['documented', 204, 200],
  ['204', 204, 204],
  ['200', 200, 200],
] as const)('taking links away answers as %s', (unlinkAnswers, inV4, dated) => {
  const {pairs, contacts, companies} = portalWith({unlinkAnswers})
  const inputs = [{from: {id: contacts[0]}, to: [{id: companies[0]}]}]
  const labels = [typed(contacts[0], companies[0], 'U37')]
  for (const [version, status] of [
    ['v4', inV4],
    ['2026-03', dated],
    ['2026-09', dated],
  ] as const) {
    expect(pairs('contacts/companies', 'batch/archive', inputs, version).status).toBe(status)
    expect(pairs('contacts/companies', 'batch/labels/archive', labels, version).status).toBe(status)
  }
})

test('the list of labels is refused, where the switch says so', () => {
  const {call} = portalWith({labelsForbidden: true})
  const {status, json} = call('GET', `${pathOf('contacts/companies', 'v4')}/labels`)
  expect([status, json.at('category')]).toEqual([403, 'MISSING_SCOPES'])
})

test('fewer inputs are taken, where the switch says so', () => {
  const {pairs, contacts, companies} = portalWith({maxLinkInputs: 2})
  const inputs = contacts.map(id => pair(id, companies[0]))
  const refused = pairs('contacts/companies', 'batch/associate/default', inputs)
  expect([refused.status, refused.json.at('message')]).toEqual([
    400,
    'The maximum number of inputs supported in a batch is 2. Please reduce the number of items and try again',
  ])
  expect(pairs('contacts/companies', 'batch/associate/default', inputs.slice(1)).status).toBe(200)
})

test('a record that is full takes no further link, and still the one it has', () => {
  const {pairs, links, contacts, companies} = portalWith({maxLinksOfRecord: 2})
  const inputs = contacts.map(id => pair(id, companies[0]))
  const {json} = pairs('contacts/companies', 'batch/associate/default', inputs)
  expect(json.at('errors', 0)).toEqual({
    status: 'error',
    category: 'VALIDATION_ERROR',
    subCategory: 'crm.associations.ASSOCIATION_LIMIT_EXCEEDED',
    message: `Object ${companies[0]} already has the maximum of 2 associations of this type`,
  })
  expect(links()).toHaveLength(2)
  expect(pairs('contacts/companies', 'batch/associate/default', inputs.slice(0, 2)).json.at('errors')).toBeUndefined()
})

test.each([
  ['2026-09', 'oauth', 400],
  ['2026-09', 'private-app', 200],
  ['2026-03', 'oauth', 200],
] as const)('%s refuses a user without "Edit Associations" (%s): %s', (version, tokenKind, status) => {
  const {crm, contacts, companies} = portalWith({editAssociations: false})
  const ask = (path: string, body: unknown) =>
    crm.handle(
      {method: 'POST', path, query: new URLSearchParams(), headers: {}, body: JSON.stringify(body)},
      {
        token: 't',
        tokenKind,
        scopes: ['crm.objects.contacts', 'crm.objects.companies'].flatMap(each => [`${each}.read`, `${each}.write`]),
      },
    )
  const base = pathOf('contacts/companies', version)
  const reply = ask(`${base}/batch/associate/default`, {inputs: [pair(contacts[0], companies[0])]})
  expect(reply?.status).toBe(status)
  if (status === 400) expect(reply?.body).toMatchObject({message: "Missing 'Edit Associations' permission."})
  expect(ask(`${base}/batch/read`, {inputs: []})?.status).toBe(200)
})

test('without records any id can be linked, and nothing is kept', () => {
  const {crm} = openLinkedPortal({keepRecords: false})
  const {call} = callerOf(crm)
  const made = call('POST', `${pathOf('contacts/companies', 'v4')}/batch/create`, {inputs: [typed('1', '2', 'U37')]})
  expect([made.status, made.json.at('results', 0, 'labels')]).toEqual([201, ['Decision maker']])
  expect([...crm.associations()]).toEqual([])
})
