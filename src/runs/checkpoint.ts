import {type JournalLine, parseJournalLine} from './journal-line.js'

export interface Checkpoint {
  readonly line: JournalLine
  /** Length of the journal up to and with this line: what follows is torn or counts rejects that are lost. */
  readonly journalBytes: number
}

/**
 * The newest journal line that can be trusted: whole, and all the rejects that it counts are there.
 * Pure; `rejectsBytes` is the length that rejects.jsonl has now, `writtenBytes` that of the file of `--written` where
 * that matters.
 * Undefined = start from the first row.
 */
export function findCheckpoint(
  journal: Buffer,
  rejectsBytes: number,
  writtenBytes = Number.POSITIVE_INFINITY,
): Checkpoint | undefined {
  let end = journal.lastIndexOf(0x0a) // what follows the last newline is torn
  while (end > 0) {
    const start = journal.lastIndexOf(0x0a, end - 1) + 1
    const line = parseJournalLine(journal.toString('utf8', start, end))
    const isSupported =
      line !== undefined && line.rejectsBytes <= rejectsBytes && (line.writtenBytes ?? 0) <= writtenBytes
    if (isSupported) return {line, journalBytes: end + 1}
    end = start - 1
  }
  return undefined
}
