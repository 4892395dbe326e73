import {createReadStream} from 'node:fs'
import {rename, rm} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {AppendFile} from '../../runs/journal/append-file.js'
import {lines} from '../../runs/journal/lines.js'
import {syncDirectory} from '../../shared/files/atomic-write.js'
import type {BatchRow} from '../line/batch.js'
import {recordIdOf} from './planned-row.js'

/**
 * Row → record id of all that a run is about to archive, on disk before the first archive. A process that resumes the
 * run finds those records gone, and knows by it that they were there.
 */
const FILE = 'deletes'
const LINE = /^(\d+) (\d+)$/

/** Replaces what an earlier process of the run has left. Throws AppError DISK_FULL. */
export async function keepPlannedIds(runDirectory: string, chunks: AsyncIterable<readonly BatchRow[]>): Promise<void> {
  const path = pathOf(runDirectory)
  const file = await AppendFile.open(`${path}.new`, 0)
  try {
    for await (const rows of chunks) {
      for (const row of rows) if (row.kind === 'mapped') file.append(`${row.row} ${recordIdOf(row)}\n`)
      await file.flush(false)
    }
    await file.flush(true)
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await syncDirectory(dirname(path))
}

/** Once the run has finished. */
export async function dropPlannedIds(runDirectory: string): Promise<void> {
  await rm(pathOf(runDirectory), {force: true})
}

/** Asked for rows in ascending order; undefined: nothing was planned for the row, or nothing is known. */
export type PlannedIdOf = (row: number) => Promise<string | undefined>

export function readPlannedIds(runDirectory: string): PlannedIdOf {
  const entries = readEntries(pathOf(runDirectory))
  let next: IteratorResult<Entry, void> | undefined
  return async row => {
    next ??= await entries.next()
    while (next.done !== true && next.value.row < row) next = await entries.next()
    return next.done !== true && next.value.row === row ? next.value.recordId : undefined
  }
}

interface Entry {
  readonly row: number
  readonly recordId: string
}

async function* readEntries(path: string): AsyncGenerator<Entry, void, undefined> {
  try {
    for await (const line of lines(createReadStream(path))) {
      const [, row, recordId] = LINE.exec(line) ?? []
      if (row !== undefined && recordId !== undefined) yield {row: Number(row), recordId}
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function pathOf(runDirectory: string): string {
  return join(runDirectory, FILE)
}
