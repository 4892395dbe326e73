import {createReadStream} from 'node:fs'
import {rename, rm} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {AppendFile} from '../../runs/journal/append-file.js'
import {lines} from '../../runs/journal/lines.js'
import {defined} from '../../shared/defined.js'
import {syncDirectory} from '../../shared/files/atomic-write.js'
import type {BatchRow} from '../line/batch.js'
import {recordIdOf} from './planned-row.js'

/**
 * Row → id of the record that its key led to, on disk before the first archive: of all that a run is about to archive,
 * and of the rows that it rejects because they would archive another record. A process that resumes the run finds those
 * records gone, and knows by it that they were there.
 */
const FILE = 'deletes'
const LINE = /^(\d+) (\d+)(?: ([A-Z_]+))?$/

/**
 * Replaces what an earlier process of the run has left, but for the rows up to `settledRow`: those are not planned again,
 * unless a damaged journal brings them back. Throws AppError DISK_FULL.
 */
export async function keepPlannedIds(
  runDirectory: string,
  chunks: AsyncIterable<readonly BatchRow[]>,
  settledRow = 0,
): Promise<void> {
  const path = pathOf(runDirectory)
  const file = await AppendFile.open(`${path}.new`, 0)
  try {
    for await (const {row, recordId, code} of readEntries(path)) {
      if (row > settledRow) break
      file.append(`${row} ${recordId}${code === undefined ? '' : ` ${code}`}\n`)
    }
    for await (const rows of chunks) {
      for (const row of rows) file.append(lineOf(row))
      await file.flush(false)
    }
    await file.flush(true)
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await syncDirectory(dirname(path))
}

function lineOf(row: BatchRow): string {
  if (row.kind === 'mapped') return `${row.row} ${recordIdOf(row)}\n`
  if (row.kind !== 'reject' || row.existingId === undefined) return ''
  return `${row.row} ${row.existingId} ${row.code}\n`
}

/** Once the run has finished. */
export async function dropPlannedIds(runDirectory: string): Promise<void> {
  await rm(pathOf(runDirectory), {force: true})
}

/** `code`: why the row was rejected; absent: its record was to be archived. */
export interface PlannedId {
  readonly row: number
  readonly recordId: string
  readonly code?: string
}

/** Asked for rows in ascending order; undefined: nothing was planned for the row, or nothing is known. */
export type PlannedIdOf = (row: number) => Promise<PlannedId | undefined>

export function readPlannedIds(runDirectory: string): PlannedIdOf {
  const entries = readEntries(pathOf(runDirectory))
  let next: IteratorResult<PlannedId, void> | undefined
  return async row => {
    next ??= await entries.next()
    while (next.done !== true && next.value.row < row) next = await entries.next()
    return next.done !== true && next.value.row === row ? next.value : undefined
  }
}

async function* readEntries(path: string): AsyncGenerator<PlannedId, void, undefined> {
  try {
    for await (const line of lines(createReadStream(path))) {
      const [, row, recordId, code] = LINE.exec(line) ?? []
      if (row !== undefined && recordId !== undefined) yield {row: Number(row), recordId, ...defined({code})}
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function pathOf(runDirectory: string): string {
  return join(runDirectory, FILE)
}
