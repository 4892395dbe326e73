import type {RowLinkOutcome, Settled} from '../../rows/rows.js'
import type {BatchOutcome} from '../line/batch.js'
import type {RowToLink} from './row-wishes.js'

export interface WrittenFacts {
  /** Record ids by key, for rows whose reply did not name theirs. At most 1,000 keys. */
  readonly recordIds: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Not by a process before: since then, others may have linked a record that the row made. */
  readonly isWrittenNow: (row: number) => boolean
}

/** A row of a batch that has links, and where it stands there. */
export interface LinkedRow extends RowToLink {
  readonly index: number
  /** This row made the record, so that nothing else can have linked it. */
  readonly isNew: boolean
}

/** The rows of a written batch that say something of links, in file order. */
export async function rowsToLink(
  outcome: BatchOutcome,
  objectTypeId: string,
  facts: WrittenFacts,
): Promise<readonly LinkedRow[]> {
  const found = linkedRows(outcome, facts)
  const unnamed = found.filter(({recordId}) => recordId === undefined).map(({row}) => row.key)
  const read = unnamed.length === 0 ? new Map<string, string>() : await facts.recordIds(unnamed)
  return found.map(({recordId, ...row}) => ({
    ...row,
    recordId: recordId ?? read.get(row.row.key) ?? '',
    objectTypeId,
  }))
}

type Unnamed = Omit<LinkedRow, 'recordId' | 'objectTypeId'> & {readonly recordId: string | undefined}

function linkedRows({batch, settled}: BatchOutcome, {isWrittenNow}: WrittenFacts): readonly Unnamed[] {
  const found: Unnamed[] = []
  for (const [index, row] of batch.rows.entries()) {
    const outcome = settled[index]
    if (row.kind === 'mapped' && row.links !== undefined && outcome?.kind === 'ack') {
      const {recordId, created} = outcome
      found.push({index, row, links: row.links, recordId, isNew: created && isWrittenNow(row.row)})
    } else if (outcome?.kind === 'unchanged' && outcome.toLink !== undefined) {
      const {record, links, recordId} = outcome.toLink
      found.push({index, row: {...outcome, record}, links, recordId, isNew: false})
    }
  }
  return found
}

/** The same rows with what became of their links. */
export function withLinks(
  settled: readonly Settled[],
  rows: readonly LinkedRow[],
  links: readonly RowLinkOutcome[],
): readonly Settled[] {
  const all = [...settled]
  for (const [at, {index}] of rows.entries()) {
    const [outcome, ofRow] = [all[index], links[at]]
    if (outcome === undefined || outcome.kind === 'reject' || ofRow === undefined) continue
    const {toLink: _, ...told} = {toLink: undefined, ...outcome}
    all[index] = {...told, links: ofRow}
  }
  return all
}
