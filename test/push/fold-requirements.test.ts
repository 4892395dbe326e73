import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ObjectDefinition} from '../../src/hubspot/portal/portal-types.js'
import type {WriteInput} from '../../src/hubspot/write-input.js'
import {makeRuleOf} from '../../src/push/send/fold.js'
import {sendBatch} from '../../src/push/send/send-batch.js'
import type {MappedRow} from '../../src/rows/rows.js'
import {FakeCrm, refusal} from '../support/fake-crm.js'
import {mapped} from '../support/push-rows.js'
import {sendInputsTo} from '../support/send-inputs.js'

const REQUIRED = ['name', 'stage']
const deals: ObjectDefinition = {
  ...{
    name: 'deals',
    objectTypeId: '0-3',
    label: 'Deals',
    singularLabel: 'Deal',
    custom: false,
    requiredProperties: REQUIRED,
  },
}
const canMake = makeRuleOf(deals, {key: 'id'})

/** A HubSpot that makes no record without the required values. */
function demanding(existing: readonly string[] = []) {
  const crm = new FakeCrm()
  for (const key of existing) crm.records.set(key, {name: 'there', stage: '0'})
  const write = crm.write.bind(crm)
  const lacks = ({id, properties}: WriteInput): boolean =>
    !crm.records.has(id) && REQUIRED.some(name => (properties[name] ?? '') === '')
  crm.write = async inputs => {
    const refused = new Set(inputs.filter(lacks))
    const {verdict} = await write(inputs.filter(input => !refused.has(input)))
    const others = verdict.kind === 'per-input' ? [...verdict.outcomes] : []
    const missing = {kind: 'refused' as const, refusal: refusal({code: 'REQUIRED_PROPERTY_MISSING', property: 'name'})}
    return {
      fateUnknown: false,
      verdict: {
        kind: 'per-input',
        outcomes: inputs.map(input => (refused.has(input) ? missing : (others.shift() ?? {kind: 'unmentioned'}))),
      },
    }
  }
  return crm
}

async function push(rows: readonly MappedRow[], {fold, existing = []}: {fold: boolean; existing?: readonly string[]}) {
  const crm = demanding(existing)
  const sendInputs = sendInputsTo(crm)
  const isFoldable = (property: string): boolean => property !== 'owner'
  const {settled} = await sendBatch(
    {seq: 0, rows, after: []},
    {sendInputs, isFoldable, canMake, idProperty: 'id', fold},
  )
  return {records: Object.fromEntries(crm.records), kinds: settled.map(({kind}) => kind), requests: crm.requests.length}
}

const whole = {name: 'n', stage: 's'}

test('rows that no record could be made of are refused, not folded into one that can', async () => {
  const rows = [mapped(1, 'd', {name: 'n'}), mapped(2, 'd', {stage: 's'}), mapped(3, 'd', {amount: '3'})]
  expect(await push(rows, {fold: true})).toMatchObject({kinds: ['reject', 'reject', 'reject'], records: {}})
})

test('from the first row on that makes the record, the later ones are folded into it', async () => {
  const rows = [
    mapped(1, 'd', {name: 'n'}),
    mapped(2, 'd', whole),
    mapped(3, 'd', {amount: '3'}),
    mapped(4, 'd', {amount: '4'}),
  ]
  expect(await push(rows, {fold: true})).toEqual({
    ...{kinds: ['reject', 'ack', 'ack', 'ack'], requests: 2},
    records: {d: {...whole, amount: '4'}},
  })
})

test('where the record exists already, a hundred rows of a key cost two requests', async () => {
  const rows = Array.from({length: 100}, (_, index) => mapped(index + 1, 'd', {amount: String(index)}))
  const {kinds, requests} = await push(rows, {fold: true, existing: ['d']})
  expect([new Set(kinds), requests]).toEqual([new Set(['ack']), 2])
})

test('a row that could make the record by itself costs nothing more', async () => {
  const rows = Array.from({length: 100}, (_, index) => mapped(index + 1, 'd', {...whole, amount: String(index)}))
  expect(await push(rows, {fold: true})).toMatchObject({requests: 1})
})

test('nothing is held apart where a row cannot lack anything, or makes no record', () => {
  const contacts = {...deals, objectTypeId: '0-1', requiredProperties: []}
  expect(makeRuleOf(contacts, {key: 'email'})(mapped(1, 'a@x.co', {}))).toBe(true)
  expect(makeRuleOf(contacts, {key: 'external_id'})(mapped(1, 'a', {}))).toBe(false)
  expect(makeRuleOf(contacts, {key: 'external_id'})(mapped(1, 'a', {firstname: ''}))).toBe(false)
  expect(makeRuleOf(contacts, {key: 'external_id'})(mapped(1, 'a', {firstname: 'Ann'}))).toBe(true)
  expect(makeRuleOf(deals, {key: 'id', mode: 'update'})(mapped(1, 'a', {}))).toBe(true)
})

test('folded or one by one: the same rows are refused, and the same records stand there', async () => {
  const value = fc.constantFrom('', '1', '2')
  const properties = fc.dictionary(fc.constantFrom('name', 'stage', 'amount', 'owner'), value)
  const row = fc.record({key: fc.constantFrom('a', 'b', 'B'), properties})
  await fc.assert(
    fc.asyncProperty(fc.array(row, {maxLength: 10}), fc.subarray(['a', 'b']), async (some, existing) => {
      const rows = some.map(({key, properties: values}, index) => ({
        ...mapped(index + 1, key, values),
        orderKey: key.toLowerCase(),
      }))
      const folded = await push(rows, {fold: true, existing})
      const oneByOne = await push(rows, {fold: false, existing})
      expect({records: folded.records, kinds: folded.kinds}).toEqual({records: oneByOne.records, kinds: oneByOne.kinds})
    }),
  )
})
