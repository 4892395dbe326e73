import type {Mapping} from '../../mapping/mapping-types.js'
import {type KnownMarks, RowPass} from '../../mapping/watch/row-pass.js'
import {isTextCell} from '../../rows/cell-types.js'
import {isCells} from '../../rows/rows.js'
import {readRejects, type StoredReject} from '../../runs/journal/read-rejects.js'
import type {StoredRun} from '../../runs/run-store.js'

/**
 * What the rejects of a run tell of its number columns: sent again alone, `1.234` would be believed although the file
 * had `1.234,50` beside it. `isRemapped`: the columns are read by other rules than in that run, so that its doubts are
 * settled.
 */
export async function marksOfRejects(parent: StoredRun, mapping: Mapping, isRemapped: boolean): Promise<KnownMarks> {
  const pass = new RowPass(mapping)
  const {header} = parent.record
  for await (const reject of readRejects(parent)) {
    if (reject.record === undefined) continue
    const {row, line} = reject
    pass.passOver({kind: 'source', row, line, record: byName(reject.record, header)})
    if (!isRemapped) pass.doubted(reject)
  }
  return pass.findings().marks
}

/** A corrected export may have its columns in another order than the rejects. Numbers of a workbook have no marks. */
function byName(
  record: NonNullable<StoredReject['record']>,
  header: readonly string[] = [],
): NonNullable<StoredReject['record']> {
  if (!isCells(record)) return record
  const texts = [...header.entries()].filter(([index]) => isTextCell(record.types, index))
  return Object.fromEntries(texts.map(([index, name]) => [name, record[index]]))
}
