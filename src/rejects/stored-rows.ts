import {readRejects} from '../runs/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'
import {isOpen, type OpenFilter} from './is-open.js'
import {type RetriedReject, type RetryRows, retriedReject, supersededWarning} from './retry-rows.js'

/** The open rejects of a run as they are stored. A row whose text could not be read has no cells to send. */
export function storedRows(stored: StoredRun, filter: OpenFilter): RetryRows {
  const given: RetriedReject[] = []
  let superseded = 0
  async function* rows(): RetryRows['rows'] & AsyncGenerator {
    let row = 0
    for await (const reject of readRejects(stored)) {
      const {line, record} = reject
      if (record === undefined || !isOpen(reject, {...filter, includeSuperseded: true})) continue
      if (!isOpen(reject, filter)) {
        superseded += 1
        continue
      }
      row += 1
      given.push(retriedReject(reject, stored.record.run))
      yield [{kind: 'source' as const, row, line, record}]
    }
  }
  return {
    rows: rows(),
    take: count => given.splice(0, count),
    warnings: () => (superseded === 0 ? [] : [supersededWarning(superseded)]),
  }
}
