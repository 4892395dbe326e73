import {expect, test} from 'vitest'
import {NO_ROWS} from '../../src/rows/rows.js'
import {type JournalLine, NO_REQUESTS} from '../../src/runs/journal/journal-line.js'
import {becomePreviousRun, previousRunMayCommitFor} from '../../src/runs/previous-run.js'
import {RunStore, type StoredRun} from '../../src/runs/run-store.js'
import {tempDir} from '../support/temp-dir.js'

const BEFORE = '20261123-170000-0001'
const AT = Date.parse('2026-11-23T17:00:00Z')
/** 100 ms later. */
const clock = {now: () => AT + 100, sleep: async () => {}}
const line: JournalLine = {
  ...{at: '2026-11-23T17:00:00Z', row: 3, totals: NO_ROWS, byCode: {}, rejectsBytes: 0},
  ...{requests: NO_REQUESTS, durationMs: 0, state: 'finished'},
}

async function after(
  stored: Partial<JournalLine> | 'no journal' | 'pruned',
  run = '20261123-180000-0002',
): Promise<number> {
  const job = {dataDir: await tempDir(), portalId: 1, objectTypeId: '0-1'}
  await becomePreviousRun({...job, run: BEFORE})
  const store = new RunStore(job.dataDir)
  store.read = async () => {
    if (stored === 'pruned') throw new Error('no such run')
    const checkpoint = stored === 'no journal' ? {} : {checkpoint: {line: {...line, ...stored}, journalBytes: 1}}
    return {directory: '', record: {} as StoredRun['record'], ...checkpoint}
  }
  return previousRunMayCommitFor({...job, run}, store, {clock, lateCommitMs: 900})
}

test.each([
  ['ended without a doubt', {}, 0],
  [
    'ended with rows in doubt',
    {
      doubts: [
        [1, AT + 500],
        [2, AT + 700, 3],
      ] as const,
    },
    600,
  ],
  ['was interrupted with rows in doubt', {state: 'interrupted', doubts: [[1, AT + 500]] as const}, 400],
  ['was cut off', {state: 'running'}, 900],
  ['was cut off before it sent anything', 'no journal', 0],
  ['is no longer kept', 'pruned', 0],
] as const)('a run that %s may commit for %j', async (_, stored, forMs) => {
  expect(await after(stored)).toBe(forMs)
})

test('a run that goes on has nothing to fear of itself, nor has the first one of all', async () => {
  expect(await after({state: 'running'}, BEFORE)).toBe(0)
  const job = {dataDir: await tempDir(), portalId: 1, objectTypeId: '0-1', run: BEFORE}
  expect(await previousRunMayCommitFor(job, new RunStore(job.dataDir), {clock, lateCommitMs: 900})).toBe(0)
})
