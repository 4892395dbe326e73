import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {hasErrorCode} from '../../shared/files/error-code.js'
import {type JournalLine, parseJournalLine} from './journal-line.js'

export interface Checkpoint {
  readonly line: JournalLine
  /** Length of the journal up to and with this line: what follows is torn or counts rejects that are lost. */
  readonly journalBytes: number
}

/**
 * The newest journal line that can be trusted: whole, and all the rejects that it counts are there.
 * Pure; `rejectsBytes` is the length that rejects.jsonl has now, `writtenBytes` that of the file of `--written`, and
 * `membersBytes` that of the run's keys, where they matter. Undefined = start from the first row.
 */
export function findCheckpoint(
  journal: Buffer,
  rejectsBytes: number,
  writtenBytes = Number.POSITIVE_INFINITY,
  membersBytes = Number.POSITIVE_INFINITY,
): Checkpoint | undefined {
  let end = journal.lastIndexOf(0x0a) // what follows the last newline is torn
  while (end > 0) {
    const start = journal.lastIndexOf(0x0a, end - 1) + 1
    const line = parseJournalLine(journal.toString('utf8', start, end))
    const isSupported =
      line !== undefined &&
      line.rejectsBytes <= rejectsBytes &&
      (line.writtenBytes ?? 0) <= writtenBytes &&
      (line.membersBytes ?? 0) <= membersBytes
    if (isSupported) return {line, journalBytes: end + 1}
    end = start - 1
  }
  return undefined
}

const FIRST_TAIL_BYTES = 64 * 1024

interface FilesLength {
  readonly rejectsBytes: number
  /** Only where they matter. */
  readonly writtenBytes?: number
  readonly membersBytes?: number
}

/**
 * The newest checkpoint of a journal that can be trusted. Read from its end: a journal of a long run is large, and its
 * last lines decide.
 */
export async function readCheckpoint(
  journalPath: string,
  {rejectsBytes, writtenBytes, membersBytes}: FilesLength,
): Promise<Checkpoint | undefined> {
  const journal = openIfThere(journalPath)
  if (journal === undefined) return undefined
  try {
    const {size} = fstatSync(journal)
    for (let tailBytes = FIRST_TAIL_BYTES; ; tailBytes *= 4) {
      const start = Math.max(0, size - tailBytes)
      const buffer = Buffer.alloc(size - start)
      const tail = buffer.subarray(0, readSync(journal, buffer, {position: start}))
      // A piece that does not begin at the beginning begins within a line: that is not a whole one.
      const whole = start === 0 ? 0 : tail.indexOf(0x0a) + 1
      const found = findCheckpoint(tail.subarray(whole), rejectsBytes, writtenBytes, membersBytes)
      if (found !== undefined) return {...found, journalBytes: start + whole + found.journalBytes}
      if (start === 0) return undefined
    }
  } finally {
    closeSync(journal)
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined
    throw error
  }
}
