import {describe, expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

const path = (action: string, type = 'contacts') => `/crm/v3/objects/${type}/batch/${action}`

describe('batch create', () => {
  test('answers 201 and does not say new', () => {
    const {call} = openCaller()
    const {status, json} = call('POST', path('create'), {inputs: [{properties: {email: 'a@x.co'}, associations: []}]})
    expect(status).toBe(201)
    expect(json.at('results', 0)).toMatchObject({
      properties: {email: 'a@x.co', hs_email_domain: 'x.co', lifecyclestage: 'lead'},
      archived: false,
    })
    expect(json.at('results', 0, 'new')).toBeUndefined()
  })

  test('of an e-mail that exists is a CONFLICT: an entry when traced, else 409', () => {
    const {call} = openCaller()
    const create = (traceId?: string) =>
      call('POST', path('create'), {inputs: [{properties: {email: 'a@x.co'}, objectWriteTraceId: traceId}]})
    const id = create().json.at('results', 0, 'id')
    expect(create('0').json.at('errors', 0)).toMatchObject({
      category: 'CONFLICT',
      context: {objectWriteTraceId: ['0'], existingId: [id]},
    })
    expect(create().status).toBe(409)
  })

  test('refuses associations, which the sandbox would otherwise drop', () => {
    const {call} = openCaller()
    const input = {properties: {email: 'a@x.co'}, associations: [{to: {id: '1'}, types: []}]}
    expect(call('POST', path('create'), {inputs: [input]}).status).toBe(400)
  })
})

describe('batch update', () => {
  test('goes by record id, and tells unknown ids in one entry with their trace ids', () => {
    const {call, upsert} = openCaller()
    const id = upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {}}]).json.at('results', 0, 'id')
    const inputs = [
      {id, properties: {city: 'Bern'}, objectWriteTraceId: '1'},
      {id: 'unknown', properties: {city: 'x'}, objectWriteTraceId: '2'},
      {id: '99', properties: {city: 'x'}, objectWriteTraceId: '3'},
    ]
    const {status, json} = call('POST', path('update'), {inputs})
    expect(status).toBe(207)
    expect(json.at('results', 0)).toMatchObject({id, properties: {city: 'Bern'}})
    expect(json.at('errors')).toEqual([
      {
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        message: 'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
        context: {ids: ['unknown', '99'], objectWriteTraceId: ['2', '3']},
      },
    ])
  })

  test('is partial for unknown ids even without trace ids, not for bad values', () => {
    const {call, upsert} = openCaller()
    const id = upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {}}]).json.at('results', 0, 'id')
    expect(
      call('POST', path('update'), {
        inputs: [
          {id, properties: {city: 'x'}},
          {id: '1', properties: {city: 'x'}},
        ],
      }).status,
    ).toBe(207)
    expect(
      call('POST', path('update'), {
        inputs: [
          {id, properties: {nope: 'x'}},
          {id: '1', properties: {city: 'x'}},
        ],
      }).status,
    ).toBe(400)
  })

  test('takes a custom unique property as idProperty, but not the e-mail', () => {
    const {call, upsert} = openCaller()
    upsert('contacts', [{id: 'E', idProperty: 'external_id', properties: {email: 'a@x.co'}}])
    const update = (id: string, idProperty: string) =>
      call('POST', path('update'), {inputs: [{id, idProperty, properties: {city: 'x'}}]})
    expect(update('E', 'external_id').status).toBe(200)
    const id = String(
      call('POST', path('read'), {inputs: [{id: 'E'}], idProperty: 'external_id'}).json.at('results', 0, 'id'),
    )
    for (const [value, key] of [['a@x.co', 'email'] as const, [id, 'hs_object_id'] as const])
      expect(update(value, key).json.at('message')).toContain(
        `Unable to perform update/upsert by non-unique 0-1 property ${key}`,
      )
  })
})

describe('batch read', () => {
  const seeded = () => {
    const caller = openCaller()
    caller.upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {firstname: 'A', external_id: 'EA'}}])
    return caller
  }

  test('finds by e-mail, by unique property and by record id, with nulls for what is unset', () => {
    const {call, crm} = seeded()
    const id = [...crm.records('contacts')][0]?.id
    for (const [idProperty, value] of [
      ['email', 'A@x.co'],
      ['external_id', 'EA'],
      [undefined, id],
    ]) {
      const {status, json} = call('POST', path('read'), {
        idProperty,
        inputs: [{id: value}],
        properties: ['firstname', 'city', 'no_such'],
      })
      expect(status).toBe(200)
      expect(json.at('results', 0, 'properties')).toEqual({
        city: null,
        createdate: expect.any(String),
        firstname: 'A',
        hs_object_id: id,
        lastmodifieddate: expect.any(String),
      })
    }
  })

  test('tells all missing ids in one error of a 207', () => {
    const {call} = seeded()
    const {status, json} = call('POST', path('read'), {
      idProperty: 'email',
      inputs: [{id: 'n@x.co'}, {id: 'a@x.co'}, {id: 'm@x.co'}],
    })
    expect([status, json.list('results').length, json.at('numErrors')]).toEqual([207, 1, 1])
    expect(json.at('errors', 0, 'context')).toEqual({ids: ['n@x.co', 'm@x.co']})
  })

  test('sends the default properties when none are named', () => {
    const {call} = seeded()
    const {json} = call('POST', path('read'), {idProperty: 'email', inputs: [{id: 'a@x.co'}]})
    expect(Object.keys(json.at('results', 0, 'properties') as object)).toEqual([
      'createdate',
      'email',
      'firstname',
      'hs_object_id',
      'lastmodifieddate',
      'lastname',
    ])
  })

  test('takes 100 ids, with histories 50', () => {
    const {call} = seeded()
    const inputs = (count: number) => Array.from({length: count}, (_, n) => ({id: String(n)}))
    expect(call('POST', path('read'), {inputs: inputs(101)}).status).toBe(400)
    const long = call('POST', path('read'), {inputs: inputs(51), propertiesWithHistory: ['email']})
    expect(long.json.at('message')).toBe(
      'The maximum number of inputs supported in a batch request for property histories is 50',
    )
  })

  test('does not find archived records unless asked for them', () => {
    const {call, crm} = seeded()
    const id = [...crm.records('contacts')][0]?.id
    expect(call('POST', path('archive'), {inputs: [{id}, {id: '12345'}]}).status).toBe(204)
    expect(call('POST', path('read'), {inputs: [{id}]}).status).toBe(207)
    const archived = call('POST', `${path('read')}?archived=true`, {inputs: [{id}]})
    expect(archived.json.at('results', 0)).toMatchObject({id, archived: true, archivedAt: expect.any(String)})
  })
})
