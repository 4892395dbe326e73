import {stat} from 'node:fs/promises'
import {defined} from '../../shared/defined.js'
import {journalPath} from '../run-paths.js'
import type {StoredRun} from '../run-store.js'
import {readCheckpoint} from './checkpoint.js'

export interface WrittenResume {
  readonly resumed: StoredRun
  /** Where the file does not hold what was written before. */
  readonly warning?: string
}

/**
 * A resumed run, gone on with where its file of `--written` (absolute path) allows: the file is cut back to the
 * checkpoint, so a line that counts more than the file holds is passed over, and its rows are sent again. A file of
 * another name, or one that was taken away, begins again.
 */
export async function resumeWritten(resumed: StoredRun, path: string): Promise<WrittenResume> {
  const {checkpoint, record, directory} = resumed
  const counted = checkpoint?.line.writtenBytes
  if (checkpoint === undefined || counted === undefined) return {resumed}
  const bytes = record.written === path ? await sizeOf(path) : 0
  if (bytes >= counted) return {resumed}
  if (bytes > 0) {
    const lengths = {rejectsBytes: checkpoint.line.rejectsBytes, writtenBytes: bytes}
    const supported = await readCheckpoint(journalPath(directory), lengths)
    return {resumed: {record, directory, ...defined({checkpoint: supported})}}
  }
  const {writtenBytes: _counted, ...line} = checkpoint.line
  return {
    resumed: {...resumed, checkpoint: {...checkpoint, line}},
    warning: `${path} does not contain the lines of the first ${line.row} rows: it starts with the rows of this resumed run.`,
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  return found?.size ?? 0
}
