import type {MappedRow, RowListOutcome, Settled, Skip} from '../../rows/rows.js'
import type {BatchOutcome} from '../line/batch.js'
import type {WrittenFacts} from '../links/rows-to-link.js'

/** A written row of a batch, and where it stands there. */
export interface RowToJoin {
  readonly index: number
  readonly row: Pick<MappedRow, 'row' | 'line' | 'key' | 'record'>
  /** '' where nothing tells it. */
  readonly recordId: string
  /** This row made the record, in this run: only the run itself can have put it into the list. */
  readonly isNew: boolean
  /** Not by a process before, which may have done so. */
  readonly isWrittenNow: boolean
}

/** The rows of a written batch whose records are to join the list, in file order. */
export async function rowsToJoin(
  outcome: BatchOutcome,
  {recordIds, isWrittenNow}: WrittenFacts,
): Promise<readonly RowToJoin[]> {
  const found = writtenRows(outcome, isWrittenNow)
  const unnamed = found.filter(({recordId}) => recordId === '').map(({row}) => row.key)
  if (unnamed.length === 0) return found
  const read = await recordIds(unnamed)
  return found.map(row => (row.recordId === '' ? {...row, recordId: read.get(row.row.key) ?? ''} : row))
}

function writtenRows({batch, settled}: BatchOutcome, isWrittenNow: WrittenFacts['isWrittenNow']): readonly RowToJoin[] {
  const found: RowToJoin[] = []
  for (let index = 0; index < settled.length; index += 1) {
    const [row, outcome] = [batch.rows[index], settled[index]]
    if (row?.kind === 'mapped' && outcome?.kind === 'ack') {
      const {recordId = '', created} = outcome
      found.push({index, row, recordId, isNew: created, isWrittenNow: isWrittenNow(row.row)})
    } else if (outcome?.kind === 'unchanged' && outcome.toJoin !== undefined) {
      const {record, recordId = ''} = outcome.toJoin
      found.push({index, row: {...outcome, record}, recordId, isNew: false, isWrittenNow: false})
    }
  }
  return found
}

/**
 * The same rows with what became of their memberships. A row that was left out since nothing of it changed is in the
 * list: that is part of what was remembered.
 */
export function withMemberships(
  settled: readonly Settled[],
  rows: readonly RowToJoin[],
  memberships: readonly RowListOutcome[],
): readonly Settled[] {
  const all = settled.map(asMember)
  for (const [at, {index}] of rows.entries()) {
    const [outcome, list] = [all[index], memberships[at]]
    if (outcome === undefined || list === undefined || outcome.kind === 'reject' || outcome.kind === 'linked') continue
    all[index] = outcome.kind === 'ack' ? {...outcome, list} : joinedAlone(outcome, list)
  }
  return all
}

function joinedAlone({kind, row, line, key}: Skip, list: RowListOutcome): Skip {
  return {kind, row, line, key, list}
}

function asMember(outcome: Settled): Settled {
  const isLeftOut = outcome.kind === 'unchanged' && outcome.toLink === undefined && outcome.toJoin === undefined
  return isLeftOut ? {...outcome, list: 'unchanged'} : outcome
}
