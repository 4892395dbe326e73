import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import type {AppendFile} from '../../runs/journal/append-file.js'
import {lineChunks, lineGroups} from '../../runs/members/line-chunks.js'
import {keyOf, signOf} from '../../runs/members/member-line.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import type {KeyedRow, KeyTarget} from '../archive/find-records.js'
import {type EarlierTargets, type GoneTarget, targetLine} from './target-file.js'

/** Reads, or requests that change records, in flight at once: HubSpot's pace is the limit, not this. */
export const AT_ONCE = 8
/** Contacts with several e-mails that are looked for in the file at once. */
const SUSPECTS_AT_ONCE = 20_000

export interface FindGonePorts {
  readonly find: (rows: readonly KeyedRow[]) => Promise<ReadonlyMap<string, KeyTarget>>
  readonly orderKeyOf: (key: string) => string
  /** Lines of the run's keys. */
  readonly log: string
  /** What an earlier process of the run may have archived; absent records of any other key are gone already. */
  readonly earlier: EarlierTargets
  /** Record ids that were found already. */
  readonly seen: {get(recordId: string): number | undefined; set(recordId: string, at: number): void}
  /** More records than this are not looked for. */
  readonly most: number
  readonly stop: AbortSignal
  readonly onSpared: (key: string, why: string) => void
}

/**
 * The records of members that have left the file: read by key before the first of them is changed, and written to
 * `plan`. A record that may be another member's is spared. Returns how many there are, at most one more than `most`.
 * Throws the reason of `stop`.
 */
export async function findGone(left: string, plan: AppendFile, ports: FindGonePorts): Promise<number> {
  const finder = new GoneFinder(plan, ports)
  const read = async (lines: readonly string[]) => {
    const keys = lines.map(keyOf)
    return {keys, targets: await ports.find(keys.map(key => ({key, orderKey: ports.orderKeyOf(key)})))}
  }
  const bounds = {underWay: () => AT_ONCE, kept: AT_ONCE}
  for await (const {keys, targets} of mapConcurrent(lineGroups(left, MAX_INPUTS), bounds, read)) {
    ports.stop.throwIfAborted()
    for (const key of keys) finder.take(key, targets.get(key))
    await finder.flush(false)
    if (finder.records > ports.most) break
  }
  await finder.flush(true)
  return finder.records
}

class GoneFinder {
  records = 0
  readonly #plan: AppendFile
  readonly #ports: FindGonePorts
  #suspects: GoneTarget[] = []
  /** Keys that lead to a record with another key of its own. */
  readonly #others: {readonly key: string; readonly recordId: string; readonly why: string}[] = []

  constructor(plan: AppendFile, ports: FindGonePorts) {
    this.#plan = plan
    this.#ports = ports
  }

  take(key: string, target: KeyTarget | undefined): void {
    if (target === undefined) throw new Error('The key of a member was not read: this is a bug in hubspot-push.')
    const {earlier} = this.#ports
    if (target.kind === 'additional-email' || target.kind === 'merged') {
      const recordId = target.kind === 'merged' ? target.survivorId : target.recordId
      this.#others.push({key, recordId, why: whySpared(target)})
      return
    }
    const recordId = target.kind === 'record' ? target.recordId : earlier.recordIdOf(key)
    if (recordId === undefined) return
    const otherKeys = target.kind === 'record' ? target.otherKeys : undefined
    if (otherKeys === undefined) this.#add({recordId, key})
    else this.#suspects.push({recordId, key, otherKeys})
  }

  async flush(isEnd: boolean): Promise<void> {
    if (this.#suspects.length >= SUSPECTS_AT_ONCE || (isEnd && this.#suspects.length > 0)) await this.#clearSuspects()
    if (isEnd) this.#spareOthers()
    await this.#plan.flush(isEnd)
  }

  /** A record that goes by a key of its own, which has left as well, is not spared. */
  #spareOthers(): void {
    const {seen, onSpared} = this.#ports
    for (const {key, recordId, why} of this.#others) if (seen.get(recordId) === undefined) onSpared(key, why)
  }

  #add(target: GoneTarget): void {
    const {seen} = this.#ports
    if (seen.get(target.recordId) !== undefined) return
    seen.set(target.recordId, 1)
    this.#plan.append(targetLine(target))
    this.records += 1
  }

  /** A contact that the file holds under another of its e-mails has not left. */
  async #clearSuspects(): Promise<void> {
    const {orderKeyOf, log, onSpared} = this.#ports
    const asked = new Set(this.#suspects.flatMap(({otherKeys = []}) => otherKeys.map(orderKeyOf)))
    const held = await heldAmong(asked, log, orderKeyOf)
    for (const target of this.#suspects) {
      const other = target.otherKeys?.find(key => held.has(orderKeyOf(key)))
      if (other === undefined) this.#add(target)
      else onSpared(target.key, `the file holds the same contact as ${other}`)
    }
    this.#suspects = []
  }
}

function whySpared(target: Extract<KeyTarget, {kind: 'additional-email' | 'merged'}>): string {
  if (target.kind === 'merged') return `it was merged into record ${target.survivorId}`
  const {recordId, primary} = target
  return `it is an additional e-mail of contact ${recordId}${primary === undefined ? '' : `, whose primary one is ${primary}`}`
}

async function heldAmong(
  orderKeys: ReadonlySet<string>,
  log: string,
  orderKeyOf: (key: string) => string,
): Promise<ReadonlySet<string>> {
  const held = new Set<string>()
  for await (const lines of lineChunks(log)) {
    for (const line of lines) {
      if (signOf(line) === '-') continue
      const orderKey = orderKeyOf(keyOf(line))
      if (orderKeys.has(orderKey)) held.add(orderKey)
    }
  }
  return held
}
