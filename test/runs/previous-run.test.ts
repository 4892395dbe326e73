import {expect, test} from 'vitest'
import {type JournalLine, NO_REQUESTS, NO_ROWS} from '../../src/runs/journal-line.js'
import {becomePreviousRun, previousRunMayCommitUntil} from '../../src/runs/previous-run.js'
import {RunStore, type StoredRun} from '../../src/runs/run-store.js'
import {tempDir} from '../support/temp-dir.js'

const BEFORE = '20261123-170000-0001'
const line: JournalLine = {
  ...{at: '2026-11-23T17:00:00Z', row: 3, totals: NO_ROWS, byCode: {}, rejectsBytes: 0},
  ...{requests: NO_REQUESTS, durationMs: 0, state: 'finished'},
}

async function after(stored: Partial<JournalLine> | 'no journal' | 'pruned', run = '20261123-180000-0002'): Promise<number> {
  const job = {dataDir: await tempDir(), portalId: 1, objectTypeId: '0-1'}
  await becomePreviousRun({...job, run: BEFORE})
  const store = new RunStore(job.dataDir)
  store.read = async () => {
    if (stored === 'pruned') throw new Error('no such run')
    const checkpoint = stored === 'no journal' ? {} : {checkpoint: {line: {...line, ...stored}, journalBytes: 1}}
    return {directory: '', record: {} as StoredRun['record'], ...checkpoint}
  }
  return previousRunMayCommitUntil({...job, run}, store, {ifCutOffMs: 900})
}

test.each([
  ['ended without a doubt', {}, 0],
  [
    'ended with rows in doubt',
    {
      doubts: [
        [1, 500],
        [2, 700, 3],
      ] as const,
    },
    700,
  ],
  ['was interrupted with rows in doubt', {state: 'interrupted', doubts: [[1, 500]] as const}, 500],
  ['was cut off', {state: 'running'}, 900],
  ['was cut off before it sent anything', 'no journal', 0],
  ['is no longer kept', 'pruned', 0],
] as const)('a run that %s may commit until %j', async (_, stored, untilMs) => {
  expect(await after(stored)).toBe(untilMs)
})

test('a run that goes on has nothing to fear of itself, nor has the first one of all', async () => {
  expect(await after({state: 'running'}, BEFORE)).toBe(0)
  const job = {dataDir: await tempDir(), portalId: 1, objectTypeId: '0-1', run: BEFORE}
  expect(await previousRunMayCommitUntil(job, new RunStore(job.dataDir), {ifCutOffMs: 900})).toBe(0)
})
