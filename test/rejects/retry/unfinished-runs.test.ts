import {expect, test} from 'vitest'
import {findUnfinishedSince} from '../../../src/rejects/retry/superseding.js'
import type {RunState} from '../../../src/runs/journal/journal-line.js'
import {NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'
import {Ledger} from '../../../src/runs/journal/ledger.js'
import type {RunRecord} from '../../../src/runs/run-record.js'
import {RunStore} from '../../../src/runs/run-store.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {tempDir} from '../../support/temp-dir.js'
import {refused, runRecord} from '../support/stored-run.js'

test('a retry is told of runs that were cut off since, and of no others', async () => {
  const store = new RunStore(await tempDir())
  const run = async (number: number, state: RunState, more: Partial<RunRecord> = {}): Promise<string> => {
    const record = runRecord({run: `20261123-17000${number}-aaaa`, ...more})
    const ledger = await Ledger.open({
      directory: await store.create(record),
      clock: systemClock,
      requests: () => NO_REQUESTS,
    })
    await ledger.settle([refused(1)])
    if (state === 'running') await ledger.close()
    else await ledger.end({state, exitCode: 6})
    return record.run
  }
  await run(1, 'stopped')
  const parent = await run(2, 'finished')
  await run(3, 'running', {portalId: 2})
  const killed = await run(4, 'running')
  await run(5, 'stopped', {checkOnly: true})
  const stopped = await run(6, 'stopped')
  await run(7, 'finished')
  expect(await findUnfinishedSince(store, await store.read(parent))).toEqual([stopped, killed])
  expect(await findUnfinishedSince(store, await store.read(stopped))).toEqual([stopped])
})
