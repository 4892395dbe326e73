import {describe, expect, test} from 'vitest'
import {embeddedProblems, openCaller, recordsBy} from '../crm/crm-caller.js'

/** docs/hubspot-api.md#batch-writes to docs/hubspot-api.md#refusals, where test/sandbox/crm does not hold them already. */

const person = (n: number, properties: Record<string, unknown> = {}) => ({
  id: `p${n}@x.co`,
  idProperty: 'email',
  properties,
})

describe('the request of a batch upsert', () => {
  test('takes the idProperty of each input, not of the query', () => {
    const {call} = openCaller()
    const answer = call('POST', '/crm/v3/objects/contacts/batch/upsert?idProperty=email', {
      inputs: [{id: 'a@x.co', properties: {}}],
    })
    expect([answer.status, answer.json.at('message')]).toEqual([
      400,
      expect.stringContaining('by non-unique 0-1 property hs_object_id'),
    ])
  })

  test.each([
    ['companies', '0-2', 'hs_object_id'],
    ['deals', '0-3', 'dealname'],
    ['tickets', '0-5', 'subject'],
    ['products', '0-7', 'hs_sku'],
    ['line_items', '0-8', 'name'],
    ['companies', '0-2', 'domain'],
  ])('cannot match %s (%s) by %s', (type, typeId, idProperty) => {
    const {upsert, crm} = openCaller()
    expect(upsert(type, [{id: '1', idProperty, properties: {}}]).json.value).toMatchObject({
      category: 'VALIDATION_ERROR',
      message: `Unable to perform update/upsert by non-unique ${typeId} property ${idProperty} in portal ID ${crm.portalId}`,
    })
  })

  test('a non-unique property refuses the whole traced batch, with nothing written', () => {
    const {upsert, crm} = openCaller()
    const inputs = [person(1), {...person(2), idProperty: 'lastname'}].map((input, n) => ({
      ...input,
      objectWriteTraceId: `${n}`,
    }))
    expect(upsert('contacts', inputs).status).toBe(400)
    expect([...crm.records('contacts')]).toEqual([])
  })

  test('may mix idProperties (not established)', () => {
    const {upsert} = openCaller()
    const inputs = [person(1), {id: 'E', idProperty: 'external_id', properties: {lastname: 'L'}}]
    expect(upsert('contacts', inputs).json.list('results')).toHaveLength(2)
  })

  test('sets the key from the id; a value among the properties goes first (not established)', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [person(1, {phone: '1'}), person(2, {email: 'other@x.co'})])
    expect(Object.keys(recordsBy(crm, 'contacts', 'email')).sort()).toEqual(['other@x.co', 'p1@x.co'])
  })

  test('leaves properties alone that it does not name', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [person(1, {city: 'Bern', phone: '1'})])
    upsert('contacts', [person(1, {phone: '2'})])
    expect(recordsBy(crm, 'contacts', 'email')['p1@x.co']).toMatchObject({city: 'Bern', phone: '2'})
  })
})

describe('the reply of a batch', () => {
  test('has the written properties and HubSpot’s own of an update, and no others', () => {
    const {upsert} = openCaller()
    upsert('contacts', [person(1, {city: 'Bern'})])
    const {json} = upsert('contacts', [person(1, {phone: '2', email: 'p1@x.co'})])
    expect(Object.keys(json.at('results', 0, 'properties') as object)).toEqual(
      [
        ...[
          'createdate',
          'email',
          'hs_is_unworked',
          'hs_object_id',
          'hs_object_source',
          'hs_object_source_id',
          'hs_object_source_label',
        ],
        ...['hs_pipeline', 'lastmodifieddate', 'lifecyclestage', 'phone'],
      ].sort(),
    )
  })

  test('a whole refusal lists every problem of every row in its message, three beside it, and no row', () => {
    const {upsert} = openCaller()
    const bad = {first000name: 'x', last000name: 'y'}
    const {status, json} = upsert('contacts', [person(1, bad), person(2, bad)])
    expect(status).toBe(400)
    expect(embeddedProblems(json.at('message')).map(problem => problem['name'])).toEqual([
      ...Object.keys(bad),
      ...Object.keys(bad),
    ])
    expect(json.list('errors')).toHaveLength(3)
    expect(JSON.stringify(json.value)).not.toContain('p1@x.co')
    expect(Object.keys(json.value as object)).toEqual(['status', 'message', 'correlationId', 'errors', 'category'])
  })

  test('an entry of a 207 tells all problems of its row in its message, and has no errors[]', () => {
    const {upsert} = openCaller()
    const rows = [person(1), person(2, {nope: 'x', shirt_size: 'huge'})].map((row, n) => ({
      ...row,
      objectWriteTraceId: `${n}`,
    }))
    const entry = upsert('contacts', rows).json.at('errors', 0) as Record<string, unknown>
    expect(embeddedProblems(entry['message']).map(problem => problem['error'])).toEqual([
      'PROPERTY_DOESNT_EXIST',
      'INVALID_OPTION',
    ])
    expect(Object.keys(entry).sort()).toEqual(['category', 'context', 'message', 'status'])
  })

  test('duplicates are all named, each once', () => {
    const {upsert} = openCaller()
    const {json} = upsert('contacts', [person(1), person(2), person(1), person(2), person(2), person(3)])
    expect(json.at('context', 'ids')).toEqual(['p1@x.co', 'p2@x.co'])
    expect(json.at('message')).toBe('Duplicate IDs found in batch input: [p1@x.co, p2@x.co]. IDs must be unique')
  })

  test('a repeated upsert says new: false, as after a reply that was lost', () => {
    const {upsert} = openCaller()
    const sayNew = () => upsert('contacts', [person(1)]).json.at('results', 0, 'new')
    expect([sayNew(), sayNew()]).toEqual([true, false])
  })
})

describe('the neighbours of the batch upsert', () => {
  test.each(['create', 'update', 'upsert', 'read', 'archive'])('%s takes 100 inputs and not 101', action => {
    const {call} = openCaller({switches: {missingKeyAs: '207'}})
    const send = (count: number) => {
      const inputs = Array.from({length: count}, (_, n) => ({
        id: action === 'archive' ? String(n) : `${n}@x.co`,
        idProperty: 'external_id',
        properties: {lastname: 'L'},
      }))
      return call('POST', `/crm/v3/objects/contacts/batch/${action}`, {inputs})
    }
    expect(send(101).json.at('message')).toBe(
      'The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again',
    )
    expect(send(100).status).toBeLessThan(300)
  })

  test('an update by a unique value that no record has is refused as a whole', () => {
    const {call, upsert, crm} = openCaller()
    upsert('contacts', [person(1, {external_id: 'E'})])
    const inputs = ['E', 'F', 'G'].map(id => ({id, idProperty: 'external_id', properties: {city: 'x'}}))
    const {status, json} = call('POST', '/crm/v3/objects/contacts/batch/update', {inputs})
    expect(status).toBe(404)
    expect(json.at('context')).toEqual({
      missingObjectPropertyValueCoordinates: ['0-1:external_id:F', '0-1:external_id:G'],
    })
    expect([...crm.records('contacts')].map(({properties}) => properties['city'])).toEqual([undefined])
  })

  test('an update by e-mail is refused, by record id and by a custom unique property it is not', () => {
    const {call, upsert} = openCaller()
    const id = upsert('contacts', [person(1, {external_id: 'E'})]).json.at('results', 0, 'id')
    const update = (input: object) =>
      call('POST', '/crm/v3/objects/contacts/batch/update', {inputs: [{...input, properties: {city: 'x'}}]}).status
    expect([
      update({id: 'p1@x.co', idProperty: 'email'}),
      update({id}),
      update({id: 'E', idProperty: 'external_id'}),
    ]).toEqual([400, 200, 200])
  })
})
