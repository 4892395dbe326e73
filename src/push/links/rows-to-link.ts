import type {Ack, RowLinkOutcome, Settled, Skip} from '../../rows/rows.js'
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
  const found = linkedRows(outcome, objectTypeId, facts)
  if (!found.some(({recordId}) => recordId === '')) return found
  const unnamed = found.filter(({recordId}) => recordId === '').map(({row}) => row.key)
  const read = await facts.recordIds(unnamed)
  return found.map(row => (row.recordId === '' ? {...row, recordId: read.get(row.row.key) ?? ''} : row))
}

function linkedRows(
  {batch, settled}: BatchOutcome,
  objectTypeId: string,
  {isWrittenNow}: WrittenFacts,
): readonly LinkedRow[] {
  const found: LinkedRow[] = []
  for (let index = 0; index < settled.length; index += 1) {
    const [row, outcome] = [batch.rows[index], settled[index]]
    if (row?.kind === 'mapped' && row.links !== undefined && outcome?.kind === 'ack') {
      const {recordId = '', created} = outcome
      found.push({index, row, links: row.links, recordId, objectTypeId, isNew: created && isWrittenNow(row.row)})
    } else if (outcome?.kind === 'unchanged' && outcome.toLink !== undefined) {
      const {record, links, recordId = ''} = outcome.toLink
      found.push({index, row: {...outcome, record}, links, recordId, objectTypeId, isNew: false})
    }
  }
  return found
}

/** An outcome that nobody but this push holds: a copy of each row's would be a third of what linking allocates. */
type OpenAck = {-readonly [name in keyof Ack]: Ack[name]}

/** The same rows with what became of their links. */
export function withLinks(
  settled: readonly Settled[],
  rows: readonly LinkedRow[],
  links: readonly RowLinkOutcome[],
): readonly Settled[] {
  const all = [...settled]
  for (const [at, {index}] of rows.entries()) {
    const [outcome, ofRow] = [all[index], links[at]]
    if (outcome === undefined || ofRow === undefined) continue
    if (outcome.kind === 'ack') (outcome satisfies Ack as OpenAck).links = ofRow
    else if (outcome.kind === 'unchanged') all[index] = linkedAlone(outcome, ofRow)
  }
  return all
}

function linkedAlone({kind, row, line, key}: Skip, links: RowLinkOutcome): Skip {
  return {kind, row, line, key, links}
}
