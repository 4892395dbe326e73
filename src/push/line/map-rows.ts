import type {SourceRow} from '../../rows/rows.js'
import {type BatchRow, PAUSE} from './batch.js'

export interface MapRowsPorts {
  /** One pass over the source, in file order. */
  readonly chunks: AsyncIterable<readonly (SourceRow | BatchRow)[]>
  readonly mapRow: (row: SourceRow) => BatchRow
  /** Rows up to this one were settled by the run that this one resumes; 0 = none. */
  readonly settledRow: number
  /** Sees those rows as they are passed over. */
  readonly onPassedOver?: (row: SourceRow) => void
  /** The source has given all its rows. */
  readonly onAllRead?: () => void
  /** Aborted: no further row is read. */
  readonly stop: AbortSignal
}

/** Source rows → rows of a batch. Ends early when asked to stop. */
export async function* mapRows(ports: MapRowsPorts): AsyncGenerator<readonly BatchRow[], void, undefined> {
  const {chunks, mapRow, settledRow, onPassedOver, onAllRead, stop} = ports
  for await (const chunk of chunks) {
    if (stop.aborted) return
    const rows: BatchRow[] = []
    for (const row of chunk) {
      if (row.row > settledRow) rows.push(row.kind === 'source' ? mapRow(row) : row)
      else if (row.kind === 'source') onPassedOver?.(row)
    }
    if (rows.length > 0) yield rows
    else if (chunk === PAUSE) yield PAUSE
  }
  if (!stop.aborted) onAllRead?.()
}
