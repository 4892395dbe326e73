import {describe, expect, test} from 'vitest'
import {openLinkedPortal, pair, typed} from './linked-portal.js'

function linked() {
  const portal = openLinkedPortal()
  const {contacts, companies} = portal
  const inputs = [typed(contacts[0], companies[0], 'U37', 'U28'), typed(contacts[0], companies[1], 'U37')]
  portal.pairs('contacts/companies', 'batch/create', inputs)
  return portal
}

describe('taking links away', () => {
  test('archive removes everything between the pairs, and passes over what is not there', () => {
    const {pairs, links, contacts, companies} = linked()
    const inputs = [{from: {id: contacts[0]}, to: [{id: companies[0]}, {id: companies[2]}, {id: '404'}]}]
    const {status, text} = pairs('contacts/companies', 'batch/archive', inputs)
    expect([status, text]).toEqual([204, '""'])
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[1]}: 279 37`])
  })

  test.each(['2026-03', '2026-09'])('%s answers an archive with a body', version => {
    const {pairs, links, contacts, companies} = linked()
    const inputs = [{from: {id: companies[0]}, to: [{id: contacts[0]}]}]
    const {status, json} = pairs('companies/contacts', 'batch/archive', inputs, version)
    expect([status, json.at('status'), json.at('results')]).toEqual([200, 'COMPLETE', []])
    expect(links()).toHaveLength(1)
  })

  test('a label goes alone and leaves the plain link; the plain type takes the labels with it', () => {
    const {pairs, links, contacts, companies} = linked()
    expect(pairs('contacts/companies', 'batch/labels/archive', [typed(contacts[0], companies[0], 'U37')]).status).toBe(
      204,
    )
    expect(links()[0]).toBe(`contacts ${contacts[0]} → companies ${companies[0]}: 279 1 28`)
    pairs('companies/contacts', 'batch/labels/archive', [typed(companies[0], contacts[0], 280)])
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[1]}: 279 37`])
  })

  test('more than 100 records at once are refused, and so is an id that is none', () => {
    const {pairs, companies, links} = linked()
    const before = links()
    const many = Array.from({length: 101}, (_, n) => ({from: {id: String(n)}, to: [{id: companies[0]}]}))
    expect(pairs('contacts/companies', 'batch/archive', many).json.at('message')).toContain('is 100.')
    const bad = pairs('contacts/companies', 'batch/archive', [{from: {id: 'x1'}, to: [{id: '1'}]}])
    expect([bad.status, bad.json.at('message')]).toEqual([400, 'x1 is not a valid ID'])
    expect(links()).toEqual(before)
  })

  test('one pair is made and unmade by its path', () => {
    const {call, links, deals, contacts} = openLinkedPortal()
    const base = `/crm/objects/2026-09/deals/${deals[0]}/associations`
    const plain = call('PUT', `${base}/default/contacts/${contacts[0]}`)
    expect([plain.status, plain.json.at('results', 0, 'associationSpec', 'associationTypeId')]).toEqual([200, 3])
    const body = [{associationCategory: 'USER_DEFINED', associationTypeId: 41}]
    const put = call('PUT', `${base}/contacts/${contacts[0]}`, body)
    expect([put.status, put.json.at('labels')]).toEqual([201, ['Buyer']])
    expect(links()).toEqual([`contacts ${contacts[0]} → deals ${deals[0]}: 4 42`])
    for (const _ of [1, 2]) expect(call('DELETE', `${base}/contacts/${contacts[0]}`).status).toBe(204)
    expect(links()).toEqual([])
  })

  test.each(['DELETE', 'batch/archive'])('a record that goes takes its links with it: %s', how => {
    const {call, links, contacts, companies} = linked()
    const [id] = contacts
    if (how === 'DELETE') call('DELETE', `/crm/v3/objects/contacts/${id}`)
    else call('POST', '/crm/v3/objects/contacts/batch/archive', {inputs: [{id}]})
    expect(links()).toEqual([])
    const again = call('PUT', `/crm/v4/objects/contacts/${id}/associations/default/companies/${companies[0]}`)
    expect([again.status, again.json.at('context', 'INVALID_OBJECT_IDS')]).toEqual([
      400,
      [`CONTACT=${id} is not valid`],
    ])
  })

  test('when the primary company goes no other takes its place', () => {
    const {call, links, pairs, contacts, companies} = openLinkedPortal()
    const inputs = [pair(contacts[0], companies[0]), pair(contacts[0], companies[1])]
    pairs('contacts/companies', 'batch/associate/default', inputs)
    call('DELETE', `/crm/v3/objects/companies/${companies[0]}`)
    expect(links()).toEqual([`contacts ${contacts[0]} → companies ${companies[1]}: 279`])
  })
})
