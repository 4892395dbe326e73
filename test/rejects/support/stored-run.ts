import type {Reject} from '../../../src/rows/rows.js'
import {NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'
import {Ledger} from '../../../src/runs/journal/ledger.js'
import type {RunRecord} from '../../../src/runs/run-record.js'
import {RunStore, type StoredRun} from '../../../src/runs/run-store.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {tempDir} from '../../support/temp-dir.js'

/** A record of a run of contacts that names only what matters. */
export function runRecord(more: Partial<RunRecord> = {}): RunRecord {
  return {
    ...{
      format: 1,
      run: '20261123-170255-k3f9',
      createdAt: '2026-11-23T17:02:55.000Z',
      profile: 'default',
      portalId: 1,
      version: '0',
    },
    ...{object: {name: 'contacts', objectTypeId: '0-1'}, key: 'email', source: {name: 'people.csv', format: 'csv'}},
    mapping: {format: 'csv', columns: [], map: [], ignore: [], ignoreUnknown: true, key: 'email', objectTypeId: '0-1'},
    ...more,
  }
}

export function refused(row: number, more: Partial<Reject> = {}): Reject {
  return {kind: 'reject', row, line: row + 1, code: 'INVALID_EMAIL', message: 'no address', attempts: 0, ...more}
}

/** A finished run whose rows were all refused, as its files tell it. */
export async function storeRun(record: RunRecord, rejects: readonly Reject[]): Promise<StoredRun> {
  const store = new RunStore(await tempDir())
  const directory = await store.create(record)
  const ledger = await Ledger.open({directory, clock: systemClock, requests: () => NO_REQUESTS})
  await ledger.settle(rejects)
  await ledger.end({state: 'finished', exitCode: 3})
  return store.read(record.run)
}
