import {describe, expect, test} from 'vitest'
import {embeddedProblems, openCaller, recordsBy} from './crm-caller.js'

const person = (n: number, properties: Record<string, unknown> = {}, traceId?: string) => ({
  id: `p${n}@example.com`,
  idProperty: 'email',
  properties: {firstname: `P${n}`, ...properties},
  ...(traceId === undefined ? {} : {objectWriteTraceId: traceId}),
})
const people = (count: number) => Array.from({length: count}, (_, n) => person(n))

describe('a batch upsert', () => {
  test('creates, then updates, and answers 200 both times', () => {
    const {upsert, crm} = openCaller()
    const created = upsert('contacts', people(100))
    const updated = upsert('contacts', [person(3, {city: 'Bern'})])
    expect([created.status, updated.status]).toEqual([200, 200])
    expect(created.json.list('results').map(result => (result as {new: boolean}).new)).toEqual(Array(100).fill(true))
    expect(updated.json.at('results', 0)).toMatchObject({
      new: false,
      properties: {city: 'Bern', firstname: 'P3', email: 'p3@example.com'},
    })
    expect(updated.json.at('results', 0, 'objectWriteTraceId')).toBeUndefined()
    expect(created.json.at('errors')).toBeUndefined()
    expect(recordsBy(crm, 'contacts', 'email')['p3@example.com']).toMatchObject({city: 'Bern', firstname: 'P3'})
  })

  test('answers in another order than it was asked, the same for the same seed', () => {
    const order = (seed: number) =>
      openCaller({seed})
        .upsert('contacts', people(20))
        .json.list('results')
        .map(result => (result as {properties: {email: string}}).properties.email)
    const asked = people(20).map(({id}) => id)
    expect(order(7)).not.toEqual(asked)
    expect([...order(7)].sort()).toEqual([...asked].sort())
    expect(order(7)).toEqual(order(7))
  })

  test('without trace ids one bad row refuses all rows and leaves nothing behind', () => {
    const {upsert, crm} = openCaller()
    upsert('contacts', [person(1, {city: 'Bern', external_id: 'one'})])
    const before = recordsBy(crm, 'contacts', 'email')
    const answer = upsert('contacts', [
      person(1, {city: 'Basel', external_id: 'uno'}),
      person(2),
      person(3, {nope: 'x', birthday: 'y'}),
    ])
    expect(answer.status).toBe(400)
    expect(embeddedProblems(answer.json.at('message')).map(problem => problem['error'])).toEqual([
      'PROPERTY_DOESNT_EXIST',
      'INVALID_LONG',
    ])
    expect(recordsBy(crm, 'contacts', 'email')).toEqual(before)
    expect(
      upsert('contacts', [{id: 'one', idProperty: 'external_id', properties: {}}]).json.at('results', 0, 'new'),
    ).toBe(false)
    expect(upsert('contacts', [person(9, {external_id: 'uno'})]).status).toBe(200)
  })

  test('with a trace id on every row the bad ones are told one by one and the others written', () => {
    const {upsert, crm} = openCaller()
    const answer = upsert('contacts', [
      person(1, {}, 'r1'),
      person(2, {nope: 'x', shirt_size: 'z'}, 'r2'),
      person(3, {}, 'r3'),
    ])
    expect(answer.status).toBe(207)
    expect(answer.json.at('numErrors')).toBe(1)
    expect(answer.json.at('errors', 0)).toMatchObject({
      status: 'error',
      category: 'VALIDATION_ERROR',
      context: {objectWriteTraceId: ['r2']},
    })
    expect(embeddedProblems(answer.json.at('errors', 0, 'message'))[0]).toEqual({
      isValid: false,
      message: 'Property "nope" does not exist',
      error: 'PROPERTY_DOESNT_EXIST',
      name: 'nope',
      localizedErrorMessage: 'Property "nope" does not exist',
      portalId: crm.portalId,
    })
    expect(Object.keys(recordsBy(crm, 'contacts', 'email')).sort()).toEqual(['p1@example.com', 'p3@example.com'])
  })

  test('when every traced row is bad, the 207 is empty but for errors', () => {
    const {upsert} = openCaller()
    const {status, json} = upsert('contacts', [person(1, {nope: 'x'}, 'a'), person(2, {nope: 'x'}, 'b')])
    expect([status, json.at('status'), json.at('results'), json.at('numErrors')]).toEqual([207, 'COMPLETE', [], 2])
  })

  test.each([
    ['only some rows are traced', ['r1', undefined]],
    ['two rows share a trace id', ['same', 'same']],
  ])('is refused as a whole when %s', (_, [first, second]) => {
    const {upsert, crm} = openCaller()
    expect(upsert('contacts', [person(1, {}, first), person(2, {nope: 'x'}, second)]).status).toBe(400)
    expect([...crm.records('contacts')]).toEqual([])
  })

  test('names an id that comes twice, with or without trace ids', () => {
    const {upsert} = openCaller()
    for (const traces of [
      [undefined, undefined],
      ['a', 'b'],
    ]) {
      const answer = upsert('contacts', [person(1, {}, traces[0]), person(1, {}, traces[1]), person(2)])
      expect(answer.status).toBe(400)
      expect(answer.json.value).toMatchObject({
        status: 'error',
        message: 'Duplicate IDs found in batch input: [p1@example.com]. IDs must be unique',
        context: {ids: ['p1@example.com']},
        category: 'VALIDATION_ERROR',
      })
    }
  })

  test.each([
    ['companies', 'domain', '0-2'],
    ['contacts', 'hs_object_id', '0-1'],
    ['deals', 'dealname', '0-3'],
    ['products', 'hs_sku', '0-7'],
    ['2-40118201', 'no_such_property', '2-40118201'],
  ])('refuses to match %s by the non-unique %s', (type, idProperty, typeId) => {
    const {upsert, crm} = openCaller()
    const answer = upsert(type, [{id: 'x', idProperty, properties: {}, objectWriteTraceId: '1'}])
    expect(answer.status).toBe(400)
    expect(answer.json.at('category')).toBe('VALIDATION_ERROR')
    expect(answer.json.at('message')).toBe(
      `Unable to perform update/upsert by non-unique ${typeId} property ${idProperty} in portal ID ${crm.portalId}`,
    )
  })

  test('takes an input without idProperty for one by record id, and refuses it', () => {
    const {upsert} = openCaller()
    expect(upsert('contacts', [{id: '1', properties: {}}]).json.at('message')).toContain(
      'by non-unique 0-1 property hs_object_id',
    )
  })

  test('takes 100 inputs and not 101', () => {
    const {upsert} = openCaller()
    expect(upsert('contacts', people(100)).status).toBe(200)
    expect(upsert('contacts', people(101)).json.value).toMatchObject({
      message:
        'The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again',
      category: 'VALIDATION_ERROR',
    })
  })

  test.each([['{}'], ['{"input":[]}'], ['{"inputs":[]}']])('does nothing for %s and says 200', body => {
    const {call} = openCaller()
    const {status, json} = call('POST', '/crm/v3/objects/contacts/batch/upsert', body)
    expect(status).toBe(200)
    expect(json.value).toMatchObject({status: 'COMPLETE', results: [], errors: []})
  })

  test.each([
    ['{"inputs":[\n{]}', /^Invalid input JSON on line 2, column 2: /],
    ['', /^Invalid input JSON on line 1, column 1: Unexpected end-of-input/],
    [
      '[]',
      /^Invalid input JSON on line 1, column 1: Cannot deserialize value of type `com\.hubspot\..*` from Array value \(token `JsonToken\.START_ARRAY`\)$/,
    ],
    [
      '{"inputs":[{"id":"x","properties":{"a":{}}}]}',
      /Cannot deserialize value of type `java\.lang\.String` from Object value/,
    ],
    ['{"inputs":[{"properties":{}}]}', /Some required fields were not set: \[id\]$/],
    ['{"inputs":[{"id":"x"}]}', /Some required fields were not set: \[properties\]$/],
  ])('says what is wrong with the body %s', (body, message) => {
    const {call} = openCaller()
    const {status, json} = call('POST', '/crm/v3/objects/contacts/batch/upsert', body)
    expect(status).toBe(400)
    expect(json.at('message')).toMatch(message)
    expect(json.at('correlationId')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('a property called __proto__ is unknown like any other', () => {
    const {call} = openCaller()
    const body = '{"inputs":[{"id":"a@x.co","idProperty":"email","properties":{"__proto__":"x"}}]}'
    expect(call('POST', '/crm/v3/objects/contacts/batch/upsert', body).json.at('message')).toContain(
      'Property \\"__proto__\\" does not exist',
    )
  })
})

describe('required properties', () => {
  test('are named when a record would be created without them, and not asked for on update', () => {
    const {upsert} = openCaller()
    const deal = (properties: Record<string, string>) => ({id: 'D1', idProperty: 'external_id', properties})
    const refused = upsert('deals', [deal({dealname: 'Big'})])
    expect(refused.json.value).toMatchObject({
      message: 'Error creating DEAL. Some required properties were not set.',
      context: {properties: ['dealstage', 'pipeline']},
      category: 'VALIDATION_ERROR',
    })
    expect(upsert('deals', [deal({dealname: 'Big', pipeline: 'default', dealstage: 'closedwon'})]).status).toBe(200)
    expect(upsert('deals', [deal({amount: '5'})]).status).toBe(200)
  })

  test('are errors of their own in version 2026-09', () => {
    const {upsert} = openCaller()
    const {status, json} = upsert(
      'tickets',
      [{id: 'T1', idProperty: 'external_id', properties: {subject: 'x', hs_pipeline: '0'}, objectWriteTraceId: '9'}],
      '2026-09',
    )
    expect(status).toBe(207)
    expect(json.at('errors', 0)).toEqual({
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'The property values provided are invalid',
      context: {objectWriteTraceId: ['9']},
      errors: [
        {
          message: 'A value for hs_pipeline_stage must be provided',
          code: 'MISSING_REQUIRED_PROPERTY',
          context: {propertyName: ['hs_pipeline_stage']},
        },
      ],
    })
  })

  test('one of several is enough for contacts and companies', () => {
    const {upsert} = openCaller()
    const byId = (properties: Record<string, string>) => [{id: 'X', idProperty: 'external_id', properties}]
    expect(upsert('contacts', byId({phone: '1'})).json.at('context', 'properties')).toEqual([
      'email',
      'firstname',
      'lastname',
    ])
    expect(upsert('contacts', byId({phone: '1', lastname: 'L'})).status).toBe(200)
    expect(upsert('companies', byId({city: 'x'})).json.at('context', 'properties')).toEqual(['domain', 'name'])
  })

  test('a custom object takes its required key from the id', () => {
    const {upsert, crm} = openCaller()
    expect(upsert('2-40118201', [{id: 'WVW1', idProperty: 'vin', properties: {model: 'Golf'}}]).status).toBe(200)
    expect([...crm.records('car')][0]?.properties).toEqual({vin: 'WVW1', model: 'Golf'})
  })
})

describe('pipelines and stages', () => {
  const deal = (properties: Record<string, string>) => [
    {id: 'D', idProperty: 'external_id', properties: {dealname: 'D', ...properties}},
  ]

  test('a stage must belong to the pipeline of the request, or else of the record', () => {
    const {upsert} = openCaller()
    expect(upsert('deals', deal({pipeline: '75012048', dealstage: 'closedwon'})).json.at('message')).toContain(
      'INVALID_OPTION',
    )
    expect(upsert('deals', deal({pipeline: '75012048', dealstage: '143820511'})).status).toBe(200)
    expect(upsert('deals', deal({dealstage: 'closedwon'})).json.at('message')).toContain(
      '[143820511, 143820512, 143820513, 143820514]',
    )
    expect(upsert('deals', deal({dealstage: '143820513'})).status).toBe(200)
  })

  test('an unknown pipeline and a stage by its label are refused', () => {
    const {upsert} = openCaller()
    expect(upsert('deals', deal({pipeline: 'nope', dealstage: 'closedwon'})).json.at('message')).toContain(
      'nope was not one of the allowed options: [default, 75012048]',
    )
    expect(upsert('deals', deal({pipeline: 'default', dealstage: 'Closed Won'})).json.at('message')).toContain(
      'Closed Won was not one of the allowed options',
    )
  })
})
