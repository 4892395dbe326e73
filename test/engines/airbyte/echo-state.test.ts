import fc from 'fast-check'
import {expect, test} from 'vitest'
import {echoState} from '../../../src/engines/airbyte/protocol/echo-state.js'

const COUNTS = {records: 3, rejected: 1}
const STATS = '"destinationStats":{"recordCount":3.0,"rejectedRecordCount":1.0}'

test.each([
  [
    'fields and digits that we do not know stay',
    '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"p"},"stream_state":{"c":12345678901234567890,"d":1.50}},"sourceStats":{"recordCount":3.0},"id":7},"x":null}',
    `{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"p"},"stream_state":{"c":12345678901234567890,"d":1.50}},"sourceStats":{"recordCount":3.0},"id":7,${STATS}},"x":null}`,
  ],
  ['an empty state', '{"state": { } ,"type":"STATE"}', `{"state": { ${STATS}} ,"type":"STATE"}`],
  [
    'statistics of an earlier destination are replaced',
    '{"type":"STATE","state":{"destinationStats":{"recordCount":9.0},"id":1}}',
    `{"type":"STATE","state":{${STATS},"id":1}}`,
  ],
  [
    'of two states that which JSON.parse keeps',
    '{"type":"STATE","state":{"id":1},"state":{"id":2}}',
    `{"type":"STATE","state":{"id":1},"state":{"id":2,${STATS}}}`,
  ],
  [
    'a name that is written with escapes',
    String.raw`{"type":"STATE","st\u0061te":{"a":"}\"{"}}`,
    `${String.raw`{"type":"STATE","st\u0061te":{"a":"}\"{",`}${STATS}}}`,
  ],
  [
    'the word in a value is none',
    '{"type":"STATE","note":"state","state":{"data":{"state":"destinationStats","destinationStats":1}}}',
    `{"type":"STATE","note":"state","state":{"data":{"state":"destinationStats","destinationStats":1},${STATS}}}`,
  ],
])('%s', (_, text, echoed) => {
  expect(echoState(text, COUNTS)).toBe(echoed)
})

test('whatever a state holds comes back as it was, with the counts', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({min: 0, max: 3}), (fields, indent) => {
      const {destinationStats: _, ...state} = fields
      const text = JSON.stringify({before: fields, type: 'STATE', state, after: 1}, null, indent)
      expect(JSON.parse(echoState(text, COUNTS))).toEqual({
        ...JSON.parse(text),
        state: {...JSON.parse(text).state, destinationStats: {recordCount: 3, rejectedRecordCount: 1}},
      })
    }),
  )
})
