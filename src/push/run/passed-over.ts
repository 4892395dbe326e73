import type {RowPass} from '../../mapping/watch/row-pass.js'
import {kindOf} from '../../rows/rejected-part.js'
import type {SourceRow} from '../../rows/rows.js'
import {readRejects} from '../../runs/journal/read-rejects.js'
import {replayDoubts} from '../late-commits/inherited-doubts.js'
import type {BatchRow} from '../line/batch.js'
import type {RowsSentEarlier} from '../modes/sent-earlier.js'
import type {RunPlan} from './run-plan.js'
import type {RowSender} from './run-sender.js'

interface Passing {
  readonly sender: RowSender
  readonly sentEarlier: RowsSentEarlier | undefined
  readonly pass: RowPass
}

/** What a resumed run must learn from the rows that it passes over. */
export async function passedOver(
  {resumed, options}: RunPlan,
  {sender: {book, earlier}, sentEarlier, pass}: Passing,
  mapRow: (row: SourceRow) => BatchRow,
): Promise<(row: SourceRow) => void> {
  const mustLearn = earlier.concernsSettledRows || sentEarlier !== undefined
  if (resumed === undefined || !mustLearn)
    return options?.screen === undefined ? row => pass.passOver(row) : row => void mapRow(row)
  const rejectedRows = new Set<number>()
  for await (const reject of readRejects(resumed)) if (kindOf(reject) === 'row') rejectedRows.add(reject.row)
  const mapAndNote = (source: SourceRow): BatchRow => {
    const row = mapRow(source)
    if (row.kind === 'mapped' && !rejectedRows.has(row.row)) sentEarlier?.noteMade(row.key)
    return row
  }
  return replayDoubts({book, earlier, mapRow: mapAndNote, rejectedRows})
}
