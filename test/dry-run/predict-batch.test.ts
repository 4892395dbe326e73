import fc from 'fast-check'
import {expect, test} from 'vitest'
import {type BatchPrediction, type PredictRules, predictBatch} from '../../src/dry-run/predict-batch.js'
import type {ObjectDefinition} from '../../src/hubspot/portal/portal-types.js'
import type {Batch, BatchRow} from '../../src/push/line/batch.js'
import {sendBatch} from '../../src/push/send/send-batch.js'
import {FakeCrm} from '../support/fake-crm.js'
import {locallyRefused, mapped} from '../support/push-rows.js'
import {sendInputsTo} from '../support/send-inputs.js'

const OBJECT: ObjectDefinition = {
  name: 'cars',
  objectTypeId: '2-1',
  label: 'Cars',
  singularLabel: 'Car',
  custom: true,
  requiredProperties: [],
}

const CONTACTS: ObjectDefinition = {...OBJECT, name: 'contacts', objectTypeId: '0-1', custom: false}

function rules(parts: Partial<PredictRules> = {}): PredictRules {
  return {
    ...{
      object: OBJECT,
      key: 'id',
      mode: 'upsert' as const,
      fold: true,
      fileState: new Map<string, Record<string, string>>(),
    },
    lookup: () => undefined,
    isFoldable: property => property !== 'stage',
    ...parts,
  }
}

function batchOf(rows: readonly BatchRow[]): Batch {
  return {seq: 0, rows, after: []}
}

/** The portal's records by key. */
function portal(records: Readonly<Record<string, Record<string, string>>>) {
  return {
    records: new Map(Object.entries(records).map(([key, properties]) => [key, {recordId: `r-${key}`, properties}])),
  }
}

const created = ({settled}: BatchPrediction): (boolean | undefined)[] =>
  settled.map(row => (row.kind === 'ack' ? row.created : undefined))

test('the first row of a key that the portal lacks would create, the next ones update, in this batch and in later ones', () => {
  const same = rules()
  const first = predictBatch(batchOf([mapped(1, 'ann', {a: '1'}), mapped(2, 'ann', {a: '2'})]), portal({}), same)
  const second = predictBatch(batchOf([mapped(3, 'ann', {a: '2'}), mapped(4, 'bob', {a: '1'})]), portal({}), same)
  expect([created(first), created(second)]).toEqual([
    [true, false],
    [false, true],
  ])
  expect([first.unchanged, second.unchanged]).toEqual([0, 1])
})

test('rows of one key are compared by what they amount to: a value that comes back within one input changes nothing', () => {
  const rows = [mapped(1, 'ann', {a: '1'}), mapped(2, 'ann', {a: '2'})]
  const folded = predictBatch(batchOf(rows), portal({ann: {a: '2'}}), rules())
  const oneByOne = predictBatch(batchOf(rows), portal({ann: {a: '2'}}), rules({fold: false}))
  expect({unchanged: folded.unchanged, changes: folded.changes, upserts: folded.upserts}).toEqual({
    unchanged: 2,
    changes: [],
    upserts: 1,
  })
  expect({unchanged: oneByOne.unchanged, upserts: oneByOne.upserts}).toEqual({unchanged: 0, upserts: 2})
  expect(oneByOne.changes.map(({changes}) => changes)).toEqual([
    [{property: 'a', from: '2', to: '1'}],
    [{property: 'a', from: '1', to: '2'}],
  ])
})

test('a sample names the row, the record and the values, old and new, also those that earlier rows of the file set', () => {
  const same = rules()
  predictBatch(batchOf([mapped(1, 'ann', {a: '1'})]), portal({ann: {a: '0', b: 'x'}}), same)
  const {changes} = predictBatch(
    batchOf([mapped(2, 'ann', {a: '2', b: 'x', c: '3'})]),
    portal({ann: {a: '0', b: 'x'}}),
    same,
  )
  const values = [
    {property: 'a', from: '1', to: '2'},
    {property: 'c', from: null, to: '3'},
  ]
  expect(changes).toEqual([{row: 2, line: 3, key: 'ann', recordId: 'r-ann', changes: values}])
})

test('each record would join a list once, whichever of its rows comes first; what is rejected would not', () => {
  const same = rules({joins: true, mode: 'update'})
  const records = portal({ann: {a: '0'}, bob: {}})
  const rows = [mapped(1, 'ann', {a: '1'}), mapped(2, 'ann', {stage: 'x'}), mapped(3, 'nobody', {}), locallyRefused(4)]
  const joins = ({settled}: BatchPrediction) => settled.map(row => (row.kind === 'ack' ? row.list : undefined))
  expect(joins(predictBatch(batchOf(rows), records, same))).toEqual(['added', 'unchanged', undefined, undefined])
  expect(joins(predictBatch(batchOf([mapped(5, 'bob', {}), mapped(6, 'ann', {})]), records, same))).toEqual([
    'added',
    'unchanged',
  ])
})

test('two keys of one record are compared with what the other has left in it', () => {
  const one = {recordId: 'r', properties: {a: '0'}}
  const records = new Map([
    ['ann@a', one],
    ['ann@b', one],
  ])
  const {unchanged} = predictBatch(
    batchOf([mapped(1, 'ann@a', {a: '1'}), mapped(2, 'ann@b', {a: '1'})]),
    {records},
    rules(),
  )
  expect(unchanged).toBe(1)
})

test('a new record without a required value is refused, until a row of its key brings it', () => {
  const object = {...OBJECT, requiredProperties: ['model']}
  const rows = [
    mapped(1, 'v1', {a: '1'}),
    mapped(2, 'v1', {stage: 'x'}),
    mapped(3, 'v1', {stage: 'y', model: 'T'}),
    mapped(4, 'v2', {a: '1'}),
  ]
  const {settled} = predictBatch(batchOf(rows), portal({v2: {}}), rules({object}))
  expect(settled.map(row => (row.kind === 'reject' ? row.code : row.kind))).toEqual([
    ...['REQUIRED_PROPERTY_MISSING', 'REQUIRED_PROPERTY_MISSING', 'ack', 'ack'],
  ])
})

test('rows refused before sending stay in their place, and a batch of them alone needs no request', () => {
  const {settled, upserts} = predictBatch(batchOf([locallyRefused(1), locallyRefused(2)]), portal({}), rules())
  expect({kinds: settled.map(({kind}) => kind), upserts}).toEqual({kinds: ['reject', 'reject'], upserts: 0})
})

test('whatever the rows and the portal: created, updated and the number of requests are those of a push', async () => {
  const value = fc.constantFrom('1', '2', '3', ';4')
  const row = fc.record({
    key: fc.constantFrom('a', 'b', 'B', 'c', 'd'),
    properties: fc.dictionary(fc.constantFrom('p', 'q', 'stage'), value),
  })
  const records = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.dictionary(fc.constantFrom('p', 'q', 'stage'), fc.constantFrom('1', '2')),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, {minLength: 1, maxLength: 12}), {maxLength: 4}),
      records,
      fc.boolean(),
      async (some, stored, fold) => {
        const crm = new FakeCrm()
        for (const [key, properties] of Object.entries(stored)) crm.records.set(key, properties)
        const sendInputs = sendInputsTo(crm)
        const same = rules({fold})
        const atFirst = portal(stored)
        let number = 0
        for (const each of some) {
          const rows = each.map(({key, properties}) => mapped(++number, key, properties))
          const foreseen = predictBatch(batchOf(rows), atFirst, same)
          const before = crm.requests.length
          const {settled} = await sendBatch(batchOf(rows), {
            sendInputs,
            isFoldable: same.isFoldable,
            idProperty: 'id',
            fold,
          })
          expect(created(foreseen)).toEqual(settled.map(ack => (ack.kind === 'ack' ? ack.created : undefined)))
          expect(foreseen.upserts).toBe(crm.requests.length - before)
        }
      },
    ),
    {numRuns: 300},
  )
})

const outcomes = ({settled}: BatchPrediction): unknown[] =>
  settled.map(row => (row.kind === 'reject' ? row.code : row.kind === 'ack' && row.created))

test('an update would refuse what the portal lacks, each row of it, and look up e-mails', () => {
  const batch = batchOf([
    mapped(1, 'ann', {a: '1'}),
    mapped(2, 'bob', {a: '1'}),
    mapped(3, 'bob', {stage: '1'}),
    mapped(4, 'bob', {stage: '2'}),
  ])
  const byKey = predictBatch(batch, portal({ann: {a: '2'}}), rules({mode: 'update'}))
  expect(outcomes(byKey)).toEqual([false, 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  expect([byKey.upserts, byKey.reads]).toEqual([2, 0])
  const byEmail = predictBatch(batch, portal({ann: {a: '2'}}), rules({mode: 'update', key: 'email', object: CONTACTS}))
  expect([byEmail.upserts, byEmail.reads]).toEqual([1, 2])
  const byId = predictBatch(batch, portal({ann: {a: '2'}}), rules({mode: 'update', key: 'hs_object_id'}))
  expect([byId.upserts, byId.reads]).toEqual([1, 2])
  const byOwnEmail = predictBatch(batch, portal({ann: {a: '2'}}), rules({mode: 'update', key: 'email'}))
  expect([byOwnEmail.upserts, byOwnEmail.reads]).toEqual([2, 0])
})

test('a record that was merged into another one is named with that one, and not looked for in vain', () => {
  const rows = [mapped(1, '17', {a: '1'}), mapped(2, '18', {a: '1'}), mapped(3, '19', {a: '1'})]
  const survivors = new Map([['18', '17']])
  const prediction = predictBatch(
    batchOf(rows),
    {...portal({17: {a: '0'}}), survivors},
    rules({mode: 'update', key: 'hs_object_id'}),
  )
  expect(outcomes(prediction)).toEqual([false, 'MERGED_RECORD', 'NOT_FOUND'])
  expect(prediction.settled[1]).toMatchObject({existingId: '17', key: '18', row: 2})
  expect([prediction.upserts, prediction.reads]).toEqual([1, 2])
})

test('a create would refuse what the portal or an earlier row has', () => {
  const batch = batchOf([mapped(1, 'ann', {a: '1'}), mapped(2, 'bob', {a: '1'}), mapped(3, 'bob', {a: '1'})])
  const prediction = predictBatch(batch, portal({ann: {a: '2'}}), rules({mode: 'create', fold: false}))
  expect([outcomes(prediction), prediction.upserts]).toEqual([['ALREADY_EXISTS', true, 'ALREADY_EXISTS'], 2])
})

test('a life cycle stage that would go back is no change, and is told for each row that sends it', () => {
  const options = ['lead', 'customer'].map(value => ({value, label: value, hidden: false}))
  const flags = {hasUniqueValue: false, readOnly: false, calculated: false, hidden: false, externalOptions: false}
  const lookup = (name: string) => ({...flags, name, label: name, type: 'enumeration', fieldType: 'radio', options})
  const rows = [
    mapped(1, 'ann', {lifecyclestage: 'lead', a: '2'}),
    mapped(2, 'ann', {a: '3'}),
    mapped(3, 'bob', {lifecyclestage: 'lead'}),
  ]
  const found = portal({ann: {lifecyclestage: 'customer', a: '1'}, bob: {lifecyclestage: 'customer'}})
  const {settled, changes, unchanged} = predictBatch(batchOf(rows), found, rules({lookup}))
  expect(changes.map(change => change.changes)).toEqual([[{property: 'a', from: '1', to: '3'}]])
  expect(unchanged).toBe(1)
  expect(settled.map(row => row.kind === 'ack' && row.notStored)).toEqual([
    ['lifecyclestage'],
    undefined,
    ['lifecyclestage'],
  ])
})

test('rows that could not make their record by themselves are foreseen as refused, or as merged once the record is there', () => {
  const object = {...OBJECT, requiredProperties: ['name', 'stage']}
  const rows = [mapped(1, 'ann', {name: 'n'}), mapped(2, 'ann', {stage: 's'}), mapped(3, 'ann', {a: '3'})]
  const none = predictBatch(batchOf(rows), portal({}), rules({object}))
  expect(none.settled.map(({kind}) => kind)).toEqual(['reject', 'reject', 'reject'])
  const there = predictBatch(batchOf(rows), portal({ann: {}}), rules({object}))
  expect([there.settled.map(({kind}) => kind), there.upserts]).toEqual([['ack', 'ack', 'ack'], 2])
})
