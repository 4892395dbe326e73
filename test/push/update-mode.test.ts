import {describe, expect, test} from 'vitest'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {startDeleteBench} from './support/delete-bench.js'
import {type BenchRow, expectPromiseKept, startBench} from './support/run-bench.js'

const KEYS = {email: (name: string) => `${name}@example.com`, external_id: (name: string) => `E-${name}`} as const

/** Contacts, each twice, and in between some that the portal does not have. */
function rowsOf(key: keyof typeof KEYS, count = 120): {portal: BenchRow[]; rows: BenchRow[]} {
  const names = Array.from({length: count}, (_, index) => `p${index}`)
  const keyed = (name: string): BenchRow => ({[key]: KEYS[key](name), firstname: 'Before'})
  const rows = ['Old', 'New'].flatMap(first =>
    [...names, 'stranger1', 'stranger2'].map(name => ({...keyed(name), firstname: `${first} ${name}`})),
  )
  return {portal: names.map(keyed), rows}
}

const on = {method: 'POST', path: '/crm/v3/objects/*/batch/update', next: 1} as const
const onRead = {method: 'POST', path: '/crm/v3/objects/*/batch/read', next: 2} as const
const faults: FaultRule[] = [
  {...onRead, fault: 'silent'},
  {...onRead, fault: 'omit', applied: false},
  {...on, fault: 'reset', applied: true},
  {...on, fault: 'status', status: 502, html: true},
  {...on, fault: 'rate-limit', policy: 'SECONDLY'},
  {...on, fault: 'omit', applied: false},
  {...on, fault: 'silent'},
  {...on, fault: 'late-commit', ms: 30_000},
]

const VARIANTS = [
  {key: 'email', missingKeyAs: 'refusal'},
  {key: 'external_id', missingKeyAs: 'refusal'},
  {key: 'external_id', missingKeyAs: '207'},
] as const

describe.each(VARIANTS)('update by $key, one that no record has told by a $missingKeyAs', ({key, missingKeyAs}) => {
  test('changes what exists in file order, refuses the rest as NOT_FOUND and makes nothing', async () => {
    const {portal, rows} = rowsOf(key)
    const bench = await startBench(rows, {key, mode: 'update', portal, switches: {missingKeyAs}})
    const summary = await bench.push()
    await expectPromiseKept(bench, rows, summary, key)
    expect(summary).toMatchObject({
      mode: 'update',
      exitCode: 3,
      rejects: {count: 4, byCode: {NOT_FOUND: 4}},
      rows: {created: 0, updated: 240},
    })
    const [first] = await bench.rejects()
    expect(first).toMatchObject({row: 121, key: KEYS[key]('stranger1'), property: key, value: KEYS[key]('stranger1')})
  })

  test.each(faults)('keeps the promise through the fault $fault of $path', async fault => {
    const {portal, rows} = rowsOf(key)
    const bench = await startBench(rows, {key, mode: 'update', portal, switches: {missingKeyAs}, faults: [fault]})
    const summary = await bench.push()
    await expectPromiseKept(bench, rows, summary, key)
    expect(summary.rejects.byCode).toEqual({NOT_FOUND: 4})
  })

  test('takes a request apart that HubSpot refuses as a whole for one row', async () => {
    const {portal, rows} = rowsOf(key, 30)
    const clash = rows.map((row, index) => (index === 5 ? {...row, email: 'taken@example.com'} : row))
    const wanted =
      key === 'email' ? rows.map((row, index) => (index === 5 ? {...row, external_id: 'taken'} : row)) : clash
    const holder: BenchRow = {email: 'taken@example.com', external_id: 'taken'}
    const bench = await startBench(wanted, {
      key,
      mode: 'update',
      portal: [...portal, holder],
      switches: {missingKeyAs, uniqueClashAs: '400', conflictAs: '409'},
    })
    const summary = await bench.push()
    expect(summary.rejects.byCode).toEqual({NOT_FOUND: 4, CONFLICT: 1})
    expect(summary.rows).toMatchObject({read: 64, written: 59})
  })
})

test('a run that was killed goes on in its mode', async () => {
  const {portal, rows} = rowsOf('email', 250)
  const bench = await startBench(rows, {mode: 'update', portal})
  await bench.push({killAfter: 2}).catch(() => {})
  await expectPromiseKept(bench, rows, await bench.push({resume: true}))
})

test('two e-mails of one contact change it in file order', async () => {
  const rows = ['b@example.com', 'a@example.com', 'c@example.com'].map((email, index) => ({
    email,
    firstname: `F${index}`,
  }))
  const portal = [{email: 'a@example.com', hs_additional_emails: 'b@example.com;c@example.com'}]
  const bench = await startBench(rows, {mode: 'update', portal})
  const summary = await bench.push()
  expect(summary.rows).toMatchObject({written: 3, rejected: 0})
  expect(bench.records()).toEqual({'a@example.com': {email: 'a@example.com', firstname: 'F2'}})
})

describe('update by record id', () => {
  const people = ['ann@x.co', 'bob@x.co', 'cid@x.co'].map(email => ({email, firstname: 'Before'}))
  const fileOf = (ids: readonly string[]) =>
    ({
      text: `Record ID,firstname\n${ids.map((id, index) => `${id},New${index}\n`).join('')}`,
      ...({key: 'hs_object_id', mode: 'update'} as const),
    }) as const

  test('changes the records with these ids, and makes none', async () => {
    const bench = await startDeleteBench(people)
    const [ann, bob] = ['ann@x.co', 'bob@x.co'].map(email => bench.idOf(email)) as [string, string]
    const summary = await bench.push([], fileOf([ann, bob, '4711', ann]))
    expect(summary).toMatchObject({
      ...{key: 'hs_object_id', mode: 'update', exitCode: 3, rejects: {byCode: {NOT_FOUND: 1}}},
      rows: {written: 3, created: 0, updated: 3, rejected: 1},
    })
    expect(bench.live('firstname')).toEqual(['Before', 'New1', 'New3'])
  })

  test.each([false, true])(
    'never writes to the survivor of a merge, also where HubSpot would (%s)',
    async updatesSurvivors => {
      const bench = await startDeleteBench(people, {switches: {updatesSurvivors}})
      const [ann, bob] = ['ann@x.co', 'bob@x.co'].map(email => bench.idOf(email)) as [string, string]
      await bench.call('/crm/v3/objects/contacts/merge', {primaryObjectId: ann, objectIdToMerge: bob})
      const summary = await bench.push([], fileOf([bob]))
      expect(summary).toMatchObject({rows: {written: 0}, rejects: {byCode: {MERGED_RECORD: 1}}})
      expect(bench.live('firstname')).toEqual(['Before', 'Before'])
      // what would have been written: HubSpot takes the id for the survivor's
      const inputs = [{id: bob, properties: {firstname: 'Wrong'}}]
      await bench.call('/crm/v3/objects/contacts/batch/update', {inputs})
      expect(bench.live('firstname').includes('Wrong')).toBe(updatesSurvivors)
    },
  )

  test('is foreseen by a dry run as it would end, in as many requests', async () => {
    const bench = await startDeleteBench(people)
    const [ann, bob, cid] = ['ann@x.co', 'bob@x.co', 'cid@x.co'].map(email => bench.idOf(email)) as string[]
    await bench.call('/crm/v3/objects/contacts/merge', {primaryObjectId: ann, objectIdToMerge: bob})
    const ids = [bob, cid, '4711'] as string[]
    const foreseen = await bench.dryRun([], fileOf(ids))
    const {rows, rejects, exitCode, requests} = await bench.push([], fileOf(ids))
    expect(rejects.byCode).toEqual({MERGED_RECORD: 1, NOT_FOUND: 1})
    expect(foreseen).toMatchObject({rows, exitCode, rejects: {byCode: rejects.byCode}})
    expect(foreseen.dryRun.requests).toMatchObject({upserts: requests.upserts, reads: 2})
  })

  test('is no key of an upsert, and the error says what it is one of', async () => {
    const bench = await startDeleteBench(people)
    await expect(bench.push([], {...fileOf(['1']), mode: 'upsert'})).rejects.toMatchObject({
      ...{code: 'KEY_NOT_UNIQUE', exitCode: 5},
      next: [expect.objectContaining({addFlags: ['--mode', 'update']})],
    })
  })
})
