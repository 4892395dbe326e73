import {expect, test} from 'vitest'
import {record, streamPlan, tryEngine} from '../../support/try-engine.js'

test('records of a stream are written, and each marker is released with its counts', async () => {
  const {engine, sandbox} = await tryEngine()
  const released: unknown[] = []
  const ofStream: unknown[] = []
  await engine.openStream(streamPlan('contacts', {}, ['email', 'firstname']))
  engine.mark(counts => released.push(['a', counts]))
  await engine.write('contacts', record(1, {email: 'ann@example.com', firstname: 'Ann'}))
  await engine.write('contacts', record(2, {email: 'no mail', firstname: 'Bob'}))
  engine.mark(counts => released.push(['b', counts]))
  engine.mark(counts => ofStream.push(counts), 'contacts')
  const outcome = await engine.end()
  expect(released).toEqual([
    ['a', {records: 0, rejected: 0}],
    ['b', {records: 2, rejected: 1}],
  ])
  expect(ofStream).toEqual([{records: 2, rejected: 1}])
  expect(outcome).toMatchObject({exitCode: 3, failure: undefined, streams: [{records: 2, created: 1, rejected: 1}]})
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {email: 'ann@example.com', firstname: 'Ann'}}])
})
