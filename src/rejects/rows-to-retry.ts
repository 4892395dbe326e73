import type {SourceRow} from '../rows/rows.js'
import {readRejects, type StoredReject} from '../runs/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'

export interface RetryFilter {
  readonly code?: string
}

/** Which of the stored rejects a retry would send. A row whose text could not be read has no cells to send. */
export function canRetry(reject: StoredReject, {code}: RetryFilter): boolean {
  return reject.resolvedBy === undefined && reject.record !== undefined && (code === undefined || reject.code === code)
}

/** Open rejects as rows of a new run: numbered from 1, each with the line where it stood in the first file. `onRow` names the reject of each. */
export async function* rowsToRetry(
  stored: StoredRun,
  filter: RetryFilter,
  onRow: (rejectedRow: number) => void,
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  let row = 0
  for await (const reject of readRejects(stored)) {
    if (!canRetry(reject, filter) || reject.record === undefined) continue
    row += 1
    onRow(reject.row)
    yield [{kind: 'source', row, line: reject.line, record: reject.record}]
  }
}
