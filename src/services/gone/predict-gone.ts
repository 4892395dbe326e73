import {join} from 'node:path'
import type {AppError} from '../../errors/app-error.js'
import type {PlainStep} from '../../errors/next-step.js'
import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import {orderKeyOf} from '../../mapping/row/record-key.js'
import {findRecords} from '../../push/archive/find-records.js'
import {clearMarks} from '../../push/gone/clear-marks.js'
import {findGone} from '../../push/gone/find-gone.js'
import {mostGone, type RunFacts, tooManyGone, whyWithheld} from '../../push/gone/gone-limit.js'
import {type GoneTarget, NO_TARGETS, readTargets} from '../../push/gone/target-file.js'
import {holdsByType} from '../../push/modes/holds-values.js'
import type {PushEvent} from '../../push/run/push-event.js'
import type {GoneCounts} from '../../rows/gone.js'
import type {Settled} from '../../rows/rows.js'
import {AppendFile} from '../../runs/journal/append-file.js'
import {type Comparison, compareMembers} from '../../runs/members/compare-members.js'
import type {MemberList} from '../../runs/members/member-list.js'
import {MemberLog} from '../../runs/members/member-log.js'
import {memberLogPath} from '../../runs/members/member-paths.js'
import {runDirectory} from '../../runs/run-paths.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {makeDirectory} from '../../shared/files/make-directory.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import type {AskedGone} from './asked-gone.js'
import {describeGone, openListOf, sourceWarnings} from './open-gone.js'

/** What `--gone` would do after the last row. */
export interface GonePrediction {
  readonly counts: GoneCounts
  /** The first records that would be archived or marked. */
  readonly listed: readonly GoneTarget[]
  readonly tooMany?: AppError<PlainStep>
  /** Requests; those that archive count as upserts. */
  readonly needed: {readonly reads: number; readonly upserts: number}
  readonly warnings: readonly string[]
}

interface PredictorOptions {
  readonly request: OpenPushRequest & {readonly gone: AskedGone}
  readonly opened: OpenedPush
  /** For what is not needed after it. */
  readonly directory: string
  readonly onEvent: (event: PushEvent) => void
  readonly stop: AbortSignal
  readonly defer: Defer
}

/** As many as a person looks through; all are counted. */
const LISTED = 1000

/** A dry run's view of `--gone`: by reading alone, and without the lock, so of the list as it is at that moment. */
export class GonePredictor {
  readonly #options: PredictorOptions
  readonly #list: MemberList
  readonly #log: MemberLog
  readonly #warnings: string[] = []

  private constructor(options: PredictorOptions, list: MemberList, log: MemberLog) {
    this.#options = options
    this.#list = list
    this.#log = log
  }

  static async open(options: PredictorOptions): Promise<GonePredictor> {
    const {request, opened, directory, defer} = options
    const {account, profile} = opened.connection
    const {object, mapping} = opened.plan
    const gone = await describeGone(request.gone, request, opened)
    const {dirs, env} = request
    const list = await openListOf({
      ...{dirs, env, profile},
      record: {portalId: account.portalId, object, key: mapping.key, gone},
    })
    const log = await MemberLog.open(join(directory, 'gone-log'), 0)
    defer(() => log.close())
    const predictor = new GonePredictor(options, list, log)
    predictor.#warnings.push(...sourceWarnings({gone}, request.gone))
    return predictor
  }

  async note(settled: readonly Settled[]): Promise<void> {
    this.#log.add(settled)
    await this.#log.flush(false)
  }

  async finish(facts: RunFacts): Promise<GonePrediction> {
    const {directory, request} = this.#options
    const compared = await this.#compare(await this.#listFiles())
    const {members, left} = compared.counts
    const {source, isComplete, members: before} = this.#list.state
    const returned = await this.#returned(compared.returned)
    const counts = {source, members, left, archived: 0, marked: 0, returned, spared: 0, withheld: 0}
    const withheld = {...counts, members: members + left, withheld: left}
    const why = whyWithheld(facts, {isComplete, members: before, isOvertaken: false})
    if (why !== undefined) {
      if (left > 0) this.#warnings.push(`Nothing would be archived or marked: ${why}.`)
      return {counts: withheld, listed: [], needed: requestsFor(0, 0), warnings: this.#warnings}
    }
    const most = mostGone(request.gone.threshold, this.#list.state)
    const {records, spared} = await this.#find(compared.left, Math.max(most, LISTED))
    const listed = await firstTargets(join(directory, 'gone-plan'))
    const warnings = this.#warnings
    if (records > most) {
      const tooMany = tooManyGone(most, {left, members: before})
      return {counts: {...withheld, spared}, listed, tooMany, needed: requestsFor(left, 0), warnings}
    }
    const done = request.gone.action.kind === 'archive' ? {archived: records} : {marked: records}
    return {counts: {...counts, ...done, spared}, listed, needed: requestsFor(left, records), warnings}
  }

  /** With what stopped runs would add to it. */
  async #listFiles(): Promise<string[]> {
    const {pending} = this.#list.state
    if (pending.length === 0) return this.#list.files
    const {directory, request} = this.#options
    const merged = join(directory, 'gone-pending')
    await makeDirectory(merged)
    const log = pending.map(run => memberLogPath(runDirectory(request.dirs.data, run)))
    const {next, left, returned} = await compareMembers({list: this.#list.files, log, directory: merged, orderKeyOf})
    return [next, left, returned]
  }

  async #compare(list: readonly string[]): Promise<Comparison> {
    const {directory} = this.#options
    const compared = join(directory, 'gone-compared')
    await makeDirectory(compared)
    return compareMembers({list, log: [join(directory, 'gone-log')], directory: compared, orderKeyOf})
  }

  async #returned(path: string): Promise<number> {
    const {opened, stop} = this.#options
    const {object, mapping, properties} = opened.plan
    const definitions = new Map(properties.map(property => [property.name, property]))
    return clearMarks(path, {
      ...this.#calls(),
      ...{idProperty: mapping.key, marks: this.#list.state.marks, earlier: NO_TARGETS, stop},
      holds: holdsByType(object.objectTypeId, name => definitions.get(name)),
      updater: {update: async () => new Map()}, // nothing is written
      keep: async () => {},
      isMapped: () => true,
      onFateUnknown: () => {},
      onRefused: () => {},
    })
  }

  async #find(left: string, most: number): Promise<{records: number; spared: number}> {
    const {directory, opened, stop} = this.#options
    const {hubspot, objectTypeId, options} = this.#calls()
    const idProperty = opened.plan.mapping.key
    let spared = 0
    const seen = await DiskKeyMap.create(join(directory, 'gone-seen'))
    const plan = await AppendFile.open(join(directory, 'gone-plan'), 0)
    try {
      const records = await findGone(left, plan, {
        find: rows => findRecords(rows, {hubspot, objectTypeId, idProperty, options}),
        ...{orderKeyOf, log: join(directory, 'gone-log'), others: join(directory, 'gone-others')},
        ...{earlier: NO_TARGETS, seen, most, stop},
        onSpared: (key, why) => {
          spared += 1
          if (spared <= 5)
            this.#warnings.push(`"${key}" has left the file, and its record would be left as it is: ${why}.`)
        },
      })
      return {records, spared}
    } finally {
      await plan.close()
      await seen.delete()
    }
  }

  #calls() {
    const {opened, stop, onEvent} = this.#options
    const onWaiting = (waiting: Extract<PushEvent, {type: 'waiting'}>['waiting']): void =>
      onEvent({type: 'waiting', waiting})
    const {objectTypeId} = opened.plan.object
    return {hubspot: opened.connection.hubspot, objectTypeId, options: {signal: stop, onWaiting}}
  }
}

function requestsFor(read: number, changed: number): GonePrediction['needed'] {
  return {reads: Math.ceil(read / MAX_INPUTS), upserts: Math.ceil(changed / MAX_INPUTS)}
}

async function firstTargets(plan: string): Promise<readonly GoneTarget[]> {
  for await (const targets of readTargets(plan, LISTED)) return targets
  return []
}
