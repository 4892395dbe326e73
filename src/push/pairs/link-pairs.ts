import type {RowLinkOutcome} from '../../rows/rows.js'
import type {LinkChannel} from '../links/link-channel.js'
import {addLinks, openOutcome, type RecordLinks, roundsOf} from '../links/ordered/link-records.js'
import type {RowToLink, RowWishes} from '../links/row-wishes.js'

/** A row of which both records are known, as far as they exist. */
export interface PairRow {
  readonly written: RowToLink
  readonly wishes: RowWishes
}

/** Links the pairs, or adds their labels, in file order. One outcome a row. */
export async function linkPairs(channel: LinkChannel, rows: readonly PairRow[]): Promise<readonly RowLinkOutcome[]> {
  const outcomes = rows.map(({written, wishes}) => openOutcome(written.links, wishes))
  const records = recordsOf(rows)
  const {from, to} = channel.direction
  for (const round of from === to ? roundsOf(records) : [records])
    await addLinks(channel, round, {outcomes, replaces: false})
  return outcomes
}

function recordsOf(rows: readonly PairRow[]): readonly RecordLinks[] {
  const records = new Map<string, RecordLinks>()
  for (const [at, {written, wishes}] of rows.entries()) {
    const {recordId} = written
    const record = records.get(recordId) ?? {recordId, isNew: false, rows: []}
    record.rows.push({at, written, columns: [...wishes.columns], isWhole: true})
    records.set(recordId, record)
  }
  return [...records.values()]
}
