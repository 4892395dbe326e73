import type {Reject} from '../rows/rows.js'
import {AppendFile} from './journal/append-file.js'
import type {JournalLine} from './journal/journal-line.js'
import {rejectLine, rejectLineWithoutValues} from './journal/reject-line.js'
import {journalPath, rejectsPath} from './run-paths.js'
import type {RunRecord} from './run-record.js'
import type {RunStore} from './run-store.js'

interface CheckedRun {
  readonly record: RunRecord
  /** In file order. */
  readonly rejects: AsyncIterable<Reject>
  /** How it ended: nothing was sent. */
  readonly line: Omit<JournalLine, 'row' | 'rejectsBytes' | 'state'>
  /** False keeps no values of rejected rows. */
  readonly storeValues: boolean
}

const FLUSH_EVERY = 1000

/**
 * Keeps the rejected rows of a file that was only checked, as a run that is never resumed. Returns the run's directory.
 */
export async function storeCheckedRun(
  store: RunStore,
  {record, rejects, line, storeValues}: CheckedRun,
): Promise<string> {
  const directory = await store.create({...record, checkOnly: true})
  const toLine = storeValues ? rejectLine : rejectLineWithoutValues
  const rejectsBytes = await writeFileOf(rejectsPath(directory), rejects, toLine)
  const end: JournalLine = {...line, row: line.totals.read, rejectsBytes, state: 'stopped'}
  await writeFileOf(journalPath(directory), [end], each => `${JSON.stringify(each)}\n`)
  return directory
}

async function writeFileOf<T>(
  path: string,
  items: AsyncIterable<T> | Iterable<T>,
  toLine: (item: T) => string,
): Promise<number> {
  const file = await AppendFile.open(path, 0)
  try {
    let count = 0
    for await (const item of items) {
      file.append(toLine(item))
      count += 1
      if (count % FLUSH_EVERY === 0) await file.flush(false)
    }
    await file.flush(true)
    return file.bytes
  } finally {
    await file.close()
  }
}
