import {rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {orderKeyOf} from '../../mapping/row/record-key.js'
import type {GoneCounts} from '../../rows/gone.js'
import {AppendFile} from '../../runs/journal/append-file.js'
import {type Comparison, compareMembers} from '../../runs/members/compare-members.js'
import {lineChunks} from '../../runs/members/line-chunks.js'
import type {LastRun, Mark} from '../../runs/members/member-list.js'
import {gonePaths, memberLogPath} from '../../runs/members/member-paths.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {makeDirectory} from '../../shared/files/make-directory.js'
import {findRecords} from '../archive/find-records.js'
import {carryOut} from './carry-out.js'
import {type ChangePorts, RecordUpdater} from './change-records.js'
import {clearMarks} from './clear-marks.js'
import {findGone} from './find-gone.js'
import {isCompleteRun, mostGone, type RunFacts, whyWithheld} from './gone-limit.js'
import type {GonePhaseOptions} from './gone-request.js'
import {type GoneTarget, readEarlierTargets, targetLine} from './target-file.js'

export type SettlePorts = GonePhaseOptions & Pick<ChangePorts, 'onFateUnknown'>

/**
 * Makes the list of a run out of the one before: compares, clears the marks of members that came back, archives or
 * marks the records of those that have left unless a guard forbids it, and replaces the list when all of that is
 * answered. A run that a guard holds back adds its keys to the list, and takes none off it.
 * Throws the reason of `stop`, and AppError for what ends the run: it can be resumed.
 */
export async function settleList(facts: RunFacts, ports: SettlePorts): Promise<void> {
  const {list, log, directory} = ports
  await log.flush(true)
  await makeDirectory(list.workDirectory)
  const compared = await compareMembers({
    list: list.files,
    log: [memberLogPath(directory)],
    directory: list.workDirectory,
    orderKeyOf,
  })
  const settlement = new Settlement(compared, ports)
  try {
    await settlement.settle(facts)
  } finally {
    settlement.tellRest()
  }
}

/** Record ids; of more it takes a disk. */
const MOST_IN_MEMORY = 20_000

/** Told one by one; the others are counted. */
const TOLD = 5

type Decision =
  | {readonly kind: 'withheld'; readonly why?: string; readonly tooMany?: LastRun['tooMany']}
  | {readonly kind: 'go'}

class Settlement {
  readonly #compared: Comparison
  readonly #ports: SettlePorts
  readonly #change: ChangePorts
  readonly #updater: RecordUpdater
  readonly #marks: Mark[]
  #returned = 0
  #spared = 0
  #told = 0
  #untold = 0

  constructor(compared: Comparison, ports: SettlePorts) {
    this.#compared = compared
    this.#ports = ports
    this.#change = {...ports.change, onFateUnknown: ports.onFateUnknown}
    this.#updater = new RecordUpdater(this.#change)
    this.#marks = [...ports.list.state.marks]
  }

  async settle(facts: RunFacts): Promise<void> {
    this.#returned = await this.#clearMarks()
    const decision = await this.#decide(facts)
    const next = await AppendFile.openAtEnd(this.#compared.next)
    try {
      const last = decision.kind === 'go' ? await this.#go(next) : await this.#withhold(decision, next)
      await next.flush(true)
      await this.#replace(facts, last)
    } finally {
      await next.close()
    }
  }

  tellRest(): void {
    if (this.#untold > 0) this.#ports.warn(`${this.#untold} more records were left as they are.`)
  }

  async #clearMarks(): Promise<number> {
    if (this.#compared.counts.returned === 0) return 0
    const {directory, idProperty, list, isMapped, stop} = this.#ports
    const {cleared} = gonePaths(directory)
    const earlier = await readEarlierTargets(cleared, this.#scratch('cleared'))
    const file = await AppendFile.openAtEnd(cleared)
    let keeping = Promise.resolve()
    const keep = (targets: readonly GoneTarget[]): Promise<void> => {
      for (const target of targets) file.append(targetLine(target))
      keeping = keeping.then(() => file.flush(true))
      return keeping
    }
    try {
      return await clearMarks(this.#compared.returned, {
        ...{
          ...this.#change,
          idProperty,
          updater: this.#updater,
          marks: list.state.marks,
          earlier,
          keep,
          isMapped,
          stop,
        },
        onRefused: (key, why) => this.#tell(`The mark of "${key}" was not cleared, although it came back: ${why}`),
      })
    } finally {
      await file.close()
      await earlier.close()
    }
  }

  async #decide(facts: RunFacts): Promise<Decision> {
    const {list, isOvertaken, threshold, warn, onNote} = this.#ports
    const {members} = list.state
    const {left} = this.#compared.counts
    const why = whyWithheld(facts, {...list.state, isOvertaken})
    if (why !== undefined) {
      const told = `${left} ${left === 1 ? 'member has' : 'members have'} left the file. Nothing was archived or marked: ${why}.`
      if (left > 0 || facts.read === 0) warn(left > 0 ? told : `Nothing was archived or marked: ${why}.`)
      return {kind: 'withheld', why}
    }
    const most = mostGone(threshold, list.state)
    const records = await this.#find(most)
    if (records > most) return {kind: 'withheld', tooMany: {most, of: members}}
    if (records > 0) onNote(`${records} ${records === 1 ? 'record has' : 'records have'} left the file.`)
    return {kind: 'go'}
  }

  /** The plan of an earlier process stays until this one's is whole. */
  async #find(most: number): Promise<number> {
    if (this.#compared.counts.left === 0) return 0
    const {directory, idProperty, stop} = this.#ports
    const {hubspot, objectTypeId, options} = this.#change
    const {plan} = gonePaths(directory)
    const earlier = await readEarlierTargets(plan, this.#scratch('planned'))
    const {left} = this.#compared.counts
    const onDisk = left > MOST_IN_MEMORY ? await DiskKeyMap.create(this.#scratch('seen')) : undefined
    const seen = onDisk ?? new Map<string, number>()
    const file = await AppendFile.open(`${plan}.new`, 0)
    try {
      const records = await findGone(this.#compared.left, file, {
        find: rows => findRecords(rows, {hubspot, objectTypeId, idProperty, options}),
        ...{orderKeyOf, log: memberLogPath(directory), others: this.#scratch('others'), earlier, seen, most, stop},
        onSpared: (key, why) => {
          this.#spared += 1
          this.#tell(`"${key}" has left the file, and its record was left as it is: ${why}.`)
        },
      })
      await rename(`${plan}.new`, plan)
      return records
    } finally {
      await file.close()
      await onDisk?.delete()
      await earlier.close()
    }
  }

  async #go(next: AppendFile): Promise<Omit<LastRun, 'run' | 'at'>> {
    const {action, directory, stop, onGone} = this.#ports
    const {left} = this.#compared.counts
    const {plan, results} = gonePaths(directory)
    const counts = {...this.#counts(), archived: 0, marked: 0}
    if (left === 0) return {counts, refused: 0}
    const file = await AppendFile.open(results, 0)
    try {
      const done = await carryOut(plan, {
        ...{...this.#change, action, updater: this.#updater, mark: this.#markNumber(), results: file, next, stop},
        ...(onGone && {onGone}),
        onRefused: (key, why) => this.#tell(`"${key}" has left the file, and HubSpot did not take the change: ${why}`),
      })
      counts[action.kind === 'archive' ? 'archived' : 'marked'] = done.changed
      return {counts: {...counts, members: counts.members + done.refused}, refused: done.refused}
    } finally {
      await file.close()
    }
  }

  async #withhold({tooMany}: Decision & {kind: 'withheld'}, next: AppendFile): Promise<Omit<LastRun, 'run' | 'at'>> {
    const {left} = this.#compared.counts
    await rm(gonePaths(this.#ports.directory).results, {force: true})
    for await (const lines of lineChunks(this.#compared.left)) {
      next.append(`${lines.join('\n')}\n`)
      await next.flush(false)
    }
    const counts = this.#counts()
    return {
      counts: {...counts, members: counts.members + left, withheld: left},
      refused: 0,
      ...(tooMany && {tooMany}),
    }
  }

  #counts(): GoneCounts {
    const {members, left} = this.#compared.counts
    const changed = {archived: 0, marked: 0, returned: this.#returned, spared: this.#spared, withheld: 0}
    return {source: this.#ports.list.state.source, members, left, ...changed}
  }

  async #replace(facts: RunFacts, last: Omit<LastRun, 'run' | 'at'>): Promise<void> {
    const {list, run, clock, isOvertaken} = this.#ports
    const {state} = list
    const isComplete = isCompleteRun(facts, {...state, isOvertaken})
    const held = state.isComplete ? last.counts.members : this.#compared.counts.members
    await list.replace({
      path: this.#compared.next,
      isComplete: state.isComplete || isComplete,
      members: last.counts.members,
      ...(isComplete && last.tooMany === undefined && {basis: held}),
      marked: this.#compared.counts.marked + last.counts.marked,
      marks: this.#marks,
      pending: state.pending.filter(other => other !== run),
      last: {run, at: new Date(clock.now()).toISOString(), ...last},
    })
  }

  #markNumber(): number {
    const {action} = this.#ports
    if (action.kind !== 'mark') return -1
    const {property, value} = action
    const known = this.#marks.findIndex(mark => mark.property === property && mark.value === value)
    return known >= 0 ? known : this.#marks.push({property, value}) - 1
  }

  #tell(message: string): void {
    if (this.#told === TOLD) this.#untold += 1
    else {
      this.#told += 1
      this.#ports.warn(message)
    }
  }

  #scratch(name: string): string {
    return join(this.#ports.list.workDirectory, name)
  }
}
