import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {BatchOutcome} from '../../../src/push/line/batch.js'
import {sendBatch} from '../../../src/push/send/send-batch.js'
import type {MappedRow} from '../../../src/rows/rows.js'
import {FakeCrm, type FakeCrmOptions} from '../../support/fake-crm.js'
import {mapped} from '../../support/push-rows.js'
import {sendInputsTo} from '../../support/send-inputs.js'

type Records = Record<string, Record<string, string>>

const unique = {property: 'code', names: 'both'} as const

/** `earlier`: rows of a batch that is under way; they are written when they are waited for. */
interface Setting extends FakeCrmOptions {
  readonly portal?: Records
  readonly earlier?: readonly MappedRow[]
  readonly knowsUnique?: boolean
  readonly fold?: boolean
}

async function send(
  rows: readonly MappedRow[],
  {portal = {}, earlier = [], knowsUnique = true, fold = true, ...options}: Setting = {},
) {
  const crm = new FakeCrm({unique, ...options})
  for (const [id, properties] of Object.entries(portal)) crm.records.set(id, properties)
  const sendInputs = sendInputsTo(crm)
  const isFoldable = (property: string): boolean => property !== 'code'
  const ports = {sendInputs, isFoldable, idProperty: 'id', fold, ...(knowsUnique && {unique: ['code']})}
  let waits = 0
  const wait = async (): Promise<readonly BatchOutcome[]> => {
    waits += 1
    for (const row of earlier) crm.records.set(row.key, {...crm.records.get(row.key), ...row.properties})
    const settled = earlier.map(
      ({row, line, key}) => ({kind: 'ack', row, line, key, recordId: key, created: false}) as const,
    )
    return [{batch: {seq: 0, rows: earlier, after: []}, settled}]
  }
  const {settled} = await sendBatch({seq: 1, rows, after: []}, {...ports, earlier: wait})
  const refused = settled.flatMap(one => (one.kind === 'reject' ? [one.row] : []))
  return {refused, requests: crm.requests.map(keys => keys.join(' ')), records: Object.fromEntries(crm.records), waits}
}

const holder = {holder: {code: 'OLD'}}

test('a row whose value is given up in the same batch is sent again, and no later row of its key goes before it', async () => {
  const rows = [
    mapped(1, 'holder', {code: 'NEW'}),
    mapped(2, 'wants', {code: 'OLD', list: 'a'}),
    mapped(3, 'wants', {code: '', list: ';b'}),
  ]
  const sent = await send(rows, {portal: holder, isBackwards: true})
  expect(sent).toMatchObject({refused: [], requests: ['holder wants', 'wants', 'wants']})
  expect(sent.records['wants']).toEqual({code: '', list: ';b'})
})

test('other keys go on meanwhile', async () => {
  const rows = [mapped(1, 'wants', {code: 'OLD'}), mapped(2, 'ann', {code: '1'}), mapped(3, 'ann', {code: '2'})]
  const {refused, requests} = await send(rows, {portal: holder})
  expect({refused, requests}).toEqual({refused: [1], requests: ['wants ann', 'ann']})
})

test('rows of earlier batches are waited for, once, and only where a row was refused so', async () => {
  const rows = [mapped(2, 'wants', {code: 'OLD'}), mapped(3, 'second', {code: 'SECOND'})]
  const portal = {...holder, other: {code: 'SECOND'}}
  expect(await send(rows, {portal, earlier: [mapped(1, 'holder', {code: 'NEW'})]})).toMatchObject({
    refused: [3],
    waits: 1,
  })
  expect(await send([mapped(2, 'ann', {code: '1'})], {portal})).toMatchObject({refused: [], waits: 0})
})

test('a value that only a row behind gives up is refused, as it would be row by row', async () => {
  const rows = [mapped(1, 'wants', {code: 'OLD'}), mapped(2, 'holder', {code: 'NEW'})]
  expect(await send(rows, {portal: holder})).toMatchObject({refused: [1], requests: ['wants holder']})
})

test('a row that is refused for something else as well is not kept', async () => {
  const rows = [mapped(1, 'holder', {code: 'NEW'}), mapped(2, 'wants', {code: 'OLD', a: 'bad'})]
  const setting = {portal: holder, isBackwards: true, refusedValues: new Set(['bad'])}
  expect(await send(rows, setting)).toMatchObject({refused: [2], requests: ['holder wants']})
})

test('merged rows that are refused so are sent again one by one, and their merged neighbours go before and after them', async () => {
  const rows = [
    mapped(1, 'wants', {name: '1', list: 'a'}),
    mapped(2, 'holder', {code: 'NEW'}),
    mapped(3, 'wants', {code: 'OLD'}),
    mapped(4, 'wants', {name: '4'}),
    mapped(5, 'wants', {name: '5'}),
  ]
  const sent = await send(rows, {portal: holder, isBackwards: false})
  expect(sent).toMatchObject({refused: [], requests: ['wants holder', 'wants', 'wants', 'wants']})
  expect(sent.records['wants']).toEqual({code: 'OLD', name: '5', list: 'a'})
})

test('where the holder has rows left that give the value up, a row waits for them behind a refused one', async () => {
  const rows = [
    mapped(1, 'holder', {code: 'TAKEN'}),
    mapped(2, 'holder', {code: 'NEW'}),
    mapped(3, 'wants', {code: 'OLD'}),
    mapped(4, 'alone', {code: 'TAKEN'}),
  ]
  const portal = {...holder, outside: {code: 'TAKEN'}}
  for (const isBackwards of [false, true]) {
    const {refused, requests} = await send(rows, {portal, isBackwards})
    expect(refused).toEqual([1, 4])
    expect(requests.length).toBeLessThanOrEqual(4)
  }
})

test.each([false, true])(
  'refused rows that nothing frees cost no request more, sorted by key or not (%s)',
  async isSorted => {
    const numbers = Array.from({length: 90}, (_, index) => index)
    const portal = Object.fromEntries(numbers.map(index => [`outside${index}`, {code: `T${index}`}]))
    const keyOf = (index: number): number => (isSorted ? Math.floor(index / 3) : index % 30)
    const rows = numbers.map(index => mapped(index + 1, `k${keyOf(index)}`, {code: `T${index}`}))
    const {refused, requests} = await send(rows, {portal})
    expect(refused).toHaveLength(90)
    expect(requests).toHaveLength(3)
  },
)

/** Each takes the value of the one before it. */
const chain = Array.from({length: 64}, (_, index) => mapped(index + 2, `k${index}`, {code: `C${index}`}))
const held = Object.fromEntries(chain.map((_, index) => [`k${index - 1}`, {code: `C${index}`}]))

test('a chain of values that begins in an earlier batch takes few requests, one a row where HubSpot works backwards', async () => {
  const earlier = [mapped(1, 'k-1', {code: 'FIRST'})]
  const forward = await send(chain, {portal: held, earlier})
  expect(forward.refused).toEqual([])
  expect(forward.requests.length).toBeLessThanOrEqual(1 + 7)
  const backwards = await send(chain, {portal: held, earlier, isBackwards: true})
  expect(backwards.refused).toEqual([])
  expect(backwards.requests.length).toBeLessThanOrEqual(1 + chain.length)
  const whole = await send(chain, {portal: held, earlier, isBackwards: true, allOrNothing: true})
  expect(whole.refused).toEqual([])
  expect(whole.requests.length).toBeLessThanOrEqual(4 * chain.length) // to find the refused ones, and again for each
})

test('of rows that want one free value the first in the file wins', async () => {
  const rows = [mapped(1, 'first', {code: 'X'}), mapped(2, 'second', {code: 'X'}), mapped(3, 'third', {code: 'Y'})]
  expect(await send(rows, {isBackwards: true})).toMatchObject({refused: [2], requests: ['first third', 'second']})
})

test('a column of one value costs a few requests, not one a row', async () => {
  const rows = Array.from({length: 100}, (_, index) => mapped(index + 1, `k${index}`, {code: 'N/A'}))
  const {refused, requests} = await send(rows)
  expect(refused).toHaveLength(99)
  expect(refused).not.toContain(1)
  expect(requests.length).toBeLessThanOrEqual(6)
})

test('merged rows that wait for each other are sent all the same', async () => {
  const rows = [
    mapped(1, 'a', {code: 'V'}),
    mapped(2, 'b', {other: 'U'}),
    mapped(3, 'a', {other: 'U'}),
    mapped(4, 'b', {code: 'V'}),
  ]
  const sendInputs = sendInputsTo(new FakeCrm())
  const ports = {sendInputs, isFoldable: () => true, idProperty: 'id', unique: ['code', 'other']}
  const {settled} = await sendBatch({seq: 1, rows, after: []}, ports)
  expect(settled.map(({kind}) => kind)).toEqual(['ack', 'ack', 'ack', 'ack'])
})

const KEYS = ['a', 'b', 'c', 'd', 'e']

/** Rows that are all taken row by row: a value that another record holds is replaced by one of the row's own. */
const moves = fc
  .array(
    fc.record({
      key: fc.constantFrom(...KEYS),
      code: fc.option(fc.constantFrom('V0', 'V1', 'V2', 'V3', 'V4'), {nil: undefined}),
      list: fc.constantFrom('x', 'y', undefined),
    }),
    {maxLength: 20},
  )
  .map(some => {
    const holds = new Map(KEYS.map((key, index) => [key, `V${index}`]))
    const uses = new Map<string, number>()
    return some.map(({key, code, list}, index) => {
      const isFree = code !== undefined && [...holds].every(([other, value]) => other === key || value !== code)
      // beyond that, order is not promised (docs/safety.md)
      const isRare = code !== undefined && (uses.get(code) ?? 0) < 5
      const value = code === undefined ? undefined : isFree && isRare ? code : `N${index}`
      if (value !== undefined) holds.set(key, value)
      if (value !== undefined) uses.set(value, (uses.get(value) ?? 0) + 1)
      return mapped(index + 1, key, {...(value !== undefined && {code: value}), ...(list !== undefined && {list})})
    })
  })

test('whatever values move, and however HubSpot says it: what is taken row by row is taken, and leaves the same records', async () => {
  const settings = fc.record({
    isBackwards: fc.boolean(),
    allOrNothing: fc.boolean(),
    fold: fc.boolean(),
    unique: fc.constantFrom('both', 'holder', 'none').map(names => ({property: 'code', names}) as const),
  })
  const portal: Records = Object.fromEntries(KEYS.map((key, index) => [key, {code: `V${index}`}]))
  await fc.assert(
    fc.asyncProperty(moves, settings, async (rows, setting) => {
      const expected = structuredClone(portal)
      for (const {key, properties} of rows) expected[key] = {...expected[key], ...properties}
      const {refused, records, requests} = await send(rows, {...setting, portal})
      expect({refused, records}).toEqual({refused: [], records: expected})
      if (!setting.allOrNothing) expect(requests.length).toBeLessThanOrEqual(2 * rows.length)
    }),
    {numRuns: 1500},
  )
})
