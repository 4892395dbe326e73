import {expect, test} from 'vitest'
import {createJournal} from '../../../src/sandbox/journal/journal.js'
import {holds, matches, parsePattern, type RequestPattern} from '../../../src/sandbox/journal/match-requests.js'
import {headersToKeep} from '../../../src/sandbox/journal/seen-request.js'
import {type Expectation, parseExpectation, verifyRequests} from '../../../src/sandbox/journal/verify-requests.js'
import {seen} from './seen.js'

const BODY = JSON.stringify({
  inputs: [
    {id: 'a', properties: {city: 'Bern', zip: null}},
    {id: 'b', properties: {}},
  ],
})
const REQUEST = {
  id: 1,
  ...seen({method: 'POST', path: '/crm/v3/objects/contacts/batch/upsert', query: 'a=1&a=2', body: BODY, outcome: 207}),
  headers: headersToKeep({'x-test': 'seven', authorization: 'Bearer pat-na1-secret'}),
}

test.each<[RequestPattern, boolean]>([
  [{}, true],
  [{method: 'post'}, true],
  [{method: 'GET'}, false],
  [{path: '/crm/v3/objects/*/batch/upsert'}, true],
  [{path: '/crm/v3/objects/*'}, false],
  [{path: '/crm/**'}, true],
  [{query: {a: '2'}}, true],
  [{query: {b: '2'}}, false],
  [{headers: {'X-Test': 'seven'}}, true],
  [{headers: {'x-test': 'eight'}}, false],
  [{headers: {constructor: 'x'}}, false],
  [{headers: {Authorization: 'Bearer pat-na1-secret'}}, true],
  [{headers: {authorization: 'Bearer …cret'}}, true],
  [{headers: {authorization: 'Bearer pat-na1-other'}}, false],
  [{outcome: 207}, true],
  [{outcome: 'cut'}, false],
  [{body: 'Bern'}, true],
  [{body: 'Basel'}, false],
  [{body: {inputs: [{id: 'b'}, {properties: {city: 'Bern'}}]}}, true],
  [{body: {inputs: [{id: 'b', properties: {city: 'Bern'}}]}}, false],
  [{body: {inputs: [{properties: {zip: null}}]}}, true],
  [{body: {toString: {}}}, false],
])('%j matches: %s', (pattern, expected) => {
  expect(matches(REQUEST, pattern)).toBe(expected)
})

test('a body that is no JSON, or no longer kept, holds no JSON', () => {
  expect(matches({...REQUEST, body: '{'}, {body: {}})).toBe(false)
  expect(matches({...REQUEST, body: null}, {body: ''})).toBe(false)
})

test.each([
  [[1, 2, 3], [3, 1], true],
  [[], [], true],
  [{a: 1}, [], false],
  ['ab', 'a', false],
  [null, null, true],
  [{}, null, false],
])('%j holds %j: %s', (actual, wanted, expected) => {
  expect(holds(actual, wanted)).toBe(expected)
})

function journalOf(count: number, mostRequests = 100, mostText = 1000) {
  const journal = createJournal(mostRequests, mostText)
  for (let index = 0; index < count; index++) journal.note(seen({method: 'POST', path: '/x', body: `{"n":${index}}`}))
  return journal
}

test.each<[number, Expectation['times'], boolean, string]>([
  [0, undefined, false, 'Expected at least 1 POST /x, saw 0.'],
  [3, undefined, true, 'Expected at least 1 POST /x, saw 3.'],
  [3, 3, true, 'Expected 3 POST /x, saw 3.'],
  [3, 2, false, 'Expected 2 POST /x, saw 3.'],
  [0, 0, true, 'Expected 0 POST /x, saw 0.'],
  [3, {atMost: 2}, false, 'Expected at most 2 POST /x, saw 3.'],
  [0, {atMost: 2}, true, 'Expected at most 2 POST /x, saw 0.'],
  [3, {atLeast: 4}, false, 'Expected at least 4 POST /x, saw 3.'],
  [3, {atLeast: 1, atMost: 3}, true, 'Expected 1 to 3 POST /x, saw 3.'],
])('of %i requests, times %j: %s', (count, times, isMet, message) => {
  const expected = {method: 'post', path: '/x', ...(times !== undefined && {times})}
  expect(verifyRequests(expected, journalOf(count))).toMatchObject({isMet, message, matched: count})
})

test('what is not met comes with requests like it', () => {
  const verdict = verifyRequests({path: '/x', body: {n: 9}}, journalOf(5))
  expect(verdict.near.map(({body}) => body)).toEqual(['{"n":2}', '{"n":3}', '{"n":4}'])
  expect(verdict.message).toBe('Expected at least 1 requests /x with {"body":{"n":9}}, saw 0.')
})

test('what can no longer be told is not told: older requests, or their bodies, are gone', () => {
  const gone = 'how many matched cannot be told'
  const fewRequests = journalOf(5, 2)
  const fewBodies = journalOf(5, 100, 16)
  expect(verifyRequests({path: '/x'}, fewRequests)).toMatchObject({isMet: true})
  expect(verifyRequests({path: '/x', times: 1}, fewRequests)).toMatchObject({isMet: false})
  expect(() => verifyRequests({path: '/x', times: 2}, fewRequests)).toThrow(gone)
  expect(() => verifyRequests({path: '/y'}, fewRequests)).toThrow(gone)
  expect(() => verifyRequests({path: '/x', body: {n: 0}}, fewBodies)).toThrow(gone)
  expect(verifyRequests({path: '/y', body: {n: 0}, times: 0}, fewBodies)).toMatchObject({isMet: true})
  expect(verifyRequests({path: '/x', times: 5}, fewBodies)).toMatchObject({isMet: true})
})

test.each([
  ['7', 'one JSON object'],
  ['{"paths":"/"}', 'no "paths"'],
  ['{"method":7}', '"method" cannot be 7'],
  ['{"headers":{"a":1}}', '"headers" cannot be'],
])('%s describes no requests', (text, message) => {
  expect(() => parsePattern(JSON.parse(text))).toThrow(message)
})

test.each(['"2"', '-1', '{"atleast":1}', '{"atMost":"3"}'])('%s is no number of times', times => {
  expect(() => parseExpectation(JSON.parse(`{"times":${times}}`))).toThrow('"times"')
})
