import type {Mapping} from '../../mapping/mapping-types.js'
import type {BatchRow} from '../../push/line/batch.js'
import {partOf, type RejectedPart} from '../../rows/rejected-part.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'
import type {Resolution} from '../../runs/resolutions.js'
import {defined} from '../../shared/defined.js'
import type {RowAge} from './rejected-keys.js'

/** The reject that a row of a retry was. */
export interface RetriedReject extends RejectedPart {
  /** In the run whose rejects are sent again. */
  readonly row: number
  readonly attempts: number
  readonly age: RowAge
  /** It is sent anyway, since that was asked for. */
  readonly supersededBy?: Resolution
}

/** The rows of a retry, numbered from 1, each with the line where it stood in the first file. */
export interface RetryRows {
  readonly rows: AsyncIterable<readonly (SourceRow | Reject)[]>
  /** What the next rows were, in their order; undefined for one that could not be read. Each is given once. */
  take(count: number): readonly (RetriedReject | undefined)[]
  /** Settles rows that are not sent, if any. */
  readonly screen?: (row: BatchRow, mapping: Pick<Mapping, 'links' | 'pairs'>) => BatchRow
  /** Rows that were asked for and are left out, once all rows were read: the run then ends with exit code 3. */
  leftOut?(): number
  /** Sentences on what was left out, once all rows were read. */
  warnings(): readonly string[]
}

export function retriedReject(reject: StoredReject, run: string): RetriedReject {
  const {row, attempts, origin = {run, row}, supersededBy} = reject
  return {row, attempts, age: origin, ...partOf(reject), ...defined({supersededBy})}
}

/** Left out of a retry, and how to send them anyway. */
export function supersededWarning(count: number): string {
  const rows =
    count === 1
      ? '1 rejected row was left out: a later row has written its key.'
      : `${count} rejected rows were left out: later rows have written their keys.`
  return `${rows} --include-superseded sends them anyway and replaces newer values with older ones.`
}
