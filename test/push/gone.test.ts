import {readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readRejects} from '../../src/runs/journal/read-rejects.js'
import {findLists} from '../../src/runs/members/find-lists.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {summariseLists} from '../../src/services/gone/show-lists.js'
import {emails} from './support/delete-bench.js'
import {MARK, startGoneBench} from './support/gone-bench.js'

const ARCHIVE = {method: 'POST', path: '/crm/v3/objects/*/batch/archive'} as const
const READ = {method: 'POST', path: '/crm/v3/objects/*/batch/read'} as const
const UPSERT = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'} as const
const UPDATE = {method: 'POST', path: '/crm/v3/objects/*/batch/update'} as const

test('archives what the run before held and the file no longer holds, and nothing else', async () => {
  const bench = await startGoneBench([{email: 'stranger@x.co'}])
  const all = emails(250)
  expect((await bench.night(all)).gone).toMatchObject({members: 250, left: 0, archived: 0})
  const next = await bench.night([...all.slice(0, 20), ...all.slice(130), 'new@x.co'])
  expect(next).toMatchObject({status: 'finished', exitCode: 0, requests: {archives: 2}})
  expect(next.gone).toEqual({
    ...{source: join(bench.home, 'people.csv'), members: 141, left: 110, archived: 110},
    ...{marked: 0, returned: 0, spared: 0, withheld: 0},
  })
  expect(bench.live()).toEqual([...all.slice(0, 20), ...all.slice(130), 'new@x.co', 'stranger@x.co'].sort())
  expect((await bench.night([...all.slice(0, 20), ...all.slice(130)])).gone).toMatchObject({left: 1, archived: 1})
})

test('the first run only remembers', async () => {
  const bench = await startGoneBench([{email: 'a@x.co'}, {email: 'b@x.co'}])
  expect((await bench.night(['a@x.co'])).gone).toMatchObject({members: 1, left: 0, archived: 0})
  expect(bench.live()).toEqual(['a@x.co', 'b@x.co'])
})

test('a member whose record somebody else archived is no record to archive', async () => {
  const bench = await startGoneBench()
  await bench.night(emails(3))
  await bench.push(['a1@example.com'])
  expect((await bench.night(['a0@example.com'], {most: 1})).gone).toMatchObject({left: 2, archived: 1, members: 1})
  expect(bench.live()).toEqual(['a0@example.com'])
})

test('a key in another case is the same member, and look-alikes are not told apart', async () => {
  const bench = await startGoneBench()
  const file = (...ids: string[]) => ({text: `external_id,firstname\n${ids.map(id => `${id},x\n`).join('')}`})
  const key = 'external_id'
  await bench.night([], {key, ...file('A1', 'B2')})
  expect((await bench.night([], {key, ...file('a1', 'B2')})).gone).toMatchObject({left: 0, members: 3})
  // both spellings have left now; what would have gone without the old one: nothing of A1
  expect((await bench.night([], {key, ...file('B2')})).gone).toMatchObject({left: 2})
  expect(bench.live('external_id')).toEqual(['B2'])
})

describe('guards: nothing goes', () => {
  const FIVE = emails(5)

  test('above --max-deletes; the rows are written, the keys are added, and a person must look', async () => {
    const bench = await startGoneBench()
    await bench.night(FIVE)
    const summary = await bench.night([...FIVE.slice(0, 2), 'new@x.co'], {most: 2})
    expect(summary).toMatchObject({
      ...{status: 'finished', exitCode: 7, reason: {code: 'TOO_MANY_DELETES'}},
      rows: {written: 3, created: 1},
      gone: {left: 3, archived: 0, withheld: 3, members: 6},
    })
    expect(bench.live()).toHaveLength(6)
    // what would have gone without it
    expect((await bench.night(FIVE.slice(0, 2), {most: 4})).gone).toMatchObject({left: 4, archived: 4, members: 2})
    expect(bench.live()).toEqual(FIVE.slice(0, 2))
  })

  test('above 5% of the list where nothing else is said', async () => {
    const bench = await startGoneBench()
    const all = emails(100)
    await bench.night(all)
    expect(await bench.night(all.slice(6), {most: 'usual'})).toMatchObject({exitCode: 7, gone: {left: 6, withheld: 6}})
    expect(await bench.night(all.slice(5), {most: 'usual'})).toMatchObject({exitCode: 0, gone: {left: 5, archived: 5}})
    expect(bench.live()).toHaveLength(95)
  })

  test('a guard that has tripped stays shut until a person opens it, whatever the file has added meanwhile', async () => {
    const bench = await startGoneBench()
    const [mine, others] = [emails(10), emails(250, 'b')]
    await bench.night(mine)
    // what would have gone without it: on the second night the ten are less than 5% of the list
    for (const _night of [1, 2, 3]) {
      const withheld = {left: 10, archived: 0, withheld: 10, members: 260}
      expect(await bench.night(others, {most: 'usual'})).toMatchObject({exitCode: 7, gone: withheld})
    }
    await bench.night([], {text: `email\n${others.join('\n')}\nno e-mail\n`, most: 'usual'})
    expect(await bench.night(others, {most: 'usual'})).toMatchObject({exitCode: 7, gone: {left: 10, archived: 0}})
    expect(await bench.night(others, {most: 10})).toMatchObject({exitCode: 0, gone: {archived: 10, members: 250}})
    expect(await bench.night(others.slice(12), {most: 'usual'})).toMatchObject({exitCode: 0, gone: {archived: 12}})
  })

  test('keys of runs with rejected rows make no room for others to go', async () => {
    const bench = await startGoneBench()
    await bench.night(FIVE)
    await bench.night([], {text: `email\n${emails(200, 'b').join('\n')}\nno e-mail\n`, most: 'usual'})
    const summary = await bench.night(emails(200, 'b'), {most: 'usual'})
    expect(summary).toMatchObject({exitCode: 7, gone: {left: 5, archived: 0, withheld: 5}})
  })

  test.each([
    ['an empty file', 'email\n', 0],
    ['a rejected row', 'email\na0@example.com\nno e-mail\n', 3],
    ['an unreadable row', 'email\na0@example.com\n"a\n', 3],
  ])('after %s', async (_name, text, exitCode) => {
    const bench = await startGoneBench()
    await bench.night(FIVE)
    const summary = await bench.night([], {text})
    expect(summary).toMatchObject({status: 'finished', exitCode, gone: {archived: 0, withheld: summary.gone.left}})
    expect(summary.gone.left).toBeGreaterThanOrEqual(4)
    expect(summary.warnings).toContainEqual(expect.stringContaining('Nothing was archived'))
    expect(bench.live()).toHaveLength(5)
    // what would have gone without it
    expect((await bench.night(FIVE.slice(0, 1))).gone).toMatchObject({archived: 4})
  })

  test('a member whose row is rejected has not left', async () => {
    const bench = await startGoneBench()
    await bench.night(FIVE)
    const text = `email,hs_lead_status\n${FIVE.slice(1).join(',\n')},\n${FIVE[0]},no such status\n`
    expect(await bench.night([], {text})).toMatchObject({exitCode: 3, gone: {left: 0, members: 5}})
  })

  test('a row that HubSpot refuses', async () => {
    const bench = await startGoneBench()
    await bench.night(FIVE)
    await bench.call('/crm/v3/objects/contacts/batch/create', {
      inputs: [{properties: {email: 'z@x.co', external_id: 'Z'}, associations: []}],
    })
    const text = `email,external_id\n${FIVE[0]},Z\n${FIVE[1]},\n`
    expect(await bench.night([], {text})).toMatchObject({exitCode: 3, gone: {left: 3, withheld: 3}})
    expect(bench.live()).toHaveLength(6)
  })

  test('a run that was stopped, whatever it has read', async () => {
    const bench = await startGoneBench()
    await bench.night(emails(300))
    const stop = new AbortController()
    const onEvent = ({type}: {type: string}): void => {
      if (type === 'settled') stop.abort(130)
    }
    const half = emails(250, 'b')
    const stopped = await bench.night(half, {stop, onEvent})
    expect(stopped).toMatchObject({status: 'interrupted', exitCode: 130, gone: {left: 0, archived: 0}})
    expect(bench.count('/batch/archive')).toBe(0)
    const resumed = await bench.night(half, {resume: true})
    expect(resumed).toMatchObject({status: 'finished', gone: {members: 250, left: 300, archived: 300}})
    expect(bench.live()).toEqual([...half].sort())
  })

  test('a data directory that was lost', async () => {
    const bench = await startGoneBench()
    await bench.night(FIVE)
    await rm(join(bench.home, 'gone'), {recursive: true})
    expect((await bench.night(FIVE.slice(0, 1))).gone).toMatchObject({left: 0, archived: 0, members: 1})
    expect(bench.live()).toHaveLength(5)
  })

  test('before a run that rejects nothing, whatever runs before it added', async () => {
    const bench = await startGoneBench()
    await bench.night([], {text: 'email\na0@example.com\na1@example.com\nno e-mail\n'})
    const first = await bench.night(['a1@example.com', 'a2@example.com'])
    expect(first).toMatchObject({exitCode: 0, gone: {left: 1, withheld: 1, members: 3}})
    expect((await bench.night(['a1@example.com', 'a2@example.com'])).gone).toMatchObject({left: 1, archived: 1})
  })
})

test('a run with a reject adds its keys, and takes none off', async () => {
  const bench = await startGoneBench()
  await bench.night(['a@x.co', 'b@x.co'])
  const rejecting = await bench.night([], {text: 'email\nb@x.co\nc@x.co\nno e-mail\n'})
  expect(rejecting.gone).toMatchObject({members: 3, left: 1, withheld: 1})
  expect((await bench.night(['b@x.co'])).gone).toMatchObject({left: 2, archived: 2, members: 1})
  expect(bench.live()).toEqual(['b@x.co'])
})

describe('lists are apart', () => {
  test('by file, unless --source names them', async () => {
    const bench = await startGoneBench()
    await bench.night(emails(3), {name: 'one.csv'})
    expect((await bench.night(emails(1), {name: 'two.csv'})).gone).toMatchObject({left: 0, members: 1})
    await bench.night(emails(3), {name: 'one.csv', source: 'people'})
    const next = await bench.night(emails(1), {name: 'two.csv', source: 'people'})
    expect(next.gone).toMatchObject({source: 'people', left: 2, archived: 2})
  })

  test('by key', async () => {
    const bench = await startGoneBench()
    await bench.night(['a@x.co'])
    const text = 'external_id,firstname\nA,x\n'
    expect((await bench.night([], {text, key: 'external_id'})).gone).toMatchObject({left: 0, members: 1})
  })
})

describe('killed runs', () => {
  test.each([1, 2, 3])('one that was killed after batch %i goes on where it was', async killAfter => {
    const bench = await startGoneBench()
    await bench.night(emails(100))
    const file = emails(350, 'b')
    await expect(bench.night(file, {killAfter})).rejects.toThrow()
    const summary = await bench.night(file, {resume: true})
    expect(summary.gone).toMatchObject({members: 350, left: 100, archived: 100})
    expect(bench.live()).toEqual([...file].sort())
  })

  test('one that is not resumed adds its keys', async () => {
    const bench = await startGoneBench()
    await bench.night(['a@x.co'])
    const file = emails(350, 'b')
    await expect(bench.night(file, {killAfter: 2})).rejects.toThrow()
    const written = bench.live().length - 1
    expect(written).toBeGreaterThanOrEqual(100)
    const summary = await bench.night(['a@x.co'])
    expect(summary.gone.archived).toBeGreaterThanOrEqual(100)
    expect(summary.gone.members).toBe(1)
  })

  const kills: FaultRule[] = [
    {...READ, fault: 'status', status: 503, next: 100},
    {...ARCHIVE, fault: 'status', status: 503, next: 100},
    {...ARCHIVE, fault: 'reset', applied: true, next: 100},
  ]
  test.each(kills)('one that stops with $fault of $path ends it when it is resumed', async fault => {
    const bench = await startGoneBench()
    await bench.night(emails(250))
    bench.sandbox.setFaults([fault])
    const written = {path: join(bench.home, 'written.csv'), format: 'csv'} as const
    const stopped = await bench.night(emails(20), {written})
    expect(stopped).toMatchObject({status: 'stopped', exitCode: 6})
    bench.sandbox.setFaults([])
    const summary = await bench.night(emails(20), {written, resume: true})
    expect(summary.gone).toMatchObject({members: 20, left: 230, archived: 230})
    expect(bench.live()).toEqual(emails(20).sort())
    const lines = (await readFile(written.path, 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(1 + 20 + 230)
    expect(lines.filter(line => line.startsWith(',,') && line.endsWith(',archived'))).toHaveLength(230)
  })

  test.each(kills)('one that stops with $fault of $path spares the same keys when it is resumed', async fault => {
    const bench = await startGoneBench([
      {email: 'ann@x.co', hs_additional_emails: 'ann@old.co'},
      {email: 'dan@x.co', hs_additional_emails: 'dan@old.co'},
    ])
    await bench.night(['ann@old.co', 'ann@x.co', 'dan@old.co', 'bob@x.co'])
    bench.sandbox.setFaults([fault])
    expect(await bench.night(['bob@x.co'])).toMatchObject({status: 'stopped', exitCode: 6})
    bench.sandbox.setFaults([])
    const summary = await bench.night(['bob@x.co'], {resume: true})
    // ann goes by her own address; dan's is not on the list
    expect(summary).toMatchObject({exitCode: 0, gone: {left: 3, archived: 1, spared: 1}})
    expect(bench.live()).toEqual(['bob@x.co', 'dan@x.co'])
  })

  test('an older run that is resumed after a newer one archives nothing', async () => {
    const bench = await startGoneBench()
    await bench.night(emails(3), {source: 'people', name: 'mon.csv'})
    const old = emails(300, 'b')
    await expect(bench.night(old, {source: 'people', name: 'tue.csv', killAfter: 1})).rejects.toThrow()
    await bench.night(emails(2), {source: 'people', name: 'wed.csv'})
    const summary = await bench.night(old, {source: 'people', name: 'tue.csv', resume: true})
    expect(summary.gone).toMatchObject({archived: 0})
    // what would have gone without it: all that Wednesday's file held
    expect(bench.live()).toEqual(expect.arrayContaining(emails(2)))
  })
})

describe('the wrong record', () => {
  const TWO = [{email: 'ann@x.co'}, {email: 'bob@x.co'}]

  test('an additional e-mail of a contact leads to nobody who left', async () => {
    const bench = await startGoneBench(TWO)
    await bench.night(['ann@x.co', 'bob@x.co'])
    const renamed = {email: 'ann@new.co', hs_additional_emails: 'ann@x.co'}
    await bench.call('/crm/v3/objects/contacts/batch/update', {
      inputs: [{id: bench.idOf('ann@x.co'), properties: renamed}],
    })
    const summary = await bench.night(['bob@x.co'])
    expect(summary.gone).toMatchObject({left: 1, archived: 0, spared: 1})
    expect(summary.warnings).toEqual([expect.stringContaining('ann@new.co')])
    expect(bench.live()).toContain('ann@new.co')
  })

  test('a contact that the file holds by another of its e-mails has not left', async () => {
    const bench = await startGoneBench(TWO)
    await bench.night(['ann@x.co', 'bob@x.co'])
    await bench.call('/crm/v3/objects/contacts/batch/update', {
      inputs: [{id: bench.idOf('ann@x.co'), properties: {hs_additional_emails: 'ann@old.co'}}],
    })
    const summary = await bench.night(['ann@old.co', 'bob@x.co'])
    expect(summary.gone).toMatchObject({left: 1, archived: 0, spared: 1})
    expect(bench.live()).toEqual(['ann@x.co', 'bob@x.co'])
  })

  test('an additional e-mail is not spared where its contact goes by the primary one', async () => {
    const bench = await startGoneBench([{email: 'ann@x.co', hs_additional_emails: 'ann@old.co'}, {email: 'bob@x.co'}])
    await bench.night(['ann@old.co', 'ann@x.co', 'bob@x.co'])
    const summary = await bench.night(['bob@x.co'])
    expect(summary.gone).toMatchObject({left: 2, archived: 1, spared: 0})
    expect(summary.warnings).toBeUndefined()
  })

  test.each([
    ['primary', 1],
    ['new-record', 0], // nor does the other id stand for its own record any more
  ] as const)('a record id that was merged takes no survivor, the %s', async (mergeMakes, spared) => {
    const bench = await startGoneBench(TWO, {switches: {mergedIds: 'survivor', mergeMakes}})
    const [ann = '', bob = ''] = TWO.map(({email}) => bench.idOf(email))
    const file = (...ids: string[]) =>
      ({
        key: 'hs_object_id',
        mode: 'update',
        text: `hs_object_id,city\n${ids.map(id => `${id},x\n`).join('')}`,
      }) as const
    await bench.night([], file(ann, bob))
    await bench.call('/crm/v3/objects/contacts/merge', {primaryObjectId: ann, objectIdToMerge: bob})
    expect((await bench.night([], file(ann))).gone).toMatchObject({left: 1, archived: 0, spared})
    expect(bench.live()).toEqual(['ann@x.co'])
  })
})

describe('marks', () => {
  test('are set by record id, and cleared for those that come back', async () => {
    const bench = await startGoneBench()
    const all = emails(230)
    await bench.night(all, {action: MARK})
    const marked = await bench.night(all.slice(0, 20), {action: MARK})
    expect(marked.gone).toMatchObject({members: 20, left: 210, marked: 210, archived: 0})
    expect(bench.live()).toHaveLength(230)
    expect(all.map(email => bench.valueOf(email, 'jobtitle')).filter(value => value === 'left')).toHaveLength(210)
    const back = await bench.night(all.slice(0, 150), {action: MARK})
    expect(back.gone).toMatchObject({members: 150, left: 0, returned: 130, marked: 0})
    expect(all.slice(0, 150).every(email => bench.valueOf(email, 'jobtitle') === '')).toBe(true)
    expect(bench.valueOf('a200@example.com', 'jobtitle')).toBe('left')
    expect((await bench.night(all.slice(0, 149), {action: MARK})).gone).toMatchObject({left: 1, marked: 1})
  })

  test('that somebody has changed stay as they are', async () => {
    const bench = await startGoneBench()
    await bench.night(['a@x.co', 'b@x.co', 'c@x.co'], {action: MARK})
    await bench.night(['a@x.co'], {action: MARK})
    await bench.call('/crm/v3/objects/contacts/batch/update', {
      inputs: [{id: bench.idOf('b@x.co'), properties: {jobtitle: 'Boss'}}],
    })
    const back = await bench.night(['a@x.co', 'b@x.co', 'c@x.co'], {action: MARK})
    expect(back.gone).toMatchObject({returned: 1, members: 3})
    expect([bench.valueOf('b@x.co', 'jobtitle'), bench.valueOf('c@x.co', 'jobtitle')]).toEqual(['Boss', ''])
  })

  test('that the file itself sets stay as it says', async () => {
    const bench = await startGoneBench()
    const file = (...rows: string[]) => ({
      action: MARK,
      text: `email,jobtitle\n${rows.map(row => `${row}\n`).join('')}`,
    })
    await bench.night([], file('a@x.co,', 'b@x.co,', 'c@x.co,'))
    await bench.night([], file('a@x.co,'))
    const back = await bench.night([], file('a@x.co,', 'b@x.co,left', 'c@x.co,'))
    expect(back.gone).toMatchObject({returned: 1})
    expect([bench.valueOf('b@x.co', 'jobtitle'), bench.valueOf('c@x.co', 'jobtitle')]).toEqual(['left', ''])
  })

  test('are cleared by a run that rejects a row, too', async () => {
    const bench = await startGoneBench()
    await bench.night(['a@x.co', 'b@x.co'], {action: MARK})
    await bench.night(['a@x.co'], {action: MARK})
    const back = await bench.night([], {action: MARK, text: 'email\nb@x.co\nno e-mail\n'})
    expect(back).toMatchObject({exitCode: 3, gone: {returned: 1, left: 1, withheld: 1, marked: 0}})
    expect(bench.valueOf('b@x.co', 'jobtitle')).toBe('')
  })

  const faults: FaultRule[] = [
    {...UPDATE, fault: 'status', status: 503, next: 100},
    {...UPDATE, fault: 'reset', applied: true, next: 100},
    {...READ, fault: 'status', status: 503, next: 100},
  ]
  test.each(faults)('through $fault of $path are counted once', async fault => {
    const bench = await startGoneBench()
    const all = emails(130)
    await bench.night(all, {action: MARK})
    await bench.night(all.slice(0, 10), {action: MARK})
    bench.sandbox.setFaults([fault])
    const file = all.slice(5, 120)
    expect(await bench.night(file, {action: MARK})).toMatchObject({status: 'stopped', exitCode: 6})
    bench.sandbox.setFaults([])
    const summary = await bench.night(file, {action: MARK, resume: true})
    expect(summary.gone).toMatchObject({members: 115, left: 5, marked: 5, returned: 110})
    expect(all.filter(email => bench.valueOf(email, 'jobtitle') === 'left').sort()).toEqual(
      [...all.slice(0, 5), ...all.slice(120)].sort(),
    )
  })

  test.each([
    ['no such property', {property: 'nonsense', value: 'x'}, 'UNKNOWN_PROPERTY'],
    ['the key', {property: 'email', value: 'x'}, 'MAPPING_INVALID'],
    ['a property that HubSpot sets', {property: 'createdate', value: '2020-01-01'}, 'READ_ONLY_PROPERTY'],
    ['no option', {property: 'hs_lead_status', value: 'nonsense'}, 'MAPPING_INVALID'],
  ])('that cannot be: %s', async (_name, mark, code) => {
    const bench = await startGoneBench()
    await expect(bench.night(['a@x.co'], {action: {kind: 'mark', ...mark}})).rejects.toMatchObject({code})
    expect(bench.count('/batch/upsert')).toBe(0)
  })
})

describe('under --only-changed', () => {
  test.each([
    ['archive', {kind: 'archive'}],
    ['mark', MARK],
  ] as const)('who comes back is sent again (%s)', async (_name, action) => {
    const bench = await startGoneBench()
    const night = (...keys: string[]) => bench.night(keys, {action, onlyChanged: true})
    await night('a@x.co', 'b@x.co')
    expect(await night('a@x.co', 'b@x.co')).toMatchObject({rows: {unchanged: 2}, gone: {members: 2}})
    expect((await night('a@x.co')).gone).toMatchObject({left: 1})
    // what would have been without it: "unchanged", and nobody there
    expect(await night('a@x.co', 'b@x.co')).toMatchObject({rows: {unchanged: 1, written: 1}})
    expect(bench.live()).toEqual(['a@x.co', 'b@x.co'])
  })
})

test('a lost answer of an archive delays the next run until it can no longer take away what that writes', async () => {
  const bench = await startGoneBench()
  await bench.night(['a@x.co', 'b@x.co'])
  bench.sandbox.setFaults([{...ARCHIVE, fault: 'late-commit', ms: 50_000}])
  const stopped = await bench.night(['a@x.co'])
  expect(stopped).toMatchObject({status: 'stopped', exitCode: 6})
  bench.sandbox.setFaults([])
  const waits: number[] = []
  const next = await bench.night(['a@x.co', 'b@x.co'], {
    onEvent: event =>
      event.type === 'waiting' && event.waiting.reason === 'late-commit' && waits.push(event.waiting.delayMs),
  })
  expect(next).toMatchObject({status: 'finished', gone: {left: 0}})
  expect(waits).toHaveLength(1)
  await bench.time.client.sleep(600_000)
  expect(bench.live()).toEqual(['a@x.co', 'b@x.co'])
})

test('a late commit of a row is over before its key can leave', async () => {
  const bench = await startGoneBench()
  await bench.night(['a@x.co', 'b@x.co'])
  bench.sandbox.setFaults([{...UPSERT, fault: 'late-commit', ms: 50_000, next: 1}])
  await bench.night(['a@x.co', 'b@x.co'])
  expect((await bench.night(['a@x.co'])).gone).toMatchObject({archived: 1})
  await bench.time.client.sleep(600_000)
  expect(bench.live()).toEqual(['a@x.co'])
})

test('what HubSpot does not let go stays on the list, and the run says so', async () => {
  const bench = await startGoneBench()
  await bench.night(emails(3))
  bench.sandbox.setFaults([
    {...ARCHIVE, fault: 'status', status: 400, message: 'Invalid object id', category: 'VALIDATION_ERROR', next: 2},
  ])
  const summary = await bench.night(emails(1))
  expect(summary).toMatchObject({exitCode: 3, gone: {left: 2, archived: 1, members: 2}})
  expect(summary.warnings).toEqual([expect.stringContaining('Invalid object id')])
  expect((await bench.night(emails(1))).gone).toMatchObject({left: 1, archived: 1})
})

test('a resumed run must ask for the same', async () => {
  const bench = await startGoneBench()
  await expect(bench.night(emails(300), {killAfter: 1})).rejects.toThrow()
  await expect(bench.night(emails(300), {action: MARK, resume: true})).rejects.toMatchObject({code: 'RUN_MISMATCH'})
})

test('a stop on the way leaves the list as it was, and a resumed run ends it', async () => {
  const bench = await startGoneBench()
  await bench.night(emails(950))
  const stop = new AbortController()
  const onEvent = ({type}: {type: string}): void => {
    if (type === 'note') stop.abort(143)
  }
  const stopped = await bench.night(emails(10), {stop, onEvent})
  expect(stopped).toMatchObject({status: 'interrupted', exitCode: 143, gone: {members: 950}})
  const gone = 950 - bench.live().length
  expect(gone).toBeLessThan(940)
  expect((await bench.night(emails(10), {resume: true})).gone).toMatchObject({members: 10, left: 940, archived: 940})
  expect(bench.live()).toEqual(emails(10).sort())
})

test('the question says how many may go; a first run has nothing to say', async () => {
  const bench = await startGoneBench()
  const asked: unknown[] = []
  const confirm = async ({gone}: {gone?: unknown}) => void asked.push(gone)
  await bench.night(emails(3), {confirm})
  await bench.night(emails(3), {confirm, most: 2})
  expect(asked).toEqual([undefined, {action: {kind: 'archive', source: expect.any(String)}, members: 3, most: 2}])
})

test('what a stopped run wrote is on the list that is shown', async () => {
  const bench = await startGoneBench()
  await bench.night(emails(3), {source: 'people'})
  const stop = new AbortController()
  const onEvent = ({type}: {type: string}): void => {
    if (type === 'settled') stop.abort(130)
  }
  await bench.night(emails(2000, 'b'), {source: 'people', stop, onEvent})
  expect(bench.live().length).toBeGreaterThan(100)
  const found = await findLists(bench.home, {source: 'people'})
  const [list] = await summariseLists(found, {data: bench.home, cache: join(bench.home, 'cache')})
  expect(list?.members).toBe(bench.live().length)
  expect(list?.unfinished).toHaveLength(1)
})

test('a rejected row of a key that has left since is not sent again', async () => {
  const bench = await startGoneBench()
  await bench.night(emails(3))
  const text = `email,hs_lead_status\n${emails(2).join(',\n')},\na2@example.com,no such status\n`
  const {run} = await bench.night([], {text})
  expect((await bench.night(emails(2))).gone).toMatchObject({archived: 1})
  const rejects = []
  for await (const reject of readRejects(await bench.store.read(run))) rejects.push(reject)
  expect(rejects).toMatchObject([{key: 'a2@example.com', supersededBy: {row: 0}}])
})

test('a mark that is cleared leaves the row of who came back unchanged the next night', async () => {
  const bench = await startGoneBench([{email: 'a@x.co', external_id: 'A'}])
  const night = (...keys: string[]) => bench.night(keys, {action: MARK, onlyChanged: true})
  await night('a@x.co', 'b@x.co')
  await night('b@x.co')
  // another key that knows what the mark replaces
  const byId = {
    name: 'ids.csv',
    key: 'external_id',
    mode: 'upsert',
    onlyChanged: true,
    text: 'external_id,jobtitle\nA,left\n',
  } as const
  await bench.push([], byId)
  expect(await night('a@x.co', 'b@x.co')).toMatchObject({rows: {written: 1}, gone: {returned: 1}})
  expect(await night('a@x.co', 'b@x.co')).toMatchObject({rows: {written: 0, unchanged: 2}})
  expect(await bench.push([], byId)).toMatchObject({rows: {written: 1, unchanged: 0}})
})
