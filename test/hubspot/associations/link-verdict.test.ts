import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Pair} from '../../../src/hubspot/associations/association-calls.js'
import {readLinkReply} from '../../../src/hubspot/associations/link-verdict.js'
import type {HubSpotReply} from '../../../src/hubspot/call-types.js'
import {sharedDir} from '../../support/shared-material.js'

const OBJECTS = {from: 'Contact', to: 'Company'}

function reply(status: number, body?: unknown): HubSpotReply {
  return {status, body, attempts: 1, fateUnknown: false}
}

function pair(from: number | string, to: number | string): Pair {
  return {from: String(from), to: String(to)}
}

const numbers = ({from, to}: Pair): object => ({fromObjectId: Number(from), toObjectId: Number(to), labels: []})
const texts = ({from, to}: Pair): object => ({from: {id: from}, to: {id: to}})

/** As in `linked 279 open`. */
function read(pairs: readonly Pair[], answer: HubSpotReply, objects = OBJECTS) {
  const verdict = readLinkReply(pairs, answer, objects)
  if ('kind' in verdict && verdict.kind === 'all-linked') return {open: 'confirm', verdicts: pairs.map(() => 'linked')}
  if ('kind' in verdict) return {...verdict, verdicts: []}
  const {verdicts, open} = verdict
  return {open, verdicts: verdicts.map(each => (each.kind === 'refused' ? each.refusal.code : each.kind))}
}

const PAIRS = [pair(501, 901), pair(502, 901), pair(503, 902)]

test.each([
  ['201 with numbers', 201, numbers],
  ['200 with texts', 200, texts],
])('a clean answer links all, however the ids are written: %s', (_, status, shape) => {
  const body = {status: 'COMPLETE', results: PAIRS.map(shape).reverse()}
  expect(read(PAIRS, reply(status, body))).toEqual({open: 'confirm', verdicts: ['linked', 'linked', 'linked']})
})

test.each([
  ['in the order of the request', [0, 1, 2], ['linked', 'linked', 'linked']],
  ['in another order', [1, 2, 0], ['linked', 'linked', 'linked']],
  ['one of them twice, one not at all', [0, 0, 2], ['linked', 'open', 'linked']],
  ['the first ones alone', [0, 1], ['linked', 'linked', 'open']],
])('a pair is linked if an answer names it: %s', (_, order, verdicts) => {
  for (const shape of [numbers, texts])
    expect(read(PAIRS, reply(200, {results: order.flatMap(at => PAIRS[at] ?? []).map(shape)}))).toEqual({
      open: 'confirm',
      verdicts,
    })
})

test('a pair that an answer names is linked, whatever its errors say', () => {
  const body = {results: PAIRS.map(texts), errors: [noRecord('Contact', '501')]}
  expect(read(PAIRS, reply(207, body))).toMatchObject({verdicts: ['linked', 'linked', 'linked']})
  expect(read(PAIRS, reply(207, {...body, results: PAIRS.slice(1).map(texts)})).verdicts[0]).toBe(
    'ASSOCIATION_NOT_FOUND',
  )
})

test('plain links that are told once a direction are linked once', () => {
  const back = PAIRS.map(({from, to}) => pair(to, from))
  expect(read(PAIRS, reply(200, {results: [...PAIRS, ...back].map(texts)}))).toMatchObject({
    verdicts: ['linked', 'linked', 'linked'],
  })
})

test('an empty 2xx says nothing: whether the pairs are linked has to be read', () => {
  expect(read(PAIRS, reply(204))).toEqual({open: 'confirm', verdicts: ['open', 'open', 'open']})
})

const errors = (message: string, more: object = {}) => ({
  status: 'error',
  category: 'VALIDATION_ERROR',
  message,
  ...more,
})
const noRecord = (side: string, id: string) => ({
  category: 'OBJECT_NOT_FOUND',
  subCategory: `crm.associations.${side}_OBJECT_NOT_FOUND`,
  message: `No record with ID ${id} exists`,
  context: {id: [id]},
})

test.each([
  ['context.id', errors('not valid', {context: {id: ['503']}}), ['linked', 'linked', 'ASSOCIATION_REFUSED']],
  ['a side in the subcategory', noRecord('TO', '901'), ['ASSOCIATION_NOT_FOUND', 'ASSOCIATION_NOT_FOUND', 'linked']],
  ['the text', errors('CONTACT=502 is not valid'), ['linked', 'ASSOCIATION_NOT_FOUND', 'linked']],
  ['an id that is none', errors('502 is not a valid ID'), ['linked', 'ASSOCIATION_NOT_FOUND', 'linked']],
  [
    'a text about a limit, whose number is no id',
    errors('Object 502 already has the maximum of 503 associations of this type'),
    ['linked', 'ASSOCIATION_LIMIT', 'linked'],
  ],
  [
    'the importer’s word for a limit',
    errors('full', {subCategory: 'crm.associations.ASSOCIATION_LIMIT_EXCEEDED', context: {id: ['503']}}),
    ['linked', 'linked', 'ASSOCIATION_LIMIT'],
  ],
])('an error names its pairs by %s; 207 and 400 are read alike', (_, error, verdicts) => {
  const results = PAIRS.filter((_pair, index) => verdicts[index] === 'linked').map(numbers)
  expect(read(PAIRS, reply(207, {results, errors: [error], numErrors: 1}))).toEqual({open: 'confirm', verdicts})
  const whole = verdicts.map(verdict => (verdict === 'linked' ? 'open' : verdict))
  expect(read(PAIRS, reply(400, {results: [], errors: [error]}))).toEqual({open: 'resend', verdicts: whole})
})

test('an error without a name leaves the pairs that no result names to be halved', () => {
  const body = {results: [numbers(pair(501, 901))], errors: [errors('One or more associations are invalid')]}
  expect(read(PAIRS, reply(207, body))).toEqual({open: 'halve', verdicts: ['linked', 'open', 'open']})
  expect(read(PAIRS, reply(400, errors('something else')))).toEqual({open: 'halve', verdicts: ['open', 'open', 'open']})
})

test('an id that records of both sides have is told apart by the object’s name, or not at all', () => {
  const pairs = [pair(7, 8), pair(8, 9)]
  expect(read(pairs, reply(207, {errors: [errors('COMPANY=8 is not valid')]}))).toMatchObject({
    verdicts: ['ASSOCIATION_NOT_FOUND', 'open'],
  })
  expect(read(pairs, reply(207, {errors: [errors('x', {context: {id: ['8']}})]}))).toEqual({
    open: 'halve',
    verdicts: ['open', 'open'],
  })
})

test('where a pair and its mirror were asked for and one failed, neither is taken for linked', () => {
  const pairs = [pair(1, 2), pair(2, 1)]
  const contacts = {from: 'Contact', to: 'Contact'}
  const results = [texts(pair(1, 2)), texts(pair(2, 1))]
  expect(read(pairs, reply(207, {results, errors: [errors('no')]}), contacts)).toMatchObject({open: 'halve'})
  expect(read(pairs, reply(200, {results}), contacts)).toMatchObject({verdicts: ['linked', 'linked']})
})

test('a self link is refused alone, though other pairs have the record', () => {
  const pairs = [pair(5, 5), pair(5, 6), pair(4, 5)]
  const error = errors('Object 5 cannot be associated to itself (5)')
  const results = [numbers(pair(5, 6)), numbers(pair(4, 5))]
  expect(read(pairs, reply(207, {results, errors: [error]}), {from: 'Contact', to: 'Contact'}).verdicts).toEqual([
    'ASSOCIATION_REFUSED',
    'linked',
    'linked',
  ])
})

test.each([
  [413, {}, {kind: 'too-many'}],
  [
    400,
    errors('The maximum number of inputs supported in a batch request for associations is 2. Yours has 3.'),
    {kind: 'too-many'},
  ],
  [400, errors('The maximum number of inputs supported in a batch request is 2'), {kind: 'too-many', most: 2}],
])('%s %j says that the request is too long', (status, body, expected) => {
  expect(read(PAIRS, reply(status, body))).toEqual({verdicts: [], ...expected})
})

test.each([
  [400, "Missing 'Edit Associations' permission.", 'SCOPE_MISSING'],
  [400, 'Unable to infer object type from: car', 'UNKNOWN_OBJECT'],
  [437, 'The maximum of 50 association labels is reached', 'CALL_REFUSED'],
  [404, 'resource not found', 'CALL_REFUSED'],
  [400, 'Invalid input JSON on line 1, column 9', 'BUG'],
])('%s "%s" ends the run: %s', (status, message, code) => {
  expect(() => read(PAIRS, reply(status, errors(message)))).toThrow(expect.objectContaining({code}))
})

function recorded(name: string) {
  return JSON.parse(readFileSync(join(sharedDir ?? '', 'hubspot/recorded', `${name}.json`), 'utf8'))
}

test.skipIf(sharedDir === undefined)('the recorded bodies are understood, also with another status', () => {
  const {body} = recorded('amp-associations-400').response
  const asked = [pair('unknown_id_123456798', 211762804612), pair(211762804612, 211762804612), pair(1, 2)]
  const contacts = {from: 'Contact', to: 'Contact'}
  const refused = ['ASSOCIATION_NOT_FOUND', 'ASSOCIATION_REFUSED', 'open']
  expect(read(asked, reply(400, body), contacts)).toEqual({open: 'resend', verdicts: refused})
  expect(read(asked, reply(207, body), contacts)).toEqual({open: 'confirm', verdicts: refused})
  for (const letter of ['a', 'b']) {
    const {response} = recorded(`captaincontrat-assoc-batch-207-${letter}`)
    const verdict = read([pair(1234, 1234)], reply(response.status, response.body), {from: 'Company', to: 'Contact'})
    expect(verdict).toMatchObject({verdicts: ['ASSOCIATION_NOT_FOUND']})
  }
  const {request, response} = recorded('captaincontrat-assoc-batch-201')
  const [input] = request.body.inputs
  const linked = [pair(input.from.id, input.to.id)]
  expect(read(linked, reply(response.status, response.body))).toMatchObject({verdicts: ['linked']})
})

test('whatever is linked, refused with a name or left out: no pair is taken for what it is not', () => {
  const fate = fc.constantFrom('linked' as const, 'refused' as const, 'left out' as const)
  fc.assert(
    fc.property(fc.array(fate, {minLength: 1, maxLength: 40}), fc.boolean(), fc.boolean(), (fates, named, isNumber) => {
      const pairs = fates.map((_, index) => pair(1000 + index, 5000 + (index % 7)))
      const of = (wanted: string) => pairs.filter((_, index) => fates[index] === wanted)
      const body = {
        results: of('linked').map(isNumber ? numbers : texts),
        errors: of('refused').map(({from}) => errors('x', named ? {context: {id: [from]}} : {})),
      }
      const verdict = readLinkReply(pairs, reply(207, body), OBJECTS)
      if ('kind' in verdict) {
        expect([verdict.kind, ...new Set(fates)]).toEqual(['all-linked', 'linked'])
        return
      }
      for (const [index, each] of verdict.verdicts.entries()) {
        if (fates[index] === 'linked') expect(each.kind).toBe('linked')
        else expect(each.kind).toBe(fates[index] === 'refused' && named ? 'refused' : 'open')
      }
      expect(verdict.open).toBe(!named && fates.includes('refused') ? 'halve' : 'confirm')
    }),
  )
})
