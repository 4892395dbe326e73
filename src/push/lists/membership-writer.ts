import {AppError} from '../../errors/app-error.js'
import type {HubSpotReply} from '../../hubspot/call-types.js'
import {type Membership, type MembershipRefusal, readMemberships} from '../../hubspot/lists/membership-verdict.js'
import type {ListName} from '../../rows/part-totals.js'
import type {RequestSize} from '../links/request-size.js'

export interface MembershipWriterPorts {
  readonly list: ListName
  readonly size: RequestSize
  /** Each id once. */
  readonly send: (recordIds: readonly string[]) => Promise<HubSpotReply>
}

/** A record that is to join. */
export interface Joining {
  readonly recordId: string
  /** This process has just made it, and asked for it in no request before: so it cannot be in the list. */
  readonly isNew: boolean
}

interface Answer {
  readonly memberships: readonly Membership[]
  /** One request was enough. */
  readonly isWhole: boolean
}

/** So often records are sent of which no answer says anything. */
const MOST_TRIES = 3
/** As many single records that are refused in the same words, before any was taken, are no coincidence. */
const MOST_ALIKE = 4

/**
 * Turns requests that add records to a list into one certain outcome a record. What HubSpot refuses as a whole is
 * halved: for a record that is in the way, or because it takes fewer at once than is known
 * (docs/hubspot-api.md#lists).
 */
export class MembershipWriter {
  readonly #ports: MembershipWriterPorts
  #hasTaken = false
  readonly #alike = new Map<string, number>()

  constructor(ports: MembershipWriterPorts) {
    this.#ports = ports
  }

  /** In the order of the records. @throws AppError for what would refuse every record alike */
  async add(records: readonly Joining[]): Promise<readonly Membership[]> {
    return (await this.#add(records)).memberships
  }

  async #add(records: readonly Joining[], tries = 1): Promise<Answer> {
    const ids = records.map(({recordId}) => recordId)
    const reply = await this.#ports.send([...new Set(ids)])
    const verdict = readMemberships(ids, reply)
    if (verdict.kind === 'told') return this.#told(records, verdict.memberships, reply)
    if (verdict.kind === 'refused') return this.#refused(records, verdict)
    if (tries < MOST_TRIES) return this.#add(records, tries + 1)
    return {memberships: ids.map(() => verdict.refusal), isWhole: true}
  }

  async #told(
    records: readonly Joining[],
    memberships: readonly Membership[],
    {fateUnknown}: HubSpotReply,
  ): Promise<Answer> {
    this.#hasTaken = true
    const passedOver = fateUnknown ? [] : passedOverIn(records, memberships)
    if (passedOver.length === 0) {
      this.#ports.size.answered(records.length, true)
      return {memberships, isWhole: true}
    }
    return {memberships: await this.#again(records, {memberships, passedOver}), isWhole: true}
  }

  /**
   * New records that the answer does not mention are asked for by themselves: it may have taken only the first ones.
   * Until one joins none of them: the others are in the list.
   */
  async #again(
    records: readonly Joining[],
    {memberships, passedOver}: {readonly memberships: readonly Membership[]; readonly passedOver: readonly number[]},
  ): Promise<readonly Membership[]> {
    const all = [...memberships]
    for (let open = passedOver, hasAdded = true; hasAdded && open.length > 0; ) {
      const {memberships: told} = await this.#add(open.flatMap(at => known(records[at])))
      for (const [index, at] of open.entries()) all[at] = told[index] ?? 'unchanged'
      hasAdded = told.includes('added')
      if (hasAdded) this.#ports.size.tooMany(records.length)
      open = open.filter(at => all[at] === 'unchanged')
    }
    return all
  }

  #refused(records: readonly Joining[], {refusal, isTooLong}: {refusal: MembershipRefusal; isTooLong: boolean}) {
    const {size} = this.#ports
    if (records.every(({recordId}) => recordId === records[0]?.recordId))
      return Promise.resolve({memberships: records.map(() => this.#refuse(refusal)), isWhole: false})
    if (isTooLong) size.tooMany(records.length)
    else size.answered(records.length, false)
    return this.#halve(records)
  }

  async #halve(records: readonly Joining[]): Promise<Answer> {
    const middle = Math.ceil(records.length / 2)
    const first = await this.#add(records.slice(0, middle))
    const second = await this.#add(records.slice(middle))
    if (first.isWhole && second.isWhole) this.#ports.size.tooMany(records.length) // none was in the way of the others
    return {memberships: [...first.memberships, ...second.memberships], isWhole: false}
  }

  #refuse(refusal: MembershipRefusal): MembershipRefusal {
    const words = refusal.said.replace(/\d+/g, '#')
    const count = (this.#alike.get(words) ?? 0) + 1
    this.#alike.set(words, count)
    if (!this.#hasTaken && count >= MOST_ALIKE) throw this.#allRefused(refusal)
    return refusal
  }

  #allRefused({said, status, correlationId = 'none'}: MembershipRefusal): AppError {
    const {name} = this.#ports.list
    const why = `HubSpot refuses every record for the list "${name}" in the same words (HTTP ${status})`
    return new AppError('CALL_REFUSED', `${why}: ${said || 'no reason given'} (correlationId ${correlationId})`)
  }
}

/** Where they are among the records; of one that comes twice, the first. */
function passedOverIn(records: readonly Joining[], memberships: readonly Membership[]): readonly number[] {
  const seen = new Set<string>()
  return records.flatMap(({recordId, isNew}, at) => {
    const isFirst = seen.size < seen.add(recordId).size
    return isFirst && isNew && memberships[at] === 'unchanged' ? [at] : []
  })
}

function known(record: Joining | undefined): readonly Joining[] {
  return record === undefined ? [] : [{...record, isNew: false}]
}
