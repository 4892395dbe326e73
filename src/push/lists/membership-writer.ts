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

  /** In the order of the ids. @throws AppError for what would refuse every record alike */
  async add(recordIds: readonly string[]): Promise<readonly Membership[]> {
    return (await this.#add(recordIds)).memberships
  }

  async #add(recordIds: readonly string[], tries = 1): Promise<Answer> {
    const {size, send} = this.#ports
    const verdict = readMemberships(recordIds, await send([...new Set(recordIds)]))
    if (verdict.kind === 'told') {
      this.#hasTaken = true
      size.answered(recordIds.length, true)
      return {memberships: verdict.memberships, isWhole: true}
    }
    if (verdict.kind === 'unclear')
      return tries < MOST_TRIES
        ? this.#add(recordIds, tries + 1)
        : {memberships: recordIds.map(() => verdict.refusal), isWhole: true}
    if (new Set(recordIds).size === 1)
      return {memberships: recordIds.map(() => this.#refuse(verdict.refusal)), isWhole: false}
    if (verdict.isTooLong) size.tooMany(recordIds.length)
    else size.answered(recordIds.length, false)
    return this.#halve(recordIds)
  }

  async #halve(recordIds: readonly string[]): Promise<Answer> {
    const middle = Math.ceil(recordIds.length / 2)
    const first = await this.#add(recordIds.slice(0, middle))
    const second = await this.#add(recordIds.slice(middle))
    if (first.isWhole && second.isWhole) this.#ports.size.tooMany(recordIds.length) // none was in the way of the others
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
