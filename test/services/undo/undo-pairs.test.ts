import {expect, test} from 'vitest'
import type {StoredRun} from '../../../src/runs/run-store.js'
import {readUndoable} from '../../../src/services/undo/open-undo.js'
import type {UndoRequest} from '../../../src/services/undo/undo-request.js'
import {runRecord} from '../../rejects/support/stored-run.js'

test.each([
  ['link', 'linked records and created none', 'with --remove'],
  ['unlink', 'unlinked records and created none', 'without --remove'],
] as const)('a run that did nothing but %s created no record', async (mode, what, how) => {
  const stored = {record: runRecord({mode}), directory: '/none'} as StoredRun
  await expect(readUndoable(stored, {} as UndoRequest)).rejects.toMatchObject({
    code: 'RUN_MISMATCH',
    message: `Run ${stored.record.run} ${what}, so there is nothing to archive.`,
    next: [{say: `the same associate command ${how}`}],
  })
})
