import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import {AppendFile} from '../../runs/journal/append-file.js'
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
  /** A path, for keys that lead to a record with another key of its own: as many as a list has, so on disk. */
  readonly others: string
  readonly stop: AbortSignal
  readonly onSpared: (key: string, why: string) => void
}

/**
 * The records of members that have left the file: read by key before the first of them is changed, and written to
 * `plan`. A record that may be another member's is spared. Returns how many there are, at most one more than `most`.
 * Throws the reason of `stop`.
 */
export async function findGone(left: string, plan: AppendFile, ports: FindGonePorts): Promise<number> {
  const others = await AppendFile.open(ports.others, 0)
  try {
    const records = await findTargets(left, new GoneFinder({plan, others}, ports), ports)
    await spareOthers(ports)
    return records
  } finally {
    await others.close()
  }
}

async function findTargets(left: string, finder: GoneFinder, ports: FindGonePorts): Promise<number> {
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

/** A record that goes by a key of its own, which has left as well, is not spared. */
async function spareOthers({others, seen, onSpared}: FindGonePorts): Promise<void> {
  for await (const lines of lineChunks(others))
    for (const line of lines) {
      const {key, recordId, why} = JSON.parse(line) as OtherKey // as it was written
      if (seen.get(recordId) === undefined) onSpared(key, why)
    }
}

interface OtherKey {
  readonly key: string
  readonly recordId: string
  readonly why: string
}

class GoneFinder {
  records = 0
  readonly #files: {readonly plan: AppendFile; readonly others: AppendFile}
  readonly #ports: FindGonePorts
  #suspects: GoneTarget[] = []

  constructor(files: {readonly plan: AppendFile; readonly others: AppendFile}, ports: FindGonePorts) {
    this.#files = files
    this.#ports = ports
  }

  take(key: string, target: KeyTarget | undefined): void {
    if (target === undefined) throw new Error('The key of a member was not read: this is a bug in hubspot-push.')
    const {earlier} = this.#ports
    if (target.kind === 'additional-email' || target.kind === 'merged') {
      const recordId = target.kind === 'merged' ? target.survivorId : target.recordId
      this.#files.others.append(`${JSON.stringify({key, recordId, why: whySpared(target)} satisfies OtherKey)}\n`)
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
    await this.#files.others.flush(false)
    await this.#files.plan.flush(isEnd)
  }

  #add(target: GoneTarget): void {
    const {seen} = this.#ports
    if (seen.get(target.recordId) !== undefined) return
    seen.set(target.recordId, 1)
    this.#files.plan.append(targetLine(target))
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
