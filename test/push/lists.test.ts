import {expect, test} from 'vitest'
import {type Bench, type BenchRow, Killed, peopleTwice, startBench} from './support/run-bench.js'

const people = (count: number, more: BenchRow = {}): BenchRow[] =>
  Array.from({length: count}, (_, index) => ({email: `p${index}@example.com`, firstname: `P${index}`, ...more}))
const emailsOf = (rows: readonly BenchRow[]): string[] =>
  [...new Set(rows.flatMap(({email}) => email ?? []))].filter(email => email.includes('@')).sort()

const ADD = '/memberships/add'

test('the record of each written row joins the list, many in a request; who is in it already is counted', async () => {
  const rows = people(450)
  const bench = await startBench(rows, {list: 'VIPs'})
  expect(await bench.push()).toMatchObject({
    ...{status: 'finished', exitCode: 0, rows: {written: 450, created: 450}},
    list: {id: '1', name: 'VIPs', added: 450, unchanged: 0, rejected: 0},
    requests: {memberships: 3}, // 100, 200, 150
  })
  expect(await bench.members()).toEqual(emailsOf(rows))
  const more = [...rows, ...people(2).map(({email = ''}) => ({email: `x${email}`, firstname: 'X'}))]
  expect(await bench.push({rows: more})).toMatchObject({list: {added: 2, unchanged: 450, rejected: 0}})
  expect(await bench.members()).toEqual(emailsOf(more))
})

test('rejected rows join nothing; of rows of one record the first counts as added', async () => {
  const rows = [...peopleTwice(120), {email: 'no e-mail', firstname: 'Nobody'}]
  const bench = await startBench(rows, {list: 'VIPs', portal: [{email: 'p3@example.com'}]})
  expect(await bench.push()).toMatchObject({
    rows: {written: 240, created: 119, rejected: 1},
    list: {added: 120, unchanged: 120, rejected: 0},
    rejects: {count: 1},
  })
  expect(await bench.members()).toEqual(emailsOf(rows))
  expect((await bench.rejects()).map(({list}) => list)).toEqual([undefined])
})

test('without a list nothing of it is told or asked', async () => {
  const bench = await startBench(people(3))
  const summary = await bench.push()
  expect([summary.list, summary.requests.memberships, bench.requests(ADD)]).toEqual([undefined, 0, 0])
})

test('after a kill, the resume lets all join that are written, and counts each once', async () => {
  const rows = people(900)
  const bench = await startBench(rows, {list: 'VIPs'})
  await expect(bench.push({killAfter: 2})).rejects.toThrow(Killed)
  const {status, rows: counts, list} = await bench.push({resume: true})
  expect([status, counts.written, counts.created + counts.updated]).toEqual(['finished', 900, 900])
  expect([(list?.added ?? 0) + (list?.unchanged ?? 0), list?.rejected]).toEqual([900, 0])
  expect(list?.unchanged).toBeLessThanOrEqual(counts.updated) // what this run made can have been put there by it alone
  expect(await bench.members()).toEqual(emailsOf(rows))
})

test('what was written before its list was there is not written again', async () => {
  const rows = people(100)
  const bench = await startBench(rows, {list: 'VIPs'})
  await stopBeforeJoining(bench)
  expect(await bench.push({resume: true})).toMatchObject({rows: {created: 100}, list: {added: 100}})
  expect(bench.upserts()).toBe(1)
})

test('a run is resumed with its own list only', async () => {
  const bench = await startBench(people(300), {list: 'VIPs'})
  await expect(bench.push({killAfter: 1})).rejects.toThrow(Killed)
  const other = await bench.makeList('Others')
  await expect(bench.push({resume: true, list: other})).rejects.toThrow('or --list')
  await expect(bench.push({resume: true, list: null})).rejects.toThrow('or --list')
})

test('a record that HubSpot does not find is a reject of the membership alone, and counts its row once', async () => {
  const bench = await startBench(people(100), {list: 'VIPs'})
  await stopBeforeJoining(bench)
  await archive(bench, ['p50@example.com', 'p60@example.com'])
  const rejects = {ok: {kind: 'rows' as const, rows: 2}}
  expect(await bench.push({resume: true, options: {rejects}})).toMatchObject({
    ...{status: 'finished', exitCode: 0, rows: {written: 100, rejected: 0}},
    list: {added: 98, unchanged: 0, rejected: 2},
    rejects: {count: 2, byCode: {LIST_REFUSED: 2}},
  })
  const [first] = await bench.rejects()
  expect(first).toMatchObject({
    ...{row: 51, line: 52, key: 'p50@example.com', code: 'LIST_REFUSED', status: 200, attempts: 1},
    list: {id: '1', name: 'VIPs'},
  })
  expect(first?.message).toBe(
    `HubSpot did not find record ${first?.recordId} when it was to join the list "VIPs". The row is written; only its place in the list is missing.`,
  )
})

test.each([
  [{missingMembers: 'refused'}],
  [{missingMembers: 'refused', maxListMembers: 30}],
  [{omitsEmptyIds: true, maxListMembers: 30}],
] as const)('%j: what is refused as a whole is taken apart', async switches => {
  const rows = people(100)
  const bench = await startBench(rows, {list: 'VIPs', switches})
  await stopBeforeJoining(bench)
  await archive(bench, ['p50@example.com', 'p99@example.com'])
  expect(await bench.push({resume: true})).toMatchObject({list: {added: 98, rejected: 2}, exitCode: 3})
  const refused = await bench.rejects()
  expect(refused.map(({row, code}) => [row, code])).toEqual([
    [51, 'LIST_REFUSED'],
    [100, 'LIST_REFUSED'],
  ])
  expect(await bench.members()).toHaveLength(98)
})

test('how many HubSpot takes at once is found out once, not with each request', async () => {
  const bench = await startBench(people(1200), {list: 'VIPs', switches: {maxListMembers: 130}})
  expect(await bench.push()).toMatchObject({list: {added: 1200}})
  expect(bench.requests(ADD)).toBeLessThan(1200 / 100 + 5)
})

test.each([403, 404, 437])('a refusal of every record alike (%i) ends the run, which can be resumed', async status => {
  const bench = await startBench(people(30), {list: 'VIPs'})
  bench.sandbox.setFaults([{fault: 'status', status, path: '/crm/v3/lists/**'}])
  expect(await bench.push()).toMatchObject({status: expect.stringMatching(/^(failed|stopped)$/), rejects: {count: 0}})
  bench.sandbox.setFaults([])
  expect(await bench.push({resume: true})).toMatchObject({status: 'finished', list: {added: 30, rejected: 0}})
  expect(bench.upserts()).toBe(1)
})

test('an answer that says nothing is asked again, and in the end no proof', async () => {
  const rows = people(30)
  const bench = await startBench(rows, {list: 'VIPs'})
  bench.sandbox.setFaults([{fault: 'silent', path: '/crm/v3/lists/**', next: 2}])
  expect(await bench.push()).toMatchObject({list: {added: 30, rejected: 0}})
  bench.sandbox.setFaults([{fault: 'silent', path: '/crm/v3/lists/**'}])
  expect(await bench.push()).toMatchObject({list: {rejected: 30}, rejects: {byCode: {LIST_REFUSED: 30}}})
  expect((await bench.rejects())[0]?.message).toContain('HubSpot says: the answer does not say what became of it.')
})

test('a list that takes nobody in the same words ends the run, in place of rejecting every row', async () => {
  const bench = await startBench(people(30), {list: 'VIPs'})
  bench.sandbox.setFaults([{fault: 'status', status: 400, path: '/crm/v3/lists/**'}])
  const summary = await bench.push()
  expect(summary).toMatchObject({status: 'stopped', rejects: {count: 0}, reason: {code: 'CALL_REFUSED'}})
  expect(summary.reason?.message).toContain('every record for the list "VIPs" in the same words (HTTP 400)')
})

test('with --only-changed a row that is unchanged and in the list costs nothing; another list is joined', async () => {
  const rows = people(120)
  const bench = await startBench(rows, {list: 'VIPs'})
  const changes = {skips: true}
  await bench.push({changes})
  expect(await bench.push({changes})).toMatchObject({
    rows: {written: 0, unchanged: 120},
    list: {added: 0, unchanged: 120},
    requests: {upserts: 0, memberships: 0},
  })
  const other = await bench.makeList('Others')
  expect(await bench.push({changes, list: other})).toMatchObject({rows: {written: 120}, list: {added: 120}})
  expect(await bench.members(other)).toEqual(emailsOf(rows))
})

test('with --only-changed a membership that was rejected is tried again', async () => {
  const rows = people(100)
  const bench = await startBench(rows, {list: 'VIPs'})
  const changes = {skips: true}
  await stopBeforeJoining(bench, {changes})
  await archive(bench, ['p50@example.com'])
  expect(await bench.push({changes, resume: true})).toMatchObject({rows: {created: 100}, list: {rejected: 1}})
  expect(await bench.push({changes})).toMatchObject({rows: {written: 1, unchanged: 99}, list: {added: 1}})
  expect(await bench.members()).toEqual(emailsOf(rows))
})

test('links and list go together', async () => {
  const associate = [{column: 'account', object: 'companies', by: 'external_id'}]
  const rows = people(250).map((row, index) => ({...row, account: index % 10 === 0 ? 'NONE' : 'C1'}))
  const bench = await startBench(rows, {list: 'VIPs', companies: ['C1'], mapping: {associate}})
  expect(await bench.push({options: {rejects: {ok: {kind: 'rows', rows: 25}}}})).toMatchObject({
    ...{exitCode: 0, links: {made: 225, rejected: 25}, list: {added: 250, rejected: 0}},
  })
  expect(await bench.members()).toEqual(emailsOf(rows))
  expect(bench.links()).toHaveLength(225)
})

test('the dated API has lists under its own addresses', async () => {
  const bench = await startBench(people(3), {list: 'VIPs', apiVersion: '2026-09'})
  expect(await bench.push()).toMatchObject({list: {added: 3}})
  expect(bench.requests('/crm/lists/2026-09/1/memberships/add')).toBe(1)
})

/** All rows are written, and none of their records is in the list. */
async function stopBeforeJoining(bench: Bench, options: Parameters<Bench['push']>[0] = {}): Promise<void> {
  bench.sandbox.setFaults([{fault: 'status', status: 404, path: '/crm/v3/lists/**'}])
  expect(await bench.push(options)).toMatchObject({rows: {read: 0}, reason: {code: 'CALL_REFUSED'}})
  bench.sandbox.setFaults([])
}

async function archive({sandbox}: Bench, emails: readonly string[]): Promise<void> {
  const ids = [...sandbox.records('contacts')].flatMap(record => {
    const {id, properties} = record as {id: string; properties: BenchRow}
    return emails.includes(properties['email'] ?? '') ? [{id}] : []
  })
  expect(ids).toHaveLength(emails.length)
  const {url, token} = sandbox
  const init = {
    method: 'POST',
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    body: JSON.stringify({inputs: ids}),
  }
  await fetch(`${url}/crm/v3/objects/contacts/batch/archive`, init)
}
