import {appendFile} from 'node:fs/promises'
import {expect, test} from 'vitest'
import {NO_ROWS} from '../../src/rows/rows.js'
import {findResumable, type ResumeRequest, readResumable} from '../../src/runs/find-resumable.js'
import {type JournalLine, NO_REQUESTS} from '../../src/runs/journal/journal-line.js'
import {journalPath} from '../../src/runs/run-paths.js'
import type {RunRecord} from '../../src/runs/run-record.js'
import {RunStore} from '../../src/runs/run-store.js'
import {stepsReading} from '../support/bare-steps.js'
import {tempDir} from '../support/temp-dir.js'

const RUN = '20261123-170255-k3f9'
const request: ResumeRequest = {
  ...{
    portalId: 1,
    object: {name: 'contacts', objectTypeId: '0-1'},
    key: 'email',
    mapping: {map: []},
    duplicates: 'apply',
  },
  source: {name: 'people.csv', path: '/files/people.csv', format: 'csv', fingerprint: {bytes: 10, sha256: 'aa'}},
}

/** A store with one run, which asked for `request` and ended like this. */
async function storeWith(state: JournalLine['state'], more: Partial<RunRecord> = {}): Promise<RunStore> {
  const store = new RunStore(await tempDir())
  const record: RunRecord = {
    ...request,
    format: 1,
    run: RUN,
    createdAt: '2026-11-23T17:02:55.000Z',
    profile: 'default',
    version: '1',
    ...more,
  }
  const directory = await store.create(record)
  const line: JournalLine = {
    at: record.createdAt,
    row: 7,
    totals: NO_ROWS,
    byCode: {},
    rejectsBytes: 0,
    requests: NO_REQUESTS,
    durationMs: 0,
    state,
  }
  await appendFile(journalPath(directory), `${JSON.stringify(line)}\n`)
  return store
}

test.each(['running', 'stopped', 'interrupted', 'failed'] as const)(
  'a run that was left %s is gone on with, by itself or by name',
  async state => {
    const store = await storeWith(state)
    expect((await findResumable(store, request))?.record.run).toBe(RUN)
    expect((await readResumable(store, RUN, request)).checkpoint?.line.row).toBe(7)
  },
)

test('a finished run is none to go on with; named, it is refused with where to look', async () => {
  const store = await storeWith('finished')
  expect(await findResumable(store, request)).toBeUndefined()
  await expect(readResumable(store, RUN, request)).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
    message: `Run ${RUN} has already finished; there is nothing to resume.`,
    next: stepsReading([`hubspot-push rejects ${RUN}`]),
  })
})

test.each([
  ['file', {source: {...request.source, path: '/files/other.csv'}}],
  ['portal', {portalId: 2}],
  ['object', {object: {name: 'deals', objectTypeId: '0-3'}}],
  ['key', {key: 'external_id'}],
])('a run of another %s is passed over; named, it is refused', async (what, asked) => {
  const store = await storeWith('stopped')
  expect(await findResumable(store, {...request, ...asked})).toBeUndefined()
  const refused = readResumable(store, RUN, {...request, ...asked})
  await expect(refused).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
    exitCode: 5,
    message: `Run ${RUN} was started with another ${what} and can only be resumed with its own.`,
  })
})

test('a changed file is refused: its rows cannot be told apart any more', async () => {
  const store = await storeWith('stopped')
  const changed = {...request, source: {...request.source, fingerprint: {bytes: 10, sha256: 'bb'}}}
  for (const ask of [() => findResumable(store, changed), () => readResumable(store, RUN, changed)]) {
    await expect(ask()).rejects.toMatchObject({
      code: 'FILE_CHANGED',
      exitCode: 5,
      message: expect.stringContaining('people.csv has changed'),
    })
  }
})

test.each([
  ['mapping', {mapping: {map: ['City=city']}}],
  ['--duplicates', {duplicates: 'last'}],
])('another %s is refused, since the rest would be written otherwise than the beginning', async (_what, asked) => {
  await expect(findResumable(await storeWith('stopped'), {...request, ...asked})).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
    exitCode: 5,
  })
})

test('rows from standard input are never those of an earlier run', async () => {
  const stdin = {...request, source: {name: '-', format: 'csv'} as const}
  expect(await findResumable(await storeWith('stopped', {source: stdin.source}), stdin)).toBeUndefined()
})

test('a run that sent refused rows again is none of the file, although it names it', async () => {
  const store = await storeWith('stopped', {parent: '20261123-160000-aaaa'})
  expect(await findResumable(store, request)).toBeUndefined()
  await expect(readResumable(store, RUN, request)).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
    next: stepsReading(['hubspot-push rejects retry 20261123-160000-aaaa']),
  })
})

test.each(['20261123-170255-zzzz', '../../etc', ''])(
  'a run that is not there ("%s") is said to be unknown',
  async run => {
    await expect(readResumable(await storeWith('stopped'), run, request)).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      exitCode: 5,
    })
  },
)

test('a push and pairs may read one file by one key: neither goes on with the other', async () => {
  const pairs = {...request, mode: 'link'} as const
  expect(await findResumable(await storeWith('stopped'), pairs)).toBeUndefined()
  expect(await findResumable(await storeWith('stopped', {mode: 'link'}), request)).toBeUndefined()
  expect(await findResumable(await storeWith('stopped', {mode: 'link'}), pairs)).toMatchObject({record: {run: RUN}})
  await expect(findResumable(await storeWith('stopped', {mode: 'unlink'}), pairs)).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
    message: expect.stringContaining('--from, --to, labels, --remove or file format'),
  })
})
