import {expect, test} from 'vitest'
import {readMemberships} from '../../../src/hubspot/lists/membership-verdict.js'

const reply = (status: number, body: unknown) => ({status, body, correlationId: 'c-1', attempts: 1, fateUnknown: false})
const MISSING = {said: '', status: 200, correlationId: 'c-1'}

test.each([
  [['1', '2', '3'], {recordsIdsAdded: ['1'], recordIdsMissing: ['3']}, ['added', 'unchanged', MISSING]],
  [['1', '2', '1'], {recordsIdsAdded: ['1', '2']}, ['added', 'added', 'unchanged']],
  [['1', '2'], {recordIdsAdded: [2], recordIdsMissing: [1]}, [MISSING, 'added']], // the name of a document, and numbers
  [['1'], {recordIdsMissing: ['1'], recordsIdsAdded: ['1']}, [MISSING]],
  [['1', '2'], {}, ['unchanged', 'unchanged']],
])('%j answered %j', (ids, body, memberships) => {
  expect(readMemberships(ids, reply(200, body))).toEqual({kind: 'told', memberships})
})

test.each([[undefined], [[]], [{results: [], errors: []}], ['added']])('a success with %j says nothing', body => {
  const refusal = {...MISSING, said: 'the answer does not say what became of it'}
  expect(readMemberships(['1'], reply(200, body))).toEqual({kind: 'unclear', refusal})
})

test('a refusal is about the records, about their number, or about the call', () => {
  const message = 'Nonsense.'
  const refusal = {said: message, correlationId: 'c-1'}
  expect(readMemberships(['1'], reply(400, {message}))).toEqual({
    ...{kind: 'refused', isTooLong: false, refusal: {...refusal, status: 400}},
  })
  expect(readMemberships(['1'], reply(413, {message}))).toMatchObject({kind: 'refused', isTooLong: true})
  expect(() => readMemberships(['1'], reply(404, {message}))).toThrow('HubSpot refuses to add records to the list')
})
