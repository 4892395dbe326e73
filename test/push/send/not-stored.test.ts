import {expect, test} from 'vitest'
import {holdsByType} from '../../../src/push/modes/holds-values.js'
import {foretellNotStored, keepsByType, notStoredIn, warnNotStored} from '../../../src/push/send/not-stored.js'
import {type BenchRow, startBench, UPSERTS} from '../support/run-bench.js'

const person = (index: number, stage: string, name = `Ann ${index}`): BenchRow => ({
  ...{email: `p${index}@example.com`, firstname: name, lifecyclestage: stage},
})
const portal = Array.from({length: 120}, (_, index) => person(index, 'customer'))
const backwards = portal.map((_, index) => person(index, index < 100 ? 'lead' : 'evangelist', 'New'))

test.each([{}, {echoTraceIds: 'all' as const}, {errorContext: 'none' as const}])(
  'a life cycle stage that HubSpot did not keep is told, and the rows count as written (%j)',
  async switches => {
    const bench = await startBench(backwards, {portal, switches})
    const summary = await bench.push()
    expect(summary).toMatchObject({exitCode: 0, rows: {written: 120, rejected: 0}, notStored: {lifecyclestage: 100}})
    expect(summary.warnings).toEqual([
      'HubSpot accepted 100 values of property lifecyclestage but did not store them as sent, such as "lead": the record has "customer".' +
        ' A life cycle stage only moves forward: to move it back, clear it first in a separate push, then push these rows again.',
    ])
    expect(bench.records()['p0@example.com']).toMatchObject({firstname: 'New', lifecyclestage: 'customer'})
  },
)

test('where HubSpot keeps all values, nothing is told', async () => {
  const bench = await startBench(backwards.slice(100), {portal})
  const summary = await bench.push()
  expect([summary.notStored, summary.warnings]).toEqual([undefined, undefined])
})

test('where a reply shows values as they were sent, or shows none of them, nothing is known', async () => {
  const bench = await startBench(backwards, {portal, switches: {echoAsSent: true}})
  expect((await bench.push()).notStored).toBeUndefined()
})

test('--only-changed does not remember what was not stored, and remembers the other rows', async () => {
  const bench = await startBench(backwards, {portal})
  await bench.push({changes: {skips: true}})
  expect((await bench.push({changes: {skips: true}})).rows).toMatchObject({unchanged: 20, written: 100})
  // Once the stage is cleared, the same file brings it.
  const cleared = await fetch(`${bench.sandbox.url}/crm/v3/objects/contacts/batch/upsert`, {
    method: 'POST',
    headers: {authorization: `Bearer ${bench.sandbox.token}`, 'content-type': 'application/json'},
    body: JSON.stringify({
      inputs: portal
        .slice(0, 100)
        .map(({email}) => ({id: email, idProperty: 'email', properties: {lifecyclestage: ''}})),
    }),
  })
  expect(cleared.status).toBe(200)
  expect((await bench.push({changes: {skips: true}})).notStored).toBeUndefined()
  expect(bench.records()['p0@example.com']).toMatchObject({lifecyclestage: 'lead'})
  expect((await bench.push({changes: {skips: true}})).rows).toMatchObject({unchanged: 120})
})

test('the count is that of the whole run, also of one that was stopped in between', async () => {
  const bench = await startBench(backwards, {
    portal,
    faults: [{...UPSERTS, fault: 'status', status: 451, skip: 3, next: 1}],
  })
  expect(await bench.push()).toMatchObject({status: 'stopped', notStored: {lifecyclestage: 100}})
  expect(await bench.push({resume: true})).toMatchObject({status: 'finished', notStored: {lifecyclestage: 100}})
})

const TYPES = new Map([
  ['amount', 'number'],
  ['phone', 'string'],
  ['name', 'string'],
])
const lookup = (name: string) => {
  const type = TYPES.get(name)
  const flags = {hasUniqueValue: false, readOnly: false, calculated: false, hidden: false, externalOptions: false}
  return type === undefined
    ? undefined
    : {name, label: name, type, fieldType: name === 'phone' ? 'phonenumber' : 'text', options: [], ...flags}
}
const keeps = keepsByType(holdsByType('0-1', lookup), lookup)

test.each([
  ['another spelling of a number', {amount: '1.0'}, {amount: '1'}, []],
  ['another number', {amount: '9007199254740993'}, {amount: '9007199254740992'}, ['amount']],
  ['a phone number that the portal formats', {phone: '+1 (555) 010-0199'}, {phone: '+15550100199'}, []],
  ['another phone number', {phone: '+1 555'}, {phone: '+1 556'}, ['phone']],
  ['a text that was cut', {name: 'Ann B.'}, {name: 'Ann'}, ['name']],
  ['a value that is gone', {name: 'Ann'}, {name: ''}, ['name']],
  ['a value that was not cleared', {name: ''}, {name: 'Ann'}, ['name']],
  ['a property that was not sent', {name: 'Ann'}, {city: 'Bern'}, []],
  ['a property that is called like what objects inherit', {name: 'Ann'}, {constructor: 'x'}, []],
])('%s: what is not stored', (_, sent, shown, expected) => {
  expect(
    notStoredIn(sent as Record<string, string>, shown as unknown as Record<string, string>, keeps).map(
      ({property}) => property,
    ),
  ).toEqual(expected)
})

test('one value is told of as one, and a property without a way out has none', () => {
  expect(warnNotStored('name', 1, {property: 'name', sent: 'Ann ', stored: ''})).toBe(
    'HubSpot accepted a value of property name but did not store it as sent, such as "Ann ": the record has no value.',
  )
  expect(warnNotStored('name', 2, undefined)).toBe(
    'HubSpot accepted 2 values of property name but did not store them as sent.',
  )
  expect(foretellNotStored('lifecyclestage', 1)).toMatch(
    /^HubSpot would accept a value .* but not store it\. .*clear it first/,
  )
})
