import {expect, test} from 'vitest'
import type {WriteVerdict} from '../../../src/hubspot/batch/batch-types.js'
import {readUpsertReply} from '../../../src/hubspot/batch/upsert-verdict.js'
import type {WriteInput} from '../../../src/hubspot/write-input.js'
import {company, contact, multiStatus, reply, result, valueError} from '../support/upsert-builders.js'

const ann = contact('ann@example.com', {city: 'Bern'})
const bob = contact('bob@example.com', {city: 'Genf'})
const cid = contact('cid@example.com', {city: 'Chur'})

const noSuchOption = {message: 'Genf was not one of the allowed options: [bern]', error: 'INVALID_OPTION', name: 'city'}

/** The outcomes in short: `written 1`, `created 1`, `refused CODE`, `unmentioned`. */
function short(verdict: WriteVerdict): string[] {
  if (verdict.kind !== 'per-input') return [verdict.kind]
  return verdict.outcomes.map(one => {
    if (one.kind === 'written') return `${one.created ? 'created' : 'updated'} ${one.recordId}`
    return one.kind === 'refused' ? `refused ${one.refusal.code}` : one.kind
  })
}

test('results in any order, their e-mails lower-cased, reach the inputs they belong to', () => {
  const inputs = [contact('Ann@Example.com '), bob]
  const reply207 = multiStatus([
    result('2', {email: 'bob@example.com'}),
    result('1', {email: 'ann@example.com'}, {new: true}),
  ])
  expect(short(readUpsertReply(inputs, reply207))).toEqual(['created 1', 'updated 2'])
})

test('a trace id in a result decides, whatever its key', () => {
  const reply200 = multiStatus([
    result('9', {email: 'ann@example.com'}, {objectWriteTraceId: 't-bob@example.com'}),
    result('9', {email: 'ann@example.com'}, {objectWriteTraceId: 't-ann@example.com'}),
  ])
  expect(short(readUpsertReply([ann, bob], reply200))).toEqual(['updated 9', 'updated 9'])
})

const QUOTED = 'HubSpot does not accept "Genf" for property city: Genf was not one of the allowed options: [bern]'

test('an error reaches its input by trace id and quotes the value as it was sent', () => {
  const error = valueError(noSuchOption, {objectWriteTraceId: ['t-bob@example.com']})
  const verdict = readUpsertReply([ann, bob], multiStatus([result('1', {email: 'ann@example.com'})], [error]))
  expect(verdict).toEqual({
    kind: 'per-input',
    outcomes: [
      {kind: 'written', recordId: '1', created: false},
      {
        kind: 'refused',
        refusal: {
          code: 'INVALID_OPTION',
          property: 'city',
          value: 'Genf',
          message: QUOTED,
          status: 207,
          correlationId: 'c-1',
          category: 'VALIDATION_ERROR',
          problems: [{code: 'INVALID_OPTION', property: 'city', value: 'Genf', message: QUOTED}],
        },
      },
    ],
  })
})

test('an error without trace id reaches its inputs by context.ids', () => {
  const error = {
    category: 'OBJECT_NOT_FOUND',
    message: 'Could not get some',
    context: {ids: ['BOB@example.com', 'cid@example.com']},
  }
  const verdict = readUpsertReply([ann, bob, cid], multiStatus([result('1', {email: 'ann@example.com'})], [error]))
  expect(short(verdict)).toEqual(['updated 1', 'refused NOT_FOUND', 'refused NOT_FOUND'])
})

test('errors in a plain 200 count as well (2026-09)', () => {
  const body = {results: [], errors: [valueError(noSuchOption, {objectWriteTraceId: ['t-bob@example.com']})]}
  expect(short(readUpsertReply([bob], reply(200, body)))).toEqual(['refused INVALID_OPTION'])
})

test('a refusal outweighs a result for the same input', () => {
  const error = valueError(noSuchOption, {objectWriteTraceId: ['t-bob@example.com']})
  const echoed = result('2', {email: 'bob@example.com'}, {objectWriteTraceId: 't-bob@example.com'})
  expect(short(readUpsertReply([bob], multiStatus([echoed], [error])))).toEqual(['refused INVALID_OPTION'])
})

test('the one error without any reference belongs to the one input left', () => {
  const shown = [
    result('1', {email: 'ann@example.com', city: 'Bern'}),
    result('3', {email: 'cid@example.com', city: 'Chur'}),
  ]
  const verdict = readUpsertReply([ann, bob, cid], multiStatus(shown, [valueError(noSuchOption)]))
  expect(short(verdict)).toEqual(['updated 1', 'refused INVALID_OPTION', 'updated 3'])
})

test('two errors without any reference are given to no input, and put those that are left under suspicion', () => {
  const verdict = readUpsertReply(
    [ann, bob, cid],
    multiStatus(
      [result('1', {email: 'ann@example.com', city: 'Bern'})],
      [valueError(noSuchOption), valueError(noSuchOption)],
    ),
  )
  expect(verdict).toMatchObject({
    outcomes: [
      {kind: 'written', recordId: '1'},
      {kind: 'unmentioned', isSuspect: true},
      {kind: 'unmentioned', isSuspect: true},
    ],
  })
})

test('an error without reference is not given to the input left when a result is nobody’s', () => {
  const stray = result('2', {})
  const verdict = readUpsertReply([company('1'), company('2')], multiStatus([stray], [valueError(noSuchOption)]))
  expect(short(verdict)).toEqual(['unmentioned', 'unmentioned'])
})

test.each([
  ['an empty 200', reply(200, {status: 'COMPLETE', results: [], errors: []})],
  ['a 202 without a body', reply(202, undefined)],
  ['a 200 that is no object', reply(200, ['?'])],
  ['results that are no objects', reply(200, {results: [null, 1, 'x'], errors: 'none'})],
])('%s mentions nobody', (_, silent) => {
  expect(short(readUpsertReply([ann, bob], silent))).toEqual(['unmentioned', 'unmentioned'])
})

test('as many nameless results as inputs are no proof that all were written', () => {
  const nameless = multiStatus([result('1', {}), result('2', {})])
  expect(short(readUpsertReply([ann, bob], nameless))).toEqual(['unmentioned', 'unmentioned'])
})

test('one omitted company leaves the others as they are', () => {
  const shown = multiStatus([result('2', {tax_id: 'B'}), result('1', {tax_id: 'A'})])
  expect(short(readUpsertReply([company('A'), company('B'), company('C')], shown))).toEqual([
    'updated 1',
    'updated 2',
    'unmentioned',
  ])
})

test('two results under one e-mail are given to nobody: one may be that of an additional e-mail', () => {
  const both = multiStatus([result('1', {email: 'ann@example.com'}), result('1', {email: 'ann@example.com'})])
  expect(short(readUpsertReply([ann, bob], both))).toEqual(['unmentioned', 'unmentioned'])
})

test('a result that fits two inputs of the batch is given to neither', () => {
  const merged = result('1', {email: 'ann@example.com', hs_additional_emails: 'bob@example.com;old@example.com'})
  expect(short(readUpsertReply([ann, bob], multiStatus([merged])))).toEqual(['unmentioned', 'unmentioned'])
})

test('a contact sent by an additional e-mail is found under its first one', () => {
  const merged = result('1', {email: 'first@example.com', hs_additional_emails: 'old@example.com; bob@example.com'})
  expect(
    short(readUpsertReply([bob], multiStatus([{...merged, properties: {...merged.properties, city: 'Genf'}}]))),
  ).toEqual(['updated 1'])
})

test('while an input is unaccounted for, a contact’s result counts as another’s unless it shows the values sent', () => {
  // bob@ is an additional e-mail of ann's contact: the only result is his, under her address.
  const his = multiStatus([result('1', {email: 'ann@example.com', city: 'Genf'})])
  expect(short(readUpsertReply([ann, bob], his))).toEqual(['unmentioned', 'unmentioned'])
  const hers = multiStatus([result('1', {email: 'ann@example.com', city: 'Bern'})])
  expect(short(readUpsertReply([ann, bob], hers))).toEqual(['updated 1', 'unmentioned'])
})

test('a refusal stands though another input’s result comes under the refused one’s e-mail', () => {
  const error = valueError(noSuchOption, {objectWriteTraceId: ['t-ann@example.com']})
  const his = result('1', {email: 'ann@example.com', city: 'Genf'})
  expect(short(readUpsertReply([ann, bob], multiStatus([his], [error])))).toEqual([
    'refused INVALID_OPTION',
    'unmentioned',
  ])
})

test('duplicate ids are named, from the context or from the text', () => {
  const message = 'Duplicate IDs found in batch input: [a@example.com, b@example.com]. IDs must be unique'
  const ids = ['a@example.com', 'b@example.com']
  expect(readUpsertReply([ann, bob], reply(400, {message, context: {ids}}))).toMatchObject({kind: 'duplicate-ids', ids})
  expect(readUpsertReply([ann, bob], reply(400, {message}))).toMatchObject({kind: 'duplicate-ids', ids})
})

test('a refused batch of one quotes the value as it was sent', () => {
  const sent = contact('bob@example.com', {city: ' Genf'})
  const verdict = readUpsertReply([sent], reply(400, valueError({...noSuchOption, propertyValue: 'genf'})))
  expect(verdict).toMatchObject({kind: 'whole-batch', refusal: {code: 'INVALID_OPTION', value: ' Genf', status: 400}})
})

test('a 409 for the whole batch is a conflict that names the record', () => {
  const verdict = readUpsertReply(
    [ann, bob],
    reply(409, {category: 'CONFLICT', message: 'Contact already exists. Existing ID: 123'}),
  )
  expect(verdict).toMatchObject({
    kind: 'whole-batch',
    refusal: {code: 'CONFLICT', existingId: '123', status: 409, category: 'CONFLICT'},
  })
  expect(readUpsertReply([ann], reply(409, undefined))).toMatchObject({
    kind: 'whole-batch',
    refusal: {code: 'CONFLICT'},
  })
})

test.each([400, 413, 422])('another %i is about some of the inputs', status => {
  expect(readUpsertReply([ann, bob], reply(status, {message: 'no'}))).toMatchObject({
    kind: 'whole-batch',
    refusal: {status, code: 'REFUSED'},
  })
})

test.each([
  ['KEY_NOT_UNIQUE', 400, {message: 'Unable to perform update/upsert by non-unique 0-2 property domain'}],
  [
    'KEY_NOT_UNIQUE',
    400,
    {message: 'Unable to perform update/upsert by non-unique 0-2 property hs_object_id in portal ID 21939747'},
  ],
  ['UNKNOWN_OBJECT', 400, {message: 'Unable to infer object type from: car'}],
  ['SCOPE_MISSING', 400, {message: "Missing 'Edit Associations' permission."}],
  [
    'BUG',
    400,
    {
      message:
        'The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again',
    },
  ],
  ['BUG', 400, {message: 'Invalid input JSON on line 1, column 2: Cannot deserialize'}],
])('%s stops the run, by the reply %i %j', (code, status, body) => {
  expect(readUpsertReply([ann, bob], reply(status, body))).toMatchObject({kind: 'structural', error: {code}})
})

test.each([402, 404, 405, 406, 410, 411, 412, 414, 415, 416, 418, 421, 424, 426, 428, 431, 437, 451, 456, 488, 499])(
  'a %i is about no row: it ends the run, resumable, in HubSpot’s words',
  status => {
    const verdict = readUpsertReply([ann, bob], reply(status, {message: 'Not here', context: {region: ['eu1']}}))
    const message = expect.stringContaining(`(HTTP ${status}): Not here (region ["eu1"])`)
    expect(verdict).toMatchObject({kind: 'structural', error: {code: 'CALL_REFUSED', exitCode: 6, message}})
    expect(readUpsertReply([ann], reply(status, undefined))).toMatchObject({
      kind: 'structural',
      error: {code: 'CALL_REFUSED'},
    })
  },
)

const SENTENCES = [
  'Unable to perform update/upsert by non-unique 0-2 property domain',
  'Unable to infer object type from: car',
  "Missing 'Edit Associations' permission.",
  'The maximum number of inputs supported in a batch is 100.',
  'Invalid input JSON on line 1, column 2',
  'Duplicate IDs found in batch input: [ann@example.com]. IDs must be unique',
]

test.each(SENTENCES)('a value that says "%s" is taken for nothing that HubSpot says', sentence => {
  const quoting = company('A', {city: sentence})
  for (const message of [
    `${sentence} was not a valid long.`,
    `${sentence.toLowerCase()} is taken`,
    sentence,
    `Value ${sentence} is refused`,
  ]) {
    expect(readUpsertReply([quoting, company('B')], reply(400, {message, category: 'VALIDATION_ERROR'}))).toMatchObject(
      {
        kind: 'whole-batch',
      },
    )
  }
})

test('a trace id used twice decides nothing', () => {
  const twins: WriteInput[] = [company('A'), {...company('B'), objectWriteTraceId: 't-A'}]
  const error = valueError(noSuchOption, {objectWriteTraceId: ['t-A']})
  expect(short(readUpsertReply(twins, multiStatus([], [error])))).toEqual(['unmentioned', 'unmentioned'])
})

test('a result shows which values it holds otherwise than they were sent; what it does not show is not known', () => {
  const sent = company('A', {
    city: 'Bern',
    size: '1.0',
    stage: 'lead',
    born: '2015-05-01T13:30',
    note: 'x',
    gone: 'y',
    constructor: 'z',
  })
  const shown = {tax_id: 'a', city: 'Bern', size: 1, stage: 'customer', gone: null, other: 'o'} as unknown as Record<
    string,
    string
  >
  const warnings = [
    {
      category: 'PROPERTY_VALUE_NORMALIZED',
      context: {propertyName: ['born'], rawValue: ['2015-05-01T13:30'], normalizedValue: ['2015-05-01']},
    },
  ]
  const verdict = readUpsertReply([sent], multiStatus([result('1', shown, {warnings, objectWriteTraceId: 't-A'})]))
  expect(verdict).toEqual({
    kind: 'per-input',
    outcomes: [
      {
        kind: 'written',
        created: false,
        recordId: '1',
        shown: {size: '1', stage: 'customer', gone: '', born: '2015-05-01'},
      },
    ],
  })
})

test('a remark about what was not sent, or whose input is not known, is kept', () => {
  const remark = {
    category: 'PROPERTY_VALUE_NORMALIZED',
    context: {propertyName: 'born', rawValue: 'a', normalizedValue: 'b'},
  }
  const message = 'HubSpot stored values of property born differently from what was sent, for example "a" as "b".'
  for (const traceId of ['t-A', 'unknown']) {
    const verdict = readUpsertReply(
      [company('A')],
      multiStatus([result('1', {}, {warnings: [remark], objectWriteTraceId: traceId})]),
    )
    expect(verdict).toMatchObject({remarks: [{property: 'born', message}]})
  }
})
