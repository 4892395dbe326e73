import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {ownIdentity} from '../../src/shared/locks/process-identity.js'
import {restoreHome} from './support/restore-home.js'

const CONTACTS = ['--object', 'CONTACT', '--json']
const upTo = (last: number, first = 1): number[] => Array.from({length: last - first + 1}, (_, at) => first + at)

describe('a run that an older version did not finish is resumed', () => {
  test.each([
    ['killed', ['people.csv', '--written', 'written.csv']],
    ['interrupted', ['people.csv', '--empty', 'clear', '--set', 'city=Bern', '--map', 'firstname=First Name']],
    ['stopped', ['people.jsonl', '--duplicates', 'each']],
    ['unknown', ['people.csv', '--ignore-unknown']],
  ])(
    '%s: each row after the checkpoint is sent or rejected, none before it is, and the totals are those of the file',
    async (name, args) => {
      const old = await restoreHome(name)
      const {code, stdout} = await old.run(['push', ...args, ...CONTACTS, '--resume'])
      const {status, rows} = JSON.parse(stdout)
      expect([code === 0 || code === 3, status]).toEqual([true, 'finished'])
      const rejected = await old.rejected()
      const received = old.received()
      expect(rows).toMatchObject({
        read: old.rows,
        written: old.rows - rejected.length,
        unchanged: 0,
        skipped: 0,
        rejected: rejected.length,
      })
      expect([...received, ...rejected.filter(row => row > old.settled)].sort((a, b) => a - b)).toEqual(
        upTo(old.rows, old.settled + 1),
      )
    },
  )

  test('killed: its file of --written and its rejects name each row of the file once', async () => {
    const old = await restoreHome('killed')
    await old.run(['push', 'people.csv', '--written', 'written.csv', ...CONTACTS, '--resume'])
    const lines = (await readFile(join(old.home, 'written.csv'), 'utf8')).trimEnd().split('\r\n').slice(1)
    const written = lines.map(line => Number(line.split(',')[0]))
    expect([...written, ...(await old.rejected())].sort((a, b) => a - b)).toEqual(upTo(old.rows))
  })

  test('unknown: a column that the run left out stays out, though this version knows its word, and that is said', async () => {
    const old = await restoreHome('unknown')
    const {stderr} = await old.run(['push', 'people.csv', '--ignore-unknown', '--object', 'CONTACT', '--resume'])
    expect(stderr).toMatch(/^Warning: Run \S+ is resumed without "Vorname", which it left out \(--ignore-unknown\)/m)
    const names = [...old.sandbox.records('contacts')].map(
      record => (record as {properties: Record<string, string>}).properties['firstname'],
    )
    expect(new Set(names)).toEqual(new Set([undefined]))
  })

  test('other flags than those of the run are still refused', async () => {
    const old = await restoreHome('interrupted')
    const {code, stdout} = await old.run(['push', 'people.csv', ...CONTACTS, '--resume'])
    expect([code, JSON.parse(stdout).error.code]).toEqual([5, 'RUN_MISMATCH'])
    expect(old.received()).toEqual([])
  })
})

describe('the lock of an older version, which names neither machine nor container', () => {
  test('is taken over from a process that died', async () => {
    const old = await restoreHome('killed')
    const path = join(old.home, 'data/locks/48213907-0-1.lock')
    const before = JSON.parse(await readFile(path, 'utf8'))
    const push = await old.start(['push', 'people.csv', ...CONTACTS])
    await push.waitFor('stderr', /^Pushing people\.csv/m)
    const {pid, token} = JSON.parse(await readFile(path, 'utf8'))
    expect({pid, isNew: token !== before.token}).toEqual({pid: push.pid, isNew: true})
    push.kill('SIGKILL')
  })

  test('is left to a process that lives', async () => {
    const old = await restoreHome('killed')
    const path = join(old.home, 'data/locks/48213907-0-1.lock')
    const {pid, born} = ownIdentity()
    await writeFile(path, JSON.stringify({...JSON.parse(await readFile(path, 'utf8')), pid, born}))
    const {code, stdout} = await old.run(['push', 'people.csv', ...CONTACTS, '--resume'])
    expect([code, JSON.parse(stdout).error.code]).toEqual([6, 'LOCKED'])
    expect(old.received()).toEqual([])
  })
})

describe('rejects of an older version', () => {
  test('are listed, exported, corrected and sent', async () => {
    const old = await restoreHome('rejected')
    const before = await old.rejected()
    const listed = JSON.parse((await old.run(['rejects', '--json'])).stdout)
    expect(listed).toMatchObject({count: before.length, byCode: {INVALID_NUMBER: before.length}})
    expect((await old.run(['rejects', 'export', '--output', 'fixed.csv'])).code).toBe(0)
    const exported = await readFile(join(old.home, 'fixed.csv'), 'utf8')
    await writeFile(join(old.home, 'fixed.csv'), exported.replace(',"1,234",', ',1234,').replace(',x,', ',5,'))
    const retried = JSON.parse((await old.run(['rejects', 'retry', '--from', 'fixed.csv', '--json'])).stdout)
    expect(retried).toMatchObject({exitCode: 0, rows: {read: before.length, written: before.length, rejected: 0}})
    expect(old.received()).toEqual(before)
    // none are left
    expect(JSON.parse((await old.run(['rejects', '--json'])).stdout)).toMatchObject({run: null, count: 0})
  })

  test('that cannot be sent yet either are rejected anew, with the code of now, and none is lost', async () => {
    const old = await restoreHome('rejected')
    const before = await old.rejected()
    const retried = JSON.parse((await old.run(['rejects', 'retry', '--json'])).stdout)
    expect(retried).toMatchObject({exitCode: 3, rows: {read: before.length, written: 0, rejected: before.length}})
    expect(JSON.parse((await old.run(['rejects', '--json'])).stdout)).toMatchObject({
      ...{run: retried.run, count: before.length, byCode: {AMBIGUOUS_VALUE: 1, INVALID_NUMBER: 1}},
    })
  })

  test('stand in the history, and in a report', async () => {
    const old = await restoreHome('rejected')
    const [run] = JSON.parse((await old.run(['runs', '--json'])).stdout)
    expect(run).toMatchObject({status: 'finished', exitCode: 3, rows: {read: old.rows}})
    expect((await old.run(['runs', 'report', run.run, '--output', 'report.html'])).code).toBe(0)
  })
})

test('what an older version remembers for --only-changed is learnt anew: a file is sent once more, and then no more', async () => {
  const old = await restoreHome('changes')
  expect(JSON.parse((await old.run(['push', 'people.csv', ...CONTACTS, '--only-changed'])).stdout).rows).toMatchObject({
    ...{read: 60, unchanged: 0, written: 54, rejected: 6},
  })
  const {stdout} = await old.run(['push', 'people.csv', ...CONTACTS, '--only-changed'])
  const {rows, requests} = JSON.parse(stdout)
  expect({rows, upserts: requests.upserts}).toMatchObject({
    rows: {read: 60, unchanged: 54, written: 0, rejected: 6},
    upserts: 0,
  })
  const path = join(old.home, 'people.csv')
  await writeFile(path, (await readFile(path, 'utf8')).replace('Bob', 'Bobby'))
  expect(JSON.parse((await old.run(['push', 'people.csv', ...CONTACTS, '--only-changed'])).stdout).rows).toMatchObject({
    ...{unchanged: 53, written: 1},
  })
})
