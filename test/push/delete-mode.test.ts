import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {type DeleteBench, emails, startDeleteBench} from './support/delete-bench.js'

const people = (addresses: readonly string[]) => addresses.map(email => ({email}))
const ARCHIVE = {method: 'POST', path: '/crm/v3/objects/*/batch/archive'} as const
const READ = {method: 'POST', path: '/crm/v3/objects/*/batch/read'} as const

async function rejectsOf(bench: DeleteBench, run: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(bench.home, 'runs', run, 'rejects.jsonl'), 'utf8')
  return text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))
}

test('archives the records of the keys, once each, and nothing else', async () => {
  const all = emails(250)
  const bench = await startDeleteBench(people(all))
  const gone = all.slice(20, 240)
  const summary = await bench.push([...gone, 'A30@Example.com', 'nobody@example.com', 'no e-mail', '""'])
  expect(summary).toMatchObject({
    ...{mode: 'delete', status: 'finished', exitCode: 3},
    rows: {read: 224, written: 220, created: 0, updated: 0, deleted: 220, unchanged: 2, skipped: 0, rejected: 2},
    requests: {upserts: 0, archives: 3},
    rejects: {byCode: {INVALID_EMAIL: 1, KEY_MISSING: 1}},
  })
  expect(bench.live()).toEqual([...all.slice(0, 20), ...all.slice(240)].sort())
})

test('reads only the key of the other columns, whatever they hold', async () => {
  const bench = await startDeleteBench(people(['a@x.co', 'b@x.co']))
  const text = 'E-mail address,Birthday,nonsense,Email\nb@x.co,never,1,a@x.co\n'
  const summary = await bench.push([], {text})
  expect(summary).toMatchObject({exitCode: 0, rows: {deleted: 1}})
  expect(bench.live()).toEqual(['b@x.co'])
})

test.each([
  ['an empty list', 'email\n', 0],
  ['a list without a good row', 'email\nno e-mail\n', 3],
  ['a list of strangers', 'email\nnobody@x.co\n', 0],
])('%s archives nothing, asks nothing and says so', async (_name, text, exitCode) => {
  const bench = await startDeleteBench(people(['a@x.co']))
  const confirm = async () => expect.unreachable('nobody is to be asked')
  const summary = await bench.push([], {text, confirm})
  expect(summary).toMatchObject({status: 'finished', exitCode, rows: {deleted: 0}})
  expect(summary.warnings).toContainEqual(expect.stringContaining('nothing was archived'))
  expect(bench.count('/batch/archive')).toBe(0)
})

describe('the wrong record', () => {
  const TWO = [{email: 'ann@x.co', hs_additional_emails: 'old@x.co'}, {email: 'bob@x.co'}]

  test('a contact is archived by its primary e-mail only', async () => {
    const bench = await startDeleteBench(TWO)
    const read = await bench.call('/crm/v3/objects/contacts/batch/read', {
      ...{idProperty: 'email', properties: ['email'], inputs: [{id: 'old@x.co'}]},
    })
    // what would have gone: the read finds ann by her old address
    expect(read.json).toMatchObject({results: [{properties: {email: 'ann@x.co'}}]})
    const summary = await bench.push(['old@x.co', 'bob@x.co'])
    expect(summary).toMatchObject({exitCode: 3, rows: {deleted: 1}, rejects: {byCode: {NOT_PRIMARY_EMAIL: 1}}})
    expect(bench.live()).toEqual(['ann@x.co'])
    const [reject] = await rejectsOf(bench, summary.run)
    expect(reject).toMatchObject({row: 1, key: 'old@x.co', message: expect.stringContaining('ann@x.co')})
  })

  test.each(['survivor', 'missing'] as const)(
    'a merged id archives nobody where HubSpot finds %s by it',
    async mergedIds => {
      const bench = await startDeleteBench([...TWO, {email: 'cid@x.co'}], {switches: {mergedIds}})
      const [ann, bob, cid] = ['ann@x.co', 'bob@x.co', 'cid@x.co'].map(email => bench.idOf(email)) as [
        string,
        string,
        string,
      ]
      const body = {primaryObjectId: ann, objectIdToMerge: bob}
      const left = await bench.call('/crm/v3/objects/contacts/merge', body)
      const summary = await bench.push([bob, cid], {key: 'hs_object_id'})
      const wrong = mergedIds === 'survivor' ? {MERGED_RECORD: 1} : {}
      expect(summary).toMatchObject({
        rows: {deleted: 1, unchanged: mergedIds === 'survivor' ? 0 : 1},
        rejects: {byCode: wrong},
      })
      expect(bench.live()).toEqual(['ann@x.co'])
      if (mergedIds === 'survivor') {
        const [reject] = await rejectsOf(bench, summary.run)
        expect(reject).toMatchObject({
          key: bob,
          property: 'hs_object_id',
          message: expect.stringContaining(idOf(left.json)),
        })
      }
      // what would have gone: an archive by the merged id takes the survivor
      await bench.call('/crm/v3/objects/contacts/batch/archive', {inputs: [{id: bob}]})
      expect(bench.live()).toEqual([])
    },
  )

  test('a merged id and its survivor in one file archive the survivor alone', async () => {
    const bench = await startDeleteBench(TWO, {switches: {mergeMakes: 'primary'}})
    const [ann, bob] = ['ann@x.co', 'bob@x.co'].map(email => bench.idOf(email)) as [string, string]
    await bench.call('/crm/v3/objects/contacts/merge', {primaryObjectId: ann, objectIdToMerge: bob})
    const summary = await bench.push([bob, ann, ann], {key: 'hs_object_id'})
    expect(summary).toMatchObject({
      rows: {deleted: 1, unchanged: 1, rejected: 1},
      rejects: {byCode: {MERGED_RECORD: 1}},
    })
  })

  test.each(['1.7E+11', '0123', '12.0', '1,234', '+5', 'abc', '１２', '9'.repeat(19)])(
    '"%s" is no record id',
    async cell => {
      const bench = await startDeleteBench(people(['a@x.co']))
      const text = `hs_object_id\n"${cell}"\n`
      expect(await bench.push([], {text, key: 'hs_object_id'})).toMatchObject({rejects: {byCode: {KEY_INVALID: 1}}})
    },
  )

  test('two spellings of a key archive the records that HubSpot finds by each', async () => {
    const bench = await startDeleteBench([
      {email: 'a@x.co', external_id: 'A1'},
      {email: 'b@x.co', external_id: 'a1'},
    ])
    expect(await bench.push(['A1', 'a1'], {key: 'external_id'})).toMatchObject({rows: {deleted: 2}})
    expect(bench.live()).toEqual([])
  })
})

describe('the number', () => {
  test('above --max-deletes nothing goes, and the rejected rows are kept', async () => {
    const bench = await startDeleteBench(people(emails(5)))
    const summary = await bench.push([...emails(5), 'no e-mail'], {maxDeletes: 4})
    expect(summary).toMatchObject({
      ...{status: 'stopped', exitCode: 7, reason: {code: 'TOO_MANY_DELETES'}},
      rows: {read: 6, written: 0, deleted: 0, rejected: 1},
    })
    expect(bench.live()).toHaveLength(5)
    expect(await rejectsOf(bench, summary.run)).toMatchObject([{code: 'INVALID_EMAIL'}])
    // nothing goes on with it
    expect(await bench.push(emails(5), {maxDeletes: 5, resume: true})).toMatchObject({rows: {deleted: 5}})
  })

  test('more rejected rows than --max-rejects stop the run before the first record goes', async () => {
    const bench = await startDeleteBench(people(emails(5)))
    const rejects = {max: {kind: 'rows', rows: 0}} as const
    const summary = await bench.push([...emails(5), 'no e-mail'], {rejects})
    expect(summary).toMatchObject({status: 'stopped', exitCode: 7, reason: {code: 'TOO_MANY_REJECTS'}})
    expect(bench.live()).toHaveLength(5)
  })

  test('is asked about before the first record goes; a no leaves no run', async () => {
    const bench = await startDeleteBench(people(emails(3)))
    const asked: unknown[] = []
    const confirm = async (question: {deletes?: number}) => {
      asked.push(question.deletes)
      throw new Error('no')
    }
    await expect(bench.push([...emails(3), 'nobody@x.co'], {confirm})).rejects.toThrow('no')
    expect(asked).toEqual([3])
    expect(bench.live()).toHaveLength(3)
    for await (const run of bench.store.newestFirst()) expect.unreachable(`a run is left: ${run.record.run}`)
  })
})

describe('trouble', () => {
  const faults: FaultRule[] = [
    {...READ, fault: 'silent', next: 2},
    {...READ, fault: 'omit', next: 2},
    {...ARCHIVE, fault: 'reset', applied: true, next: 1},
    {...ARCHIVE, fault: 'reset', applied: false, next: 1},
    {...ARCHIVE, fault: 'status', status: 502, html: true, next: 2},
    {...ARCHIVE, fault: 'rate-limit', policy: 'SECONDLY', next: 1},
    {...ARCHIVE, fault: 'late-commit', ms: 30_000, next: 1},
  ]
  test.each(faults)('through $fault of $path all go, and only they', async fault => {
    const bench = await startDeleteBench(people(emails(230)), {faults: [fault]})
    const summary = await bench.push([...emails(210), 'nobody@x.co'])
    expect(summary).toMatchObject({exitCode: 0, rows: {deleted: 210, unchanged: 1}})
    expect(bench.live()).toHaveLength(20)
  })

  test('a request that is refused for one id is taken apart', async () => {
    const bench = await startDeleteBench(people(emails(8)), {
      faults: [
        {...ARCHIVE, fault: 'status', status: 400, message: 'Invalid object id', category: 'VALIDATION_ERROR', next: 3},
      ],
    })
    // refused: all eight, then four, then two
    const summary = await bench.push(emails(8))
    expect(summary).toMatchObject({exitCode: 0, rows: {deleted: 8}})
    expect(bench.count('/batch/archive')).toBeGreaterThan(4)
  })

  test('a refusal that meets every record alike ends the run', async () => {
    const bench = await startDeleteBench(people(emails(50)), {
      faults: [
        {...ARCHIVE, fault: 'status', status: 400, message: 'Deleting is switched off', category: 'VALIDATION_ERROR'},
      ],
    })
    const summary = await bench.push(emails(50))
    expect(summary).toMatchObject({status: 'stopped', reason: {code: 'CALL_REFUSED'}, rows: {deleted: 0}})
    expect(bench.count('/batch/archive')).toBeLessThan(20)
  })

  test('--verify reads again, and rejects what is still there', async () => {
    const bench = await startDeleteBench(people(emails(3)), {
      faults: [{...ARCHIVE, fault: 'silent', status: 204, next: 1}],
    })
    const summary = await bench.push(emails(3), {verifies: true})
    expect(summary).toMatchObject({exitCode: 3, rows: {deleted: 0}, rejects: {byCode: {UNACCOUNTED: 3}}})
    // what would have been told without it: a 204 proves nothing
    expect(await bench.push(emails(3), {verifies: true})).toMatchObject({exitCode: 0, rows: {deleted: 3}})
  })

  test('a lost answer of an archive delays the next run until it can no longer take away what that writes', async () => {
    const bench = await startDeleteBench(people(emails(2)), {
      faults: [{...ARCHIVE, fault: 'late-commit', ms: 50_000}],
    })
    const stopped = await bench.push(emails(2), {maxWaitMs: 1} as never).catch(error => error)
    expect(stopped).toMatchObject({status: 'stopped', exitCode: 6, rows: {deleted: 0}})
    const waits: number[] = []
    const text = 'email,firstname\na0@example.com,New\n'
    const upserted = await bench.push([], {
      ...{text, name: 'people.csv', mode: 'upsert'},
      onEvent: event =>
        event.type === 'waiting' && event.waiting.reason === 'late-commit' && waits.push(event.waiting.delayMs),
    })
    expect(upserted).toMatchObject({status: 'finished', rows: {written: 1}})
    expect(waits).toHaveLength(1)
    await bench.time.client.sleep(600_000)
    expect(bench.live()).toContain('a0@example.com')
  })

  test.each([1, 2, 3])('a run that was killed after batch %i goes on, and counts what it archived', async killAfter => {
    const bench = await startDeleteBench(people(emails(450)))
    await expect(bench.push([...emails(420), 'nobody@x.co'], {killAfter})).rejects.toThrow()
    const summary = await bench.push([...emails(420), 'nobody@x.co'], {resume: true, maxDeletes: 420})
    expect(summary).toMatchObject({status: 'finished', rows: {read: 421, deleted: 420, unchanged: 1}})
    expect(bench.live()).toHaveLength(30)
    // what would have been told without the ids on disk: the records of its dead process were "not there"
    expect(await bench.push(emails(420))).toMatchObject({rows: {deleted: 0, unchanged: 420}})
  })

  test('a stopped plan leaves everything as it is', async () => {
    const bench = await startDeleteBench(people(emails(300)))
    const stop = new AbortController()
    const onEvent = () => stop.abort(130)
    await expect(bench.push(emails(300), {stop, onEvent})).rejects.toMatchObject({code: 'CANCELLED'})
    expect(bench.live()).toHaveLength(300)
  })
})

describe('under --only-changed', () => {
  const fileOf = (key: string, cell: string) =>
    ({
      text: `${key},firstname\n${cell},Ann\n`,
      name: `${key}-${cell}.csv`,
      mode: 'upsert',
      key,
      onlyChanged: true,
    }) as const
  const byEmail = fileOf('email', 'ann@x.co')
  const byOldEmail = fileOf('email', 'old@x.co')
  const byId = fileOf('external_id', 'A1')

  test.each([
    ['its primary e-mail', 'email'],
    ['another unique property', 'external_id'],
    ['its record id', 'hs_object_id'],
  ])('a contact that was deleted by %s is sent again, whichever key names it', async (_name, key) => {
    const bench = await startDeleteBench([{email: 'old@x.co', external_id: 'A1'}])
    const files = [byOldEmail, byEmail, byId]
    await bench.push([], byOldEmail)
    const renamed = {email: 'ann@x.co', hs_additional_emails: 'old@x.co'} // by people, in HubSpot
    await bench.call('/crm/v3/objects/contacts/batch/update', {
      inputs: [{id: bench.idOf('old@x.co'), properties: renamed}],
    })
    await bench.push([], byEmail)
    for (const file of [byEmail, byOldEmail]) expect(await bench.push([], file)).toMatchObject({rows: {unchanged: 1}})
    const ann = new Map([
      ['email', 'ann@x.co'],
      ['external_id', 'A1'],
      ['hs_object_id', bench.idOf('ann@x.co')],
    ])
    expect(await bench.push([ann.get(key) ?? ''], {key})).toMatchObject({rows: {deleted: 1}})
    expect(bench.live()).toEqual([])
    for (const file of files) expect(await bench.push([], file)).toMatchObject({rows: {written: 1, unchanged: 0}})
  })

  test('a contact that was deleted by email is sent again by another key that knew it', async () => {
    const bench = await startDeleteBench([{email: 'ann@x.co', external_id: 'A1'}])
    await bench.push([], byId)
    expect(await bench.push([], byId)).toMatchObject({rows: {unchanged: 1}})
    await bench.push(['ann@x.co'])
    expect(await bench.push([], byId)).toMatchObject({rows: {written: 1}})
  })
})

test('what a killed run may have sent is waited for once, before the keys are read', async () => {
  const all = emails(300)
  const bench = await startDeleteBench(people(all))
  await expect(bench.push(all, {killAfter: 1})).rejects.toThrow()
  await bench.push(all)
  expect(bench.time.waits.filter(ms => ms === 100_000)).toHaveLength(1)
  expect(bench.live()).toEqual([])
})

function idOf(json: unknown): string {
  return String((json as {readonly id: string}).id)
}
