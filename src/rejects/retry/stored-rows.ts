import {readRejects} from '../../runs/journal/read-rejects.js'
import type {StoredRun} from '../../runs/run-store.js'
import type {DecideRow} from '../fix/fix-row.js'
import {isOpen, type OpenFilter} from '../open-rejects.js'
import {type OnlyPart, onlyPartOf, screenRetried} from './only-part.js'
import {type RetriedReject, type RetryRows, retriedReject, supersededWarning} from './retry-rows.js'

interface StoredRowsFilter extends OpenFilter {
  /** What to do with each; without it all are sent as they are. */
  readonly decide?: DecideRow
}

/**
 * The open rejects of a run, as they are stored or as the user decided. A row whose text could not be read has no cells
 * to send.
 */
export function storedRows(stored: StoredRun, filter: StoredRowsFilter): RetryRows {
  const given: RetriedReject[] = []
  const dropped = new Set<number>()
  const parts = new Map<number, OnlyPart>()
  const {decide = ({record}) => record} = filter
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
      const decided = decide(reject)
      if (decided === undefined) continue
      row += 1
      const part = onlyPartOf(reject)
      if (decided === 'drop') dropped.add(row)
      else if (part !== undefined) parts.set(row, part)
      given.push(retriedReject(reject, stored.record.run))
      yield [{kind: 'source' as const, row, line, record: decided === 'drop' ? record : decided}]
    }
  }
  return {
    rows: rows(),
    take: count => given.splice(0, count),
    screen: screenRetried(parts, dropped),
    warnings: () => (superseded === 0 ? [] : [supersededWarning(superseded)]),
  }
}
