import {describe, expect, test} from 'vitest'
import {openLinkedPortal, pair, typed} from './linked-portal.js'

describe('plain links', () => {
  test('are made by default, seen from both sides, and made once', () => {
    const {pairs, links, contacts, companies} = openLinkedPortal()
    const inputs = [pair(contacts[0], companies[0]), pair(contacts[1], companies[0])]
    const made = pairs('contacts/companies', 'batch/associate/default', inputs)
    expect(made.status).toBe(200)
    expect(made.json.at('results', 0)).toEqual({
      ...pair(contacts[0], companies[0]),
      associationSpec: {associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279},
    })
    const before = links()
    expect(before).toEqual([
      `contacts ${contacts[0]} → companies ${companies[0]}: 279 1`,
      `contacts ${contacts[1]} → companies ${companies[0]}: 279 1`,
    ])
    pairs('companies/contacts', 'batch/associate/default', [pair(companies[0], contacts[0])])
    pairs('contacts/companies', 'batch/associate/default', inputs)
    expect(links()).toEqual(before)
  })

  test('the first company of a contact is its primary one, the second is not', () => {
    const {pairs, links, contacts, companies} = openLinkedPortal()
    const inputs = [pair(companies[1], contacts[0]), pair(companies[0], contacts[0])]
    pairs('companies/contacts', 'batch/associate/default', inputs)
    expect(links()).toEqual([
      `contacts ${contacts[0]} → companies ${companies[1]}: 279 1`,
      `contacts ${contacts[0]} → companies ${companies[0]}: 279`,
    ])
  })

  test('a deal has contacts without a primary one', () => {
    const {pairs, links, contacts, deals} = openLinkedPortal()
    const inputs = [pair(deals[0], contacts[0]), pair(deals[0], contacts[1])]
    pairs('deals/contacts', 'batch/associate/default', inputs, '2026-03')
    expect(links()).toEqual([
      `contacts ${contacts[0]} → deals ${deals[0]}: 4`,
      `contacts ${contacts[1]} → deals ${deals[0]}: 4`,
    ])
  })

  test('a pair of kinds that nobody linked by default is refused as a whole', () => {
    const {pairs, companies} = openLinkedPortal()
    const {status, json} = pairs('2-40118344/companies', 'batch/associate/default', [pair('1', companies[0])])
    expect([status, json.at('category')]).toEqual([400, 'VALIDATION_ERROR'])
    expect(json.at('message')).toBe('No default association type exists between 2-40118344 and COMPANY')
  })
})

describe('labels', () => {
  test('bring the plain type with them, and stand in the reply as texts', () => {
    const {pairs, links, contacts, companies} = openLinkedPortal()
    const made = pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[0], 'U37', 'U28')])
    expect(made.status).toBe(201)
    expect(made.json.at('results', 0)).toEqual({
      fromObjectTypeId: '0-1',
      fromObjectId: Number(contacts[0]),
      toObjectTypeId: '0-2',
      toObjectId: Number(companies[0]),
      labels: ['Primary', 'Decision maker', 'Billing contact'],
    })
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[0]}: 279 1 37 28`])
  })

  test('replace the labels the pair had, leave HubSpot’s own types, and are left by plain writes', () => {
    const {pairs, links, contacts, companies} = openLinkedPortal()
    const write = (...types: (number | string)[]) =>
      pairs('contacts/companies', 'batch/create', [typed(contacts[0], companies[0], ...types)])
    write(279, 'U37')
    write('U28')
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[0]}: 279 1 28`])
    write(279)
    pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[0])])
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[0]}: 279 1 28`])
  })

  test('of two inputs for one pair the later wins', () => {
    const {pairs, links, contacts, deals} = openLinkedPortal()
    const inputs = ['U41', 'U43'].map(type => typed(deals[0], contacts[0], type))
    pairs('deals/contacts', 'batch/create', inputs)
    expect(links()).toEqual([`contacts ${contacts[0]} → deals ${deals[0]}: 4 44`])
  })

  test('are told from their own side', () => {
    const {pairs, crm, contacts} = openLinkedPortal()
    pairs('contacts/contacts', 'batch/create', [typed(contacts[1], contacts[0], 'U45')])
    const [link] = [...crm.associations()]
    expect([link?.from.id, link?.to.id]).toEqual([contacts[0], contacts[1]])
    expect(link?.types.map(({label}) => label)).toEqual([null, 'Employee'])
    expect(link?.inverseTypes.map(({label}) => label)).toEqual([null, 'Manager'])
  })

  test('writing the primary type moves it; the former company stays linked', () => {
    const {pairs, links, contacts, companies} = openLinkedPortal()
    const inputs = [pair(contacts[0], companies[0]), pair(contacts[0], companies[1])]
    pairs('contacts/companies', 'batch/associate/default', inputs)
    pairs('companies/contacts', 'batch/create', [typed(companies[1], contacts[0], 2)])
    expect(links()).toEqual([
      `contacts ${contacts[0]} → companies ${companies[0]}: 279`,
      `contacts ${contacts[0]} → companies ${companies[1]}: 279 1`,
    ])
  })
})

describe('what is not linked', () => {
  test('a link that fails is an error of a 207, the others are made', () => {
    const {pairs, links, contacts, companies} = openLinkedPortal()
    const inputs = [
      typed(contacts[0], '404', 279),
      typed('404', companies[0], 279),
      typed('x1', companies[0], 279),
      typed(contacts[1], companies[1], 279),
    ]
    const {status, json} = pairs('contacts/companies', 'batch/create', inputs, '2026-03')
    expect([status, json.list('results').length, json.at('numErrors')]).toEqual([207, 1, 3])
    expect(json.list('errors')).toEqual([
      {status: 'error', category: 'VALIDATION_ERROR', message: 'COMPANY=404 is not valid'},
      {status: 'error', category: 'VALIDATION_ERROR', message: 'CONTACT=404 is not valid'},
      {
        status: 'error',
        category: 'VALIDATION_ERROR',
        subCategory: 'crm.associations.INVALID_IDENTIFIER',
        message: 'x1 is not a valid ID',
        context: {id: ['x1']},
      },
    ])
    expect(links()).toHaveLength(1)
  })

  test('a record and itself', () => {
    const {pairs, contacts} = openLinkedPortal()
    const {status, json} = pairs('contacts/contacts', 'batch/associate/default', [pair(contacts[0], contacts[0])])
    expect(status).toBe(200)
    expect(json.at('errors', 0, 'message')).toBe(
      `Object ${contacts[0]} cannot be associated to itself (${contacts[0]})`,
    )
  })

  test('a type of other kinds takes the ids for theirs, as HubSpot was quoted', () => {
    const {call, deals, companies} = openLinkedPortal()
    const path = `/crm/v4/objects/deal/${deals[0]}/associations/company/${companies[0]}`
    const {status, json} = call('PUT', path, [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1}])
    expect([status, json.at('message'), json.at('category')]).toEqual([
      400,
      'One or more associations are invalid',
      'VALIDATION_ERROR',
    ])
    expect(json.at('context')).toEqual({
      INVALID_OBJECT_IDS: [`CONTACT=${deals[0]} is not valid`],
      objectId: [deals[0]],
      objectType: ['CONTACT'],
    })
  })

  test.each([
    ['a type that nobody has', [typed('1', '2', 9999)]],
    ['HubSpot’s id in the portal’s category', [typed('1', '2', 'U279')]],
  ])('%s refuses the request', (_, inputs) => {
    const {pairs, links} = openLinkedPortal()
    const {status, json} = pairs('contacts/companies', 'batch/create', inputs)
    expect([status, json.at('category')]).toEqual([400, 'VALIDATION_ERROR'])
    expect(links()).toEqual([])
  })

  test.each([
    ['batch/create', {from: {id: '1'}, to: {id: '2'}}, 'types'],
    ['batch/create', {from: {id: '1'}, types: []}, 'to'],
    ['batch/create', {from: {id: '1'}, to: {id: '2'}, types: []}, 'types'],
    ['batch/associate/default', {to: {id: '2'}}, 'from'],
    ['batch/archive', {from: {id: '1'}}, 'to'],
    ['batch/read', {}, 'id'],
  ])('%s without a field names it', (tail, input, field) => {
    const {json, status} = openLinkedPortal().pairs('contacts/companies', tail, [input])
    expect([status, json.at('message')]).toEqual([
      400,
      `Invalid input JSON on line 1, column 1. Some required fields were not set: [${field}]`,
    ])
  })

  test('kinds that do not exist', () => {
    const {json, status} = openLinkedPortal().pairs('contacts/butterflies', 'batch/create', [])
    expect([status, json.at('message')]).toEqual([400, 'Unable to infer object type from: butterflies'])
  })
})

describe('how many', () => {
  test('2,000 inputs are taken, one more is refused with the number', () => {
    const {pairs, contacts, companies} = openLinkedPortal()
    const inputs = Array.from({length: 2000}, () => typed(contacts[0], companies[0], 279))
    expect(pairs('contacts/companies', 'batch/create', inputs).status).toBe(201)
    const refused = pairs('contacts/companies', 'batch/create', [...inputs, typed(contacts[0], companies[0], 279)])
    expect([refused.status, refused.json.at('message')]).toEqual([
      400,
      'The maximum number of inputs supported in a batch is 2000. Please reduce the number of items and try again',
    ])
  })

  test('a company has one billing contact', () => {
    const {pairs, contacts, companies} = openLinkedPortal()
    const inputs = [typed(contacts[0], companies[0], 931), typed(contacts[1], companies[0], 931)]
    const {status, json} = pairs('contacts/companies', 'batch/create', inputs)
    expect([status, json.list('results').length]).toEqual([207, 1])
    expect(json.at('errors', 0, 'message')).toBe(
      `Object ${companies[0]} already has the maximum of 1 associations of this type`,
    )
    expect(pairs('contacts/companies', 'batch/create', inputs.slice(0, 1)).status).toBe(201)
  })
})
