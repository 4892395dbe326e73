import {describe, expect, test} from 'vitest'
import {openCaller} from '../crm/crm-caller.js'

/** docs/hubspot-api.md#batch-read and docs/hubspot-api.md#search, where test/sandbox/crm does not hold them already. */

const contacts = '/crm/v3/objects/contacts'
const people = (count: number) =>
  Array.from({length: count}, (_, n) => ({id: `p${n}@x.co`, idProperty: 'email', properties: {city: `c${n}`}}))

describe('reads', () => {
  test('see a write at once', () => {
    const {call, upsert} = openCaller()
    upsert('contacts', people(3))
    const {status, json} = call('POST', `${contacts}/batch/read`, {
      idProperty: 'email',
      properties: ['city'],
      inputs: people(3).map(({id}) => ({id})),
    })
    expect([status, json.list('results').length]).toEqual([200, 3])
  })

  test('tell all missing keys in one error, whatever the idProperty', () => {
    const {call} = openCaller()
    for (const idProperty of ['email', 'external_id', undefined]) {
      const {status, json} = call('POST', `${contacts}/batch/read`, {idProperty, inputs: [{id: '1'}, {id: '2'}]})
      expect([status, json.at('numErrors'), json.at('results')]).toEqual([207, 1, []])
      expect(json.at('errors')).toEqual([
        {
          status: 'error',
          category: 'OBJECT_NOT_FOUND',
          message: 'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
          context: {ids: ['1', '2']},
        },
      ])
    }
  })

  test('of an id that is no number need its idProperty', () => {
    const {status, json} = openCaller().call('GET', `${contacts}/a@x.co`)
    expect([status, json.at('message'), json.at('category')]).toEqual([
      404,
      'Object not found.  objectId are usually numeric.',
      'OBJECT_NOT_FOUND',
    ])
  })

  test('have pages of 10 unless asked otherwise, of 100 at most, and none after the last', () => {
    const {call, upsert} = openCaller()
    upsert('contacts', people(15))
    const first = call('GET', contacts)
    expect(first.json.list('results')).toHaveLength(10)
    expect(first.json.at('paging', 'next', 'link')).toContain(`after=${first.json.at('paging', 'next', 'after')}`)
    const last = call('GET', `${contacts}?after=${first.json.at('paging', 'next', 'after')}`)
    expect([last.json.list('results').length, last.json.at('paging')]).toEqual([5, undefined])
    expect(call('GET', `${contacts}?limit=101`).status).toBe(400)
  })
})

describe('search', () => {
  const filter = {propertyName: 'city', operator: 'EQ', value: 'c1'}
  const filters = (count: number) => ({filters: Array.from({length: count}, () => filter)})

  test.each([
    ['five groups', [1, 1, 1, 1, 1], 200],
    ['six groups', [1, 1, 1, 1, 1, 1], 400],
    ['six filters in a group', [6, 6, 6], 200],
    ['seven filters in a group', [7], 400],
    ['19 filters in all', [6, 6, 6, 1], 400],
  ])('of %s', (_, counts, status) => {
    expect(openCaller().call('POST', `${contacts}/search`, {filterGroups: counts.map(filters)}).status).toBe(status)
  })

  test('has a body of 3,000 characters at most', () => {
    const {call} = openCaller()
    const search = (length: number) => call('POST', `${contacts}/search`, '{}'.padEnd(length)).status
    expect([search(3000), search(3001)]).toEqual([200, 400])
  })

  test('does not find archived records', () => {
    const {call, upsert} = openCaller()
    const id = upsert('contacts', people(1)).json.at('results', 0, 'id')
    call('DELETE', `${contacts}/${id}`)
    expect(call('POST', `${contacts}/search`, {}).json.at('total')).toBe(0)
  })
})
