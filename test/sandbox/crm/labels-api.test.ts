import {describe, expect, test} from 'vitest'
import {ALL_SCOPES} from './crm-caller.js'
import {openLinkedPortal, pathOf, typed} from './linked-portal.js'

const LABELS = pathOf('contacts/companies', 'v4')

describe('labels', () => {
  test('are listed from the side that asks, the plain type first', () => {
    const {call} = openLinkedPortal()
    const listed = call('GET', `${LABELS}/labels`)
    expect(listed.json.list('results').slice(0, 4)).toEqual([
      {category: 'HUBSPOT_DEFINED', typeId: 279, label: null},
      {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'},
      {category: 'HUBSPOT_DEFINED', typeId: 931, label: 'Billing contact'},
      {category: 'USER_DEFINED', typeId: 37, label: 'Decision maker'},
    ])
    const back = call('GET', '/crm/associations/v4/companies/contacts/labels')
    expect(back.json.at('results', 0)).toEqual({category: 'HUBSPOT_DEFINED', typeId: 280, label: null})
  })

  test('2026-09 names the kinds as null', () => {
    const listed = openLinkedPortal().call('GET', `${pathOf('deals/contacts', '2026-09')}/labels`)
    expect(listed.json.at('results', 0)).toEqual({
      category: 'HUBSPOT_DEFINED',
      typeId: 3,
      label: null,
      fromObjectTypeId: null,
      toObjectTypeId: null,
    })
  })

  test('kinds that cannot be linked have none', () => {
    const {call} = openLinkedPortal()
    expect(call('GET', `${pathOf('products/contacts', 'v4')}/labels`).json.at('results')).toEqual([])
  })

  test('a new one has both directions and is written like any other', () => {
    const {call, pairs, links, contacts, companies} = openLinkedPortal()
    const made = call('POST', `${LABELS}/labels`, {label: 'Advisor', inverseLabel: 'Advised', name: 'advisor'})
    expect(made.status).toBe(200)
    expect(made.json.list('results')).toEqual([
      {category: 'USER_DEFINED', typeId: 101, label: 'Advisor'},
      {category: 'USER_DEFINED', typeId: 102, label: 'Advised'},
    ])
    pairs('companies/contacts', 'batch/create', [typed(companies[0], contacts[0], 'U102')])
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[0]}: 279 1 101`])
    const again = call('POST', `${LABELS}/labels`, {label: 'Advisor', name: 'other'})
    expect([again.status, again.json.at('category')]).toEqual([400, 'VALIDATION_ERROR'])
    expect(call('POST', `${LABELS}/labels`, {label: 'X'}).json.at('message')).toContain('[name]')
  })

  test('one is renamed with its links, then removed from them', () => {
    const {call, pairs, crm, links, contacts, companies} = openLinkedPortal()
    pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[0], 'U37')])
    const renamed = call('PUT', `${LABELS}/labels`, {associationTypeId: 37, label: 'Decider'})
    expect(renamed.status).toBe(204)
    expect([...crm.associations()][0]?.types.map(({label}) => label)).toEqual([null, 'Primary', 'Decider'])
    expect(call('DELETE', `${LABELS}/labels/37`).status).toBe(204)
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[0]}: 279 1`])
    expect(call('GET', `${LABELS}/labels`).text).not.toContain('Decider')
    expect(call('DELETE', `${LABELS}/labels/37`).status).toBe(404)
    expect(call('PUT', `${LABELS}/labels`, {associationTypeId: 1, label: 'X'}).status).toBe(404)
  })

  test('50 fit between two kinds; the 51st is a 437', () => {
    const {call} = openLinkedPortal()
    const make = (n: number) => call('POST', `${LABELS}/labels`, {label: `Label ${n}`, name: `label_${n}`}).status
    expect(Array.from({length: 48}, (_, n) => make(n)).every(status => status === 200)).toBe(true)
    expect(make(50)).toBe(437)
  })

  test('limits of admins: none are set, but by switch; those of HubSpot stand in the schema', () => {
    const path = '/crm/associations/2026-03/definitions/configurations/contacts/companies'
    const {status, json} = openLinkedPortal().call('GET', path)
    expect([status, json.value]).toEqual([200, {results: []}])
    const limited = openLinkedPortal({switches: {maxLinksOfRecord: 5}}).call('GET', path)
    expect(limited.json.at('results', 0)).toEqual({
      category: 'HUBSPOT_DEFINED',
      typeId: 279,
      userEnforcedMaxToObjectIds: 5,
    })
    const schema = openLinkedPortal().call('GET', '/crm/v3/schemas/contacts')
    const deals = schema.json.list('associations').find(each => (each as {name: string}).name === 'CONTACT_TO_DEAL')
    expect(deals).toMatchObject({
      fromObjectTypeId: '0-1',
      toObjectTypeId: '0-3',
      id: '4',
      maxToObjectIds: 10_000,
      maxFromObjectIds: 1000,
      hasUserEnforcedMaxToObjectIds: false,
    })
  })
})

describe('scopes', () => {
  const without = (...names: readonly string[]) => ALL_SCOPES.filter(scope => !names.includes(scope))

  test.each([
    ['the writing scope of one side', without('crm.objects.companies.write'), 'batch/associate/default'],
    ['the writing scope of the other', without('crm.objects.contacts.write'), 'batch/create'],
    [
      'the reading scope of one side',
      without('crm.objects.companies.read', 'crm.objects.companies.write'),
      'batch/read',
    ],
  ])('%s is needed', (_, scopes, tail) => {
    const {status, json} = openLinkedPortal({}, scopes).pairs('contacts/companies', tail, [])
    expect([status, json.at('category')]).toEqual([403, 'MISSING_SCOPES'])
  })

  test('labels are read with an object’s scope and made with its schema’s', () => {
    const {call} = openLinkedPortal({}, without('crm.schemas.contacts.write'))
    expect(call('GET', `${LABELS}/labels`).status).toBe(200)
    expect(call('POST', `${LABELS}/labels`, {label: 'L', name: 'l'}).status).toBe(403)
  })
})
