import {describe, expect, test} from 'vitest'
import type {HubSpot} from '../../src/hubspot/call-types.js'
import type {ObjectDefinition} from '../../src/hubspot/portal/portal-types.js'
import {EarlierDoubts} from '../../src/push/late-commits/inherited-doubts.js'
import {RunSender} from '../../src/push/run/run-sender.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {mapped} from '../support/push-rows.js'
import {type BenchRow, expectPromiseKept, peopleTwice, startBench} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

const PATHS = {v3: '/crm/v3/objects/*/batch/upsert', '2026-09': '/crm/objects/2026-09/*/batch/upsert'} as const

const contacts: ObjectDefinition = {
  ...{
    name: 'contacts',
    objectTypeId: '0-1',
    label: 'Contacts',
    singularLabel: 'Contact',
    custom: false,
    requiredProperties: [],
  },
}

describe.each(['v3', '2026-09'] as const)('with API version %s', apiVersion => {
  test('every row is settled once and in order, whatever happens on the way, and no other version is asked', async () => {
    const rows = [...peopleTwice(150), {email: 'nobody', firstname: 'No'}]
    const on = {method: 'POST', path: PATHS[apiVersion], next: 1}
    const faults: FaultRule[] = [
      {...on, fault: 'reset', applied: true},
      {...on, fault: 'omit'},
    ]
    const bench = await startBench(rows, {apiVersion, faults})
    const summary = await bench.push()
    await expectPromiseKept(bench, rows, summary)
    expect(summary).toMatchObject({rejects: {byCode: {INVALID_EMAIL: 1}}, requests: {retries: 1}})
    const others = bench.sandbox.requests().filter(({path}) => path.includes('v3') !== (apiVersion === 'v3'))
    expect(others).toEqual([])
  })
})

/** A contact with its name, one without, one of Switzerland with its zip, one without. */
const rows: BenchRow[] = [
  {email: 'a@example.com', lastname: 'A', country: 'France', zip: ''},
  {email: 'b@example.com', lastname: '', country: 'France', zip: ''},
  {email: 'c@example.com', lastname: 'C', country: 'Switzerland', zip: '8000'},
  {email: 'd@example.com', lastname: 'D', country: 'Switzerland', zip: ''},
]

test("2026-09 refuses what the portal's admins want filled, row by row; v3 does not ask", async () => {
  const bench = await startBench(rows, {apiVersion: '2026-09', switches: {adminRules: true}})
  const summary = await bench.push()
  await expectPromiseKept(bench, rows, summary)
  expect((await bench.rejects()).map(({row, code, property}) => [row, code, property])).toEqual([
    [2, 'REQUIRED_PROPERTY_MISSING', 'lastname'],
    [4, 'REQUIRED_PROPERTY_MISSING', 'zip'],
  ])
  const older = await startBench(rows, {switches: {adminRules: true}})
  expect((await older.push()).rows).toMatchObject({written: 4, rejected: 0})
})

test('values that HubSpot stored otherwise are warned of, each property once', async () => {
  const warnings: string[] = []
  const normalised = (propertyName: string, rawValue: string, normalizedValue: string) => ({
    ...{
      category: 'PROPERTY_VALUE_NORMALIZED',
      message: 'normalized',
      context: {propertyName, rawValue, normalizedValue},
    },
  })
  const result = (id: string, ...said: object[]) => ({
    id,
    new: true,
    properties: {external_id: `K-${id}`},
    warnings: said,
  })
  const results = [
    result('1', normalised('birthday', '2015-05-01T13:30', '2015-05-01')),
    result('2', normalised('birthday', '2016-05-01T13:30', '2016-05-01'), {
      category: 'NEW_ONE',
      message: 'Look at this',
    }),
  ]
  const hubspot: HubSpot = {
    call: async () => ({status: 200, body: {status: 'COMPLETE', results}, attempts: 1, fateUnknown: false}),
    counts: () => ({upserts: 0, reads: 0, associations: 0, memberships: 0, archives: 0, retries: 0, throttled: 0}),
    rate: () => ({}),
  }
  const sender = new RunSender({
    ...{
      record: {object: {name: 'contacts', objectTypeId: '0-1'}, key: 'external_id'},
      properties: [],
      hubspot,
      clock: sharedTime().client,
    },
    ...{
      mapping: {foldable: () => true, columns: [], fields: new Map(), links: [], replacesLinks: false},
      object: contacts,
      onEvent: () => {},
      warn: (message: string) => void warnings.push(message),
    },
    ...{stop: new AbortController().signal, abort: new AbortController().signal, fold: true, lateCommitMs: 0},
    earlier: new EarlierDoubts([], 0),
  })
  const outcome = await sender.send({seq: 0, after: [], rows: [mapped(1, 'K-1', {}), mapped(2, 'K-2', {})]})
  expect(outcome.settled.map(({kind}) => kind)).toEqual(['ack', 'ack'])
  expect(warnings).toEqual([
    'HubSpot stored values of property birthday differently from what was sent, for example "2015-05-01T13:30" as "2015-05-01".',
    'HubSpot wrote rows with a warning (NEW_ONE): Look at this',
  ])
})
