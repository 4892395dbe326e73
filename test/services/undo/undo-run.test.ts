import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readUndone} from '../../../src/runs/undone.js'
import {emails} from '../../push/support/delete-bench.js'
import {startUndoBench} from './undo-bench.js'

const OLD = [{email: 'old@x.co', city: 'Oslo'}]
const rows = (addresses: readonly string[], city = 'Rome') => addresses.map(email => ({email, city}))
const ARCHIVE = {method: 'POST', path: '/crm/v3/objects/*/batch/archive'} as const
const ids = (left: readonly {readonly id: string; readonly reason: string}[]) =>
  left.map(({id, reason}) => [id, reason])

test('archives what the run created, and leaves what it updated', async () => {
  const bench = await startUndoBench(OLD)
  const all = emails(120)
  const {run} = await bench.pushRows(rows([...all, 'old@x.co']))
  const summary = await bench.undo(run)
  expect(summary).toMatchObject({
    ...{run, status: 'finished', exitCode: 0, created: 120, undone: 120, unchanged: 0, updated: 1, unknown: 0},
    ...{leftOut: [], leftOutCount: 0, requests: {archives: 2}, unseen: []},
  })
  expect(bench.live()).toEqual(['old@x.co'])
  expect(await readUndone(join(bench.home, 'runs', run))).toEqual([summary.undoneBy])
})

test('it can be repeated: what is gone counts as unchanged', async () => {
  const bench = await startUndoBench()
  const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co']))
  await bench.undo(run)
  expect(await bench.undo(run)).toMatchObject({exitCode: 0, undone: 0, unchanged: 2, undoneBy: null})
  expect(bench.count('/batch/archive')).toBe(1)
})

describe('a record that was changed since stays, and is listed', () => {
  test.each([
    ['by a person, a property that the run wrote', {city: 'Bonn'}, 'CRM_UI userId:7', 'CHANGED_SINCE'],
    ['by a person, a property that the run did not write', {phone: '123'}, 'CRM_UI userId:7', 'CHANGED_SINCE'],
    ['by another app', {phone: '123'}, 'INTEGRATION 42', 'CHANGED_SINCE'],
    ['by the same app, later', {city: 'Bonn'}, undefined, 'CHANGED_SINCE'],
    ['by the same app, later, another property', {phone: '123'}, undefined, 'CHANGED_SINCE'],
    ['by a workflow', {phone: '123'}, 'AUTOMATION_PLATFORM 9', 'CHANGED_SINCE'],
    ['by HubSpot, a value that the run wrote', {city: 'Bonn'}, 'CALCULATED', 'CHANGED_SINCE'],
    ['by a person, its key', {email: 'new@x.co'}, 'CRM_UI userId:7', 'CHANGED_SINCE'],
    ['by a person, an additional e-mail', {hs_additional_emails: 'c@x.co'}, 'CRM_UI userId:7', 'CHANGED_SINCE'],
  ])('%s', async (_, properties, source, reason) => {
    const bench = await startUndoBench()
    const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co']))
    const id = bench.idOf('a@x.co')
    await bench.change('a@x.co', properties, source)
    const summary = await bench.undo(run)
    expect(summary).toMatchObject({exitCode: 3, undone: 1, leftOutCount: 1})
    expect(ids(summary.leftOut)).toEqual([[id, reason]])
    expect(bench.live('hs_object_id')).toHaveLength(1)
    const rejects = await readFile(join(bench.home, 'runs', summary.undoneBy ?? '', 'rejects.jsonl'), 'utf8')
    expect(JSON.parse(rejects)).toMatchObject({code: reason, record: {hs_object_id: id}})
  })

  test('and back again by a person: somebody works with it', async () => {
    const bench = await startUndoBench()
    const {run} = await bench.pushRows(rows(['a@x.co']))
    await bench.change('a@x.co', {city: 'Bonn'}, 'CRM_UI')
    await bench.change('a@x.co', {city: 'Rome'}, 'CRM_UI')
    expect(await bench.undo(run)).toMatchObject({exitCode: 3, undone: 0, leftOutCount: 1})
  })
})

test('what HubSpot works out itself is nobody’s change', async () => {
  const bench = await startUndoBench()
  const {run} = await bench.pushRows(rows(['a@x.co']))
  await bench.change('a@x.co', {jobtitle: 'Boss'}, 'DATA_ENRICHMENT')
  expect(await bench.undo(run)).toMatchObject({exitCode: 0, undone: 1})
})

test('a value that a later push has written again, unchanged, is no change; another one is', async () => {
  const bench = await startUndoBench()
  const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co']))
  await bench.time.client.sleep(60_000)
  await bench.pushRows([...rows(['a@x.co']), ...rows(['b@x.co'], 'Bonn')])
  const summary = await bench.undo(run)
  expect(summary).toMatchObject({undone: 1, leftOutCount: 1})
  expect(bench.live()).toEqual(['b@x.co'])
})

test('rows of one key that the run wrote one after the other are all its own', async () => {
  const bench = await startUndoBench()
  const rounds = ['Rome', 'Bonn', 'Oslo'].flatMap(city => rows(emails(150), city))
  const {run} = await bench.pushRows(rounds, {duplicates: 'each', onEvent: () => void bench.time.client.sleep(5)})
  expect(await bench.undo(run)).toMatchObject({created: 150, undone: 150, leftOutCount: 0})
})

describe('links', () => {
  const NOTE = {hs_timestamp: '2026-11-23T17:00:00Z', hs_note_body: 'Called.'}

  test.each([
    ['a company', 'companies', {name: 'ACME'}],
    ['a deal', 'deals', {dealname: 'D', dealstage: 'closedwon', pipeline: 'default'}],
    ['a note', 'notes', NOTE],
    ['a call', 'calls', {hs_timestamp: '2026-11-23T17:00:00Z'}],
    ['an object of the portal’s own', '2-40118201', {vin: 'V1', model: 'M'}],
  ])('%s that was added keeps the record', async (_, object, properties) => {
    const bench = await startUndoBench()
    const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co']))
    await bench.link('a@x.co', object, await bench.make(object, properties))
    const summary = await bench.undo(run)
    expect(ids(summary.leftOut)).toEqual([[bench.idOf('a@x.co'), 'LINKED_SINCE']])
    expect(bench.live()).toEqual(['a@x.co'])
  })

  test('those of the run do not count; a label that was added does', async () => {
    const bench = await startUndoBench()
    const company = await bench.make('companies', {name: 'ACME', external_id: 'C1'})
    const linked = ['a@x.co', 'b@x.co', 'c@x.co'].map(email => ({email, account: 'C1'}))
    const associate = [{column: 'account', object: 'COMPANY', by: 'external_id'}]
    const {run, links} = await bench.pushRows(linked, {associate})
    expect(links.made).toBe(3)
    const label = [{associationCategory: 'USER_DEFINED', associationTypeId: 37}]
    await bench.link('b@x.co', 'companies', company, label)
    await bench.link('c@x.co', 'companies', await bench.make('companies', {name: 'Other'}))
    const summary = await bench.undo(run)
    expect(summary).toMatchObject({undone: 1, leftOutCount: 2})
    expect(bench.live()).toEqual(['b@x.co', 'c@x.co'])
  })
})

test('records that were merged stay, whichever was left', async () => {
  const bench = await startUndoBench(OLD)
  const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co', 'c@x.co', 'd@x.co']))
  const id = (email: string) => bench.idOf(email)
  const [old, a, b, c] = [id('old@x.co'), id('a@x.co'), id('b@x.co'), id('c@x.co')]
  const merge = (left: string, gone: string) =>
    bench.send('POST', '/crm/v3/objects/contacts/merge', {primaryObjectId: left, objectIdToMerge: gone})
  await merge(old, a) // an archive of a would take the old contact
  await merge(b, c)
  const summary = await bench.undo(run)
  expect(ids(summary.leftOut)).toEqual([
    [a, 'MERGED_RECORD'],
    [b, 'MERGED_RECORD'],
    [c, 'MERGED_RECORD'],
  ])
  expect(bench.live()).toEqual(['b@x.co', 'old@x.co'])
})

describe('the guard', () => {
  const push = async () => {
    const bench = await startUndoBench()
    const {run} = await bench.pushRows(rows(emails(10)))
    return {bench, run}
  }

  test.each([
    [{kind: 'rows', rows: 9}, '10 records would be archived, more than the 9'],
    [{kind: 'share', share: 0.5}, 'more than the 5 (50% of 10)'],
  ] as const)('%j: nothing is archived', async (maxDeletes, message) => {
    const {bench, run} = await push()
    const error = await bench.undo(run, {maxDeletes}).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({code: 'TOO_MANY_DELETES', exitCode: 7, message: expect.stringContaining(message)})
    expect(bench.live()).toHaveLength(10)
    expect(bench.count('/batch/archive')).toBe(0)
    expect(await readUndone(join(bench.home, 'runs', run))).toEqual([])
  })

  test.each([
    {kind: 'rows', rows: 10},
    {kind: 'share', share: 1},
  ] as const)('%j lets them go', async maxDeletes => {
    const {bench, run} = await push()
    expect(await bench.undo(run, {maxDeletes})).toMatchObject({undone: 10})
  })

  test('the user is told the number, and a no archives nothing', async () => {
    const {bench, run} = await push()
    await bench.change('a3@example.com', {city: 'Bonn'}, 'CRM_UI')
    const no = new Error('no')
    const asked: unknown[] = []
    const confirm = async (question: unknown) => {
      asked.push(question)
      throw no
    }
    await expect(bench.undo(run, {confirm})).rejects.toBe(no)
    expect(asked).toEqual([expect.objectContaining({mode: 'delete', deletes: 9, undoes: run})])
    expect(bench.live()).toHaveLength(10)
  })

  test('a dry run counts and lists, archives nothing and keeps no run', async () => {
    const {bench, run} = await push()
    await bench.change('a3@example.com', {city: 'Bonn'}, 'CRM_UI')
    const summary = await bench.undo(run, {dryRun: true, maxDeletes: {kind: 'rows', rows: 3}})
    expect(summary).toMatchObject({
      ...{status: 'dry-run', exitCode: 7, undone: 9, leftOutCount: 1, undoneBy: null},
      reason: {code: 'TOO_MANY_DELETES'},
    })
    expect(summary.records?.map(({key}) => key)).toContain('a4@example.com')
    expect(bench.live()).toHaveLength(10)
    const runs: string[] = []
    for await (const {record} of bench.store.newestFirst()) runs.push(record.run)
    expect(runs).toEqual([run])
  })
})

test('a kill in between: the next undo archives the others, and counts what is gone', async () => {
  const bench = await startUndoBench()
  const {run} = await bench.pushRows(rows(emails(300)))
  await bench.change('a7@example.com', {city: 'Bonn'}, 'CRM_UI')
  await expect(bench.undo(run, {killAfter: 1})).rejects.toThrow()
  const left = bench.live().length
  expect(left).toBeLessThan(300)
  const again = await bench.undo(run)
  expect(again).toMatchObject({status: 'finished', exitCode: 3, created: 300, leftOutCount: 1})
  expect(again.undone + again.unchanged).toBe(299)
  expect(bench.live()).toEqual(['a7@example.com'])
  expect(bench.time.waits.filter(ms => ms === 100_000)).toHaveLength(1) // for what the killed one may have sent
})

test('a lost reply to an archive keeps the next run of the object waiting', async () => {
  const late = {...ARCHIVE, fault: 'late-commit', ms: 50_000, next: 1} as const
  const bench = await startUndoBench([], {faults: [late]})
  const {run} = await bench.pushRows(rows(['a@x.co']))
  await bench.undo(run)
  await bench.pushRows(rows(['a@x.co']))
  await bench.time.client.sleep(100_000)
  await bench.sandbox.settled()
  expect(bench.live()).toEqual(['a@x.co'])
})

test('a later --only-changed sends the rows again', async () => {
  const bench = await startUndoBench()
  const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co']), {onlyChanged: true})
  await bench.undo(run)
  expect(await bench.pushRows(rows(['a@x.co', 'b@x.co']), {onlyChanged: true})).toMatchObject({
    rows: {created: 2, unchanged: 0},
  })
})

test('an undone run is not resumed: its rows would count as written', async () => {
  const bench = await startUndoBench()
  const all = rows(emails(3000))
  await expect(bench.pushRows(all, {killAfter: 5})).rejects.toThrow()
  const [first] = await runsOf(bench)
  await bench.time.client.sleep(200_000)
  const undone = await bench.undo(first ?? '')
  expect(undone.undone).toBeGreaterThan(0)
  const summary = await bench.pushRows(all, {resume: true})
  expect(summary.run).not.toBe(first)
  expect(summary.rows).toMatchObject({read: 3000, rejected: 0})
  expect(bench.live()).toHaveLength(3000)
})

async function runsOf({store}: Awaited<ReturnType<typeof startUndoBench>>): Promise<string[]> {
  const runs: string[] = []
  for await (const {record} of store.newestFirst()) runs.push(record.run)
  return runs
}

test('a record of which no reply said that it is new stays, also where reading found it to be the run’s', async () => {
  const lost = {method: 'POST', path: '/crm/v3/objects/*/batch/create', fault: 'reset', applied: true, next: 1} as const
  const bench = await startUndoBench([], {faults: [lost]})
  const {run, rows: counted} = await bench.pushRows(rows(['a@x.co']), {mode: 'create'})
  expect(counted.created).toBe(1)
  const summary = await bench.undo(run)
  expect(summary).toMatchObject({exitCode: 3, undone: 0, leftOut: [{reason: 'IN_DOUBT'}]})
  expect(bench.live()).toEqual(['a@x.co'])
})

test('--mode create is undone like an upsert', async () => {
  const bench = await startUndoBench()
  const {run} = await bench.pushRows(rows(['a@x.co', 'b@x.co']), {mode: 'create'})
  expect(await bench.undo(run)).toMatchObject({exitCode: 0, undone: 2})
})

test('an upsert that is sent again after its reply was lost is no candidate: no reply says that it is new', async () => {
  const lost = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert', fault: 'reset', applied: true, next: 1} as const
  const bench = await startUndoBench([], {faults: [lost]})
  const {run} = await bench.pushRows(rows(['a@x.co']))
  expect(await bench.undo(run)).toMatchObject({created: 0, undone: 0, updated: 1})
  expect(bench.live()).toEqual(['a@x.co'])
})

test('what HubSpot refuses to archive, or still shows, is listed as well', async () => {
  const silent = {...ARCHIVE, fault: 'silent', next: 1} as const
  const bench = await startUndoBench([], {faults: [silent]})
  const {run} = await bench.pushRows(rows(['a@x.co']))
  const summary = await bench.undo(run, {verifies: true})
  expect(summary).toMatchObject({exitCode: 3, undone: 0, leftOutCount: 1, leftOut: [{reason: 'UNACCOUNTED'}]})
  expect(summary).toMatchObject({created: 1, unknown: 0}) // the record that stayed is counted once
  expect(summary.leftOut[0]?.id).toBe(bench.idOf('a@x.co'))
  expect(await bench.undo(run)).toMatchObject({exitCode: 0, undone: 1})
})

test('of a run that was killed it says that it may not know all, and archives what it knows', async () => {
  const bench = await startUndoBench()
  await expect(bench.pushRows(rows(emails(2000)), {killAfter: 3})).rejects.toThrow()
  const [run = ''] = await runsOf(bench)
  await bench.time.client.sleep(200_000)
  const before = bench.live().length
  const summary = await bench.undo(run)
  expect(summary.warnings).toEqual([expect.stringContaining('was killed')])
  expect(summary.undone).toBeGreaterThan(100)
  expect(bench.live()).toHaveLength(before - summary.undone)
})

describe('refused', () => {
  test('a run that archived, one that undid, another portal, and one that is not there', async () => {
    const bench = await startUndoBench(OLD)
    const {run} = await bench.pushRows(rows(['a@x.co']))
    const {run: deleted} = await bench.push(['old@x.co'])
    const {undoneBy} = await bench.undo(run)
    const refused = async (...asked: Parameters<typeof bench.undo>) =>
      ((await bench.undo(...asked).catch((error: unknown) => error)) as {code?: string}).code
    expect(await refused(deleted)).toBe('RUN_MISMATCH')
    expect(await refused(undoneBy ?? '')).toBe('RUN_MISMATCH')
    expect(await refused(run, {portalId: 5})).toBe('WRONG_PORTAL')
    expect(await refused('20260101-000000-aaaa')).toBe('RUN_NOT_FOUND')
  })

  test('a run of a version that kept no ids', async () => {
    const bench = await startUndoBench()
    const {run} = await bench.pushRows(rows(['a@x.co']))
    const {rm} = await import('node:fs/promises')
    await rm(join(bench.home, 'runs', run, 'created'))
    await expect(bench.undo(run)).rejects.toMatchObject({code: 'RUN_MISMATCH'})
  })
})

test('a run that only updated has nothing to undo, and says how many rows that were', async () => {
  const bench = await startUndoBench(OLD)
  const {run} = await bench.pushRows(rows(['old@x.co']))
  expect(await bench.undo(run)).toMatchObject({exitCode: 0, created: 0, undone: 0, updated: 1, undoneBy: null})
  expect(bench.live()).toEqual(['old@x.co'])
})
