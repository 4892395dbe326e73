import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import {addMembers} from '../../hubspot/lists/list-calls.js'
import type {Membership} from '../../hubspot/lists/membership-verdict.js'
import type {ListName} from '../../rows/part-totals.js'
import type {RowListOutcome} from '../../rows/rows.js'
import type {BatchOutcome} from '../line/batch.js'
import {FlushPolicy} from '../links/flush-policy.js'
import {Gather} from '../links/gather.js'
import {RequestSize} from '../links/request-size.js'
import type {WrittenFacts} from '../links/rows-to-link.js'
import {rejectMembership, rejectUnknownRecord} from './list-rejects.js'
import {MAX_MEMBERS} from './max-members.js'
import {type Joining, MembershipWriter} from './membership-writer.js'
import {type RowToJoin, rowsToJoin, withMemberships} from './rows-to-join.js'

export interface ListStagePorts {
  readonly list: ListName
  readonly hubspot: HubSpot
  readonly options: CallOptions
  /** Most requests in flight. */
  readonly mostUnderWay: () => number
  readonly sleep: (ms: number) => Promise<void>
}

/** How many batches may come behind the first record of a request: they fit the window of 64. */
const MOST_BATCHES = 48

/**
 * Puts the records of written rows into a list. A batch comes when its rows are written, and leaves when their records
 * are in the list, or were refused; requests are filled across the batches that wait. Order does not count, and what is
 * sent again changes nothing.
 */
export class ListStage {
  readonly policy: FlushPolicy
  readonly #list: ListName
  readonly #members: Gather<Joining, Membership>

  constructor({list, hubspot, options, mostUnderWay, sleep}: ListStagePorts) {
    this.#list = list
    this.policy = new FlushPolicy({sleep})
    const size = new RequestSize(MAX_MEMBERS)
    const send = (ids: readonly string[]) => addMembers(hubspot, list.id, ids, options)
    const writer = new MembershipWriter({list, size, send})
    this.#members = new Gather({...size.bounds(mostUnderWay), send: records => writer.add(records)})
    this.policy.watch(this.#members, MOST_BATCHES)
  }

  /** The same outcome, with what became of the memberships of its rows. @throws AppError for what ends the run */
  async join(outcome: BatchOutcome, facts: WrittenFacts): Promise<BatchOutcome> {
    this.policy.batchCame()
    try {
      const rows = await rowsToJoin(outcome, facts)
      return {...outcome, settled: withMemberships(outcome.settled, rows, await this.#joinRows(rows))}
    } catch (error) {
      this.policy.fail(error)
      throw error
    }
  }

  async #joinRows(rows: readonly RowToJoin[]): Promise<readonly RowListOutcome[]> {
    const records = recordsOf(rows)
    const answers = this.#members.add(records)
    this.policy.stir()
    const told = await answers
    const memberships = new Map(records.map(({recordId}, index) => [recordId, told[index] ?? 'unchanged']))
    return rows.map(row => {
      const membership = memberships.get(row.recordId)
      if (membership === 'added') memberships.set(row.recordId, 'unchanged') // it joins with the first of its rows
      return this.#outcomeOf(row, membership)
    })
  }

  #outcomeOf(row: RowToJoin, membership: Membership | undefined): RowListOutcome {
    if (membership === undefined) return rejectUnknownRecord(row, this.#list)
    if (typeof membership === 'object') return rejectMembership(row, this.#list, membership)
    return row.isNew ? 'added' : membership
  }
}

/** Each once, in the order of the first of its rows. */
function recordsOf(rows: readonly RowToJoin[]): readonly Joining[] {
  const records = new Map<string, Joining>()
  for (const {recordId, isNew, isWrittenNow} of rows)
    if (recordId !== '' && !records.has(recordId)) records.set(recordId, {recordId, isNew: isNew && isWrittenNow})
  return [...records.values()]
}
