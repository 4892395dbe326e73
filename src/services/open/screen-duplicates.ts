import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {addFlags, say} from '../../errors/next-step.js'
import {openSource} from '../../input/open-source.js'
import type {SourceSpec} from '../../input/source.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import {type KnownMarks, RowPass} from '../../mapping/watch/row-pass.js'
import type {BatchRow} from '../../push/line/batch.js'
import {type Duplicates, keepLast, noteLast, rejectRepeated} from '../../push/line/duplicates.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'

interface ScreenRequest {
  readonly duplicates: Duplicates
  readonly source: SourceSpec
  readonly mapping: Mapping
  /** As the rows will be mapped when they are sent: else a row could count as the last one and then be rejected. */
  readonly marks?: KnownMarks | undefined
  /** The run's own. */
  readonly directory: string
  readonly defer: (cleanup: () => Promise<void>) => void
}

/** Before anything is opened. Throws AppError USAGE. */
export function checkDuplicates(duplicates: Duplicates, file: string): void {
  if (duplicates !== 'last' || file !== '-') return
  throw new AppError('USAGE', '--duplicates last reads the file twice, which standard input does not allow.', {
    next: [
      say('save the rows to a file first, then push that file'),
      addFlags(['--duplicates', 'apply'], 'gives each key the same final values and reads the input once'),
    ],
  })
}

/**
 * What `--duplicates last` and `reject` do to rows before they are batched; undefined for the others. Their keys live
 * on disk.
 */
export async function screenDuplicates(request: ScreenRequest): Promise<((row: BatchRow) => BatchRow) | undefined> {
  const {duplicates, directory, defer} = request
  if (duplicates === 'apply' || duplicates === 'each') return undefined
  const keys = await DiskKeyMap.create(join(directory, 'keys'))
  defer(() => keys.delete())
  if (duplicates === 'reject') return rejectRepeated(keys)
  await readLastRows(request, keys)
  return keepLast(keys)
}

async function readLastRows({source: spec, mapping, marks}: ScreenRequest, keys: DiskKeyMap): Promise<void> {
  const pass = new RowPass(mapping, {marks})
  const source = await openSource(spec)
  try {
    for await (const row of source.rows) if (row.kind === 'source') noteLast(keys, pass.mapRow(row))
  } finally {
    await source.close()
  }
}
