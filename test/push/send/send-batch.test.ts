import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Batch, BatchOutcome} from '../../../src/push/line/batch.js'
import {sendBatch} from '../../../src/push/send/send-batch.js'
import type {MappedRow} from '../../../src/rows/rows.js'
import {FakeCrm, type FakeCrmOptions} from '../../support/fake-crm.js'
import {locallyRefused, mapped} from '../../support/push-rows.js'
import {sendInputsTo} from '../../support/send-inputs.js'

const isFoldable = (property: string): boolean => property !== 'stage'

async function send(rows: Batch['rows'], options: FakeCrmOptions = {}): Promise<{outcome: BatchOutcome; crm: FakeCrm}> {
  const crm = new FakeCrm(options)
  const sendInputs = sendInputsTo(crm)
  const outcome = await sendBatch({seq: 0, rows, after: []}, {sendInputs, isFoldable, idProperty: 'id'})
  return {outcome, crm}
}

const kinds = (outcome: BatchOutcome): string[] => outcome.settled.map(row => row.kind)

test('one bad row among a hundred costs one request when HubSpot answers by row', async () => {
  const rows = Array.from({length: 100}, (_, index) =>
    mapped(index + 1, `k${index}`, {a: index === 41 ? 'bad' : 'good'}),
  )
  const {outcome, crm} = await send(rows, {refusedValues: new Set(['bad'])})
  expect(crm.requests).toHaveLength(1)
  expect(outcome.settled.filter(row => row.kind === 'reject').map(row => row.row)).toEqual([42])
})

test('one bad row among a hundred, wherever it stands, costs at most fifteen requests when HubSpot refuses the batch as a whole', async () => {
  for (let bad = 0; bad < 100; bad += 1) {
    const rows = Array.from({length: 100}, (_, index) =>
      mapped(index + 1, `k${index}`, {a: index === bad ? 'bad' : 'good'}),
    )
    const {outcome, crm} = await send(rows, {refusedValues: new Set(['bad']), allOrNothing: true})
    expect(crm.requests.length).toBeLessThanOrEqual(15)
    expect(outcome.settled.filter(row => row.kind === 'reject').map(row => row.row)).toEqual([bad + 1])
    expect(crm.records.size).toBe(99)
  }
})

test('a file sorted by key costs a request for each hundred rows even where nothing may be folded', async () => {
  const rows = Array.from({length: 500}, (_, index) =>
    mapped(index + 1, `k${Math.floor(index / 5)}`, {stage: String(index)}),
  )
  const {crm} = await send(rows)
  expect(crm.requests.map(request => request.length)).toEqual([100, 100, 100, 100, 100])
  expect(crm.records.get('k7')).toEqual({stage: '39'})
})

test('of folded rows the first made the record, the others updated it', async () => {
  const {outcome} = await send([mapped(1, 'ann', {a: '1'}), mapped(2, 'ann', {a: '2'})])
  expect(outcome.settled).toMatchObject([
    {kind: 'ack', created: true},
    {kind: 'ack', created: false},
  ])
})

test('a refusal that names a property of one folded row refuses that row and sends the others together', async () => {
  const rows = [mapped(1, 'ann', {a: '1'}), mapped(2, 'ann', {b: 'bad'}), mapped(3, 'ann', {c: '3'})]
  const {outcome, crm} = await send(rows, {refusedValues: new Set(['bad'])})
  expect(kinds(outcome)).toEqual(['ack', 'reject', 'ack'])
  expect(crm.requests).toHaveLength(2)
  expect(crm.records.get('ann')).toEqual({a: '1', c: '3'})
})

test('a refusal that names the key refuses every folded row without sending again', async () => {
  const rows = [mapped(1, 'ann', {id: 'bad'}), mapped(2, 'ann', {id: 'bad', a: '1'})]
  const {outcome, crm} = await send(rows, {refusedValues: new Set(['bad'])})
  expect(kinds(outcome)).toEqual(['reject', 'reject'])
  expect(crm.requests).toHaveLength(1)
})

test('refused folded inputs of many keys are taken apart in shared waves: as many more requests as rows of one key', async () => {
  const rows = Array.from({length: 300}, (_, index) =>
    mapped(index + 1, `k${index % 100}`, {a: index >= 200 ? 'bad' : String(index)}),
  )
  const {outcome, crm} = await send(rows, {refusedValues: new Set(['bad'])})
  expect(crm.requests.length).toBeLessThanOrEqual(1 + 3)
  expect(outcome.settled.filter(row => row.kind === 'reject')).toHaveLength(100)
  expect(crm.records.get('k0')).toEqual({a: '100'})
})

test('rows refused before sending pass through in their place', async () => {
  const {outcome, crm} = await send([locallyRefused(1), mapped(2, 'ann'), locallyRefused(3)])
  expect(kinds(outcome)).toEqual(['reject', 'ack', 'reject'])
  expect(crm.requests).toEqual([['ann']])
})

test('whatever the rows and however HubSpot refuses: every row settles once, and each record holds its written rows applied in file order', async () => {
  const row = fc.record({
    key: fc.constantFrom('a', 'b', 'B', 'c', 'd'),
    properties: fc.dictionary(fc.constantFrom('p', 'q', 'stage'), fc.constantFrom('1', '2', '3', 'bad')),
  })
  const crmOptions = fc.record({
    allOrNothing: fc.boolean(),
    namesProperty: fc.boolean(),
    refusedValues: fc.constantFrom(new Set<string>(), new Set(['bad']), new Set(['bad', '2'])),
    foldId: fc.constantFrom(
      (id: string) => id,
      (id: string) => id.toLowerCase(),
    ),
    omits: fc.constantFrom(undefined, omitEverySecond('applied'), omitEverySecond('dropped')),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(row, {maxLength: 30}), crmOptions, async (some, options) => {
      const rows = some.map(({key, properties}, index) => mapped(index + 1, key, properties))
      const {omits, ...others} = options
      const {outcome, crm} = await send(rows, omits === undefined ? others : {...others, omits})
      expect(outcome.settled.map(settled => settled.row)).toEqual(rows.map(({row: number}) => number))
      const acked = rows.filter((_, index) => outcome.settled[index]?.kind === 'ack')
      expect(Object.fromEntries(crm.records)).toEqual(applied(acked))
      for (const request of crm.requests) expect(new Set(request.map(id => id.toLowerCase())).size).toBe(request.length)
    }),
    {numRuns: 400},
  )
})

function omitEverySecond(how: 'applied' | 'dropped') {
  return (request: number, id: string): 'applied' | 'dropped' | undefined =>
    (request + id.charCodeAt(0)) % 2 === 0 ? how : undefined
}

function applied(rows: readonly MappedRow[]): Record<string, Record<string, string>> {
  const records: Record<string, Record<string, string>> = {}
  for (const row of rows) records[row.key] = {...records[row.key], ...row.properties}
  return records
}
