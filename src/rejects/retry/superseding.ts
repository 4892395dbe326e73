import {join} from 'node:path'
import type {SavedMapping} from '../../mapping/mapping-types.js'
import {partOf, type RejectedPart} from '../../rows/rejected-part.js'
import type {Reject, RejectedLink, Settled} from '../../rows/rows.js'
import {readRejects} from '../../runs/journal/read-rejects.js'
import {type Resolution, ResolutionWriter} from '../../runs/resolutions.js'
import {runDirectory} from '../../runs/run-paths.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {hasErrorCode} from '../../shared/files/error-code.js'
import {RejectedKeys, type RowAge} from './rejected-keys.js'

interface SupersedingOptions {
  readonly dataDir: string
  /** The run that writes. */
  readonly record: RunRecord
  readonly defer: (cleanup: () => Promise<void>) => void
}

/**
 * Marks rejected rows that a later row of their very key overtakes, so that a retry does not put older values over
 * newer ones. A row of a key that only looks alike overtakes nothing: the rejected row may have a record of its own,
 * and would never be sent.
 */
export interface Superseding {
  /**
   * To be called with the rows of a batch, in order, before the ledger counts them: a mark must not be lost where the
   * write is remembered.
   * `ages`: how old each row is, where it was read by an earlier run.
   */
  note(settled: readonly Settled[], ages?: readonly (RowAge | undefined)[]): Promise<void>
}

/**
 * Reads the keys of all open rejects of the same portal, object and key property: only the holder of their lock may do
 * so. Rejects whose values were not kept have no readable key, but cannot be sent again either.
 */
export async function openSuperseding({dataDir, record, defer}: SupersedingOptions): Promise<Superseding> {
  const {run, portalId, object} = record
  const store = new RunStore(dataDir)
  const parts = new PartNames(record)
  const keys = new RejectedKeys(
    join(dataDir, 'refused-keys', `${portalId}-${object.objectTypeId}`),
    await store.readOrder(),
  )
  defer(() => keys.delete())
  for await (const stored of store.oldestFirst(other => isSameTarget(other, record))) {
    for await (const reject of readRejects(stored)) {
      const {key, row, origin, resolvedBy, supersededBy} = reject
      if (key === undefined || reject.record === undefined || resolvedBy !== undefined || supersededBy !== undefined)
        continue
      const age = origin ?? {run: stored.record.run, row}
      const name = parts.nameOf(key, reject)
      if (name !== undefined) await keys.add(name, {run: stored.record.run, row, age, ...partOf(reject)})
    }
  }
  return {
    async note(settled, ages = []) {
      if (keys.isEmpty && !settled.some(hasReject)) return
      const overtaken: Overtaken[] = []
      for (const [index, outcome] of settled.entries()) {
        const age = ages[index] ?? {run, row: outcome.row}
        if (outcome.kind === 'reject' && outcome.key !== undefined) {
          await keys.add(outcome.key, {run, row: outcome.row, age})
        } else if (outcome.kind === 'ack' || outcome.kind === 'unchanged') {
          const by = {run, row: outcome.row}
          for (const refused of keys.takeOlder(outcome.key, age)) overtaken.push({refused, by})
          for (const name of parts.namesOf(outcome))
            for (const refused of keys.takeOlder(name, age)) overtaken.push({refused, by})
          for (const reject of partsRejected(outcome)) {
            const name = parts.nameOf(outcome.key, reject)
            if (name !== undefined) await keys.add(name, {run, row: outcome.row, age, ...partOf(reject)})
          }
        }
      }
      await markOvertaken(dataDir, overtaken)
    },
  }
}

/**
 * What overtakes a reject. The row itself: its key. A link: where links are added, a later row that names the same
 * record in the same column; where they are replaced, any later row of which that column says something. A membership:
 * a later row whose record joins the same list. Undefined where the run has no such column or list.
 */
class PartNames {
  readonly #columns: readonly string[]
  readonly #replaces: boolean
  readonly #listId: string | undefined

  constructor({mapping, list}: RunRecord) {
    const {associate = [], associations} = (mapping ?? {}) as Partial<SavedMapping>
    this.#columns = associate.map(({column}) => column)
    this.#replaces = associations === 'replace'
    this.#listId = list?.id
  }

  nameOf(key: string, {link, list}: RejectedPart): string | undefined {
    if (link !== undefined) return this.#ofLink(key, link)
    if (list === undefined) return key
    return list.id === this.#listId ? `${key}\0list` : undefined
  }

  #ofLink(key: string, {column, value}: Pick<RejectedLink, 'column' | 'value'>): string | undefined {
    if (!this.#columns.includes(column)) return undefined
    return `${key}\0${JSON.stringify(this.#replaces ? [column] : [column, value])}`
  }

  /** Of a written row, without itself. */
  namesOf({key, links, list}: Exclude<Settled, Reject>): readonly string[] {
    const ofLinks = (links?.wanted ?? []).flatMap(({column: at, names}) => {
      const column = this.#columns[at] ?? ''
      const values = this.#replaces ? [''] : names
      return values.flatMap(value => this.#ofLink(key, {column, value}) ?? [])
    })
    return list === undefined ? ofLinks : [...ofLinks, `${key}\0list`]
  }
}

/** Of a written row. */
function partsRejected({links, list}: Exclude<Settled, Reject>): readonly Reject[] {
  return [...(links?.rejects ?? []), ...(typeof list === 'object' ? [list] : [])]
}

function hasReject(settled: Settled): boolean {
  return settled.kind === 'reject' || partsRejected(settled).length > 0
}

export interface Overtaken {
  readonly refused: Resolution & RejectedPart
  readonly by: Resolution
}

/** On disk when it returns. */
export async function markOvertaken(dataDir: string, overtaken: readonly Overtaken[]): Promise<void> {
  for (const run of new Set(overtaken.map(({refused}) => refused.run))) {
    const marks = overtaken.filter(({refused}) => refused.run === run)
    const writer = await openUnlessGone(runDirectory(dataDir, run))
    if (writer === undefined) continue
    try {
      await writer.add(marks.map(({refused, by}) => ({row: refused.row, ...partOf(refused), supersededBy: by})))
    } finally {
      await writer.close()
    }
  }
}

/** Undefined for a run that was pruned meanwhile: its rejects went with it. */
async function openUnlessGone(directory: string): Promise<ResolutionWriter | undefined> {
  try {
    return await ResolutionWriter.open(directory)
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Whether keys of one run name the records that keys of the other do. */
export function isSameTarget(one: RunRecord, other: RunRecord): boolean {
  return (
    one.portalId === other.portalId && one.object.objectTypeId === other.object.objectTypeId && one.key === other.key
  )
}

/**
 * Runs that may have written, without knowing it, what is newer than the rejects of a run: they, or the run itself, did
 * not finish, so what they had in flight at their end was never settled. Newest first.
 */
export async function findUnfinishedSince(store: RunStore, {record}: StoredRun): Promise<string[]> {
  const found: string[] = []
  for await (const stored of store.newestFirst()) {
    if (isUnfinished(stored, record)) found.push(stored.record.run)
    if (stored.record.run === record.run) break
  }
  return found
}

function isUnfinished(stored: StoredRun, record: RunRecord): boolean {
  const {record: other, checkpoint} = stored
  const mayHaveSent = other.checkOnly !== true && other.parent === undefined && checkpoint !== undefined
  return mayHaveSent && isSameTarget(other, record) && checkpoint.line.state !== 'finished'
}

/** For people, before anything is sent. */
export function unfinishedWarning(runs: readonly string[]): string {
  const which =
    runs.length === 1
      ? `Run ${runs[0]} did not finish`
      : `${runs.length} runs did not finish, the latest of them ${runs[0]}`
  return `${which}: the last rows that it sent may be newer than the rows sent here, which cannot be known. Resume it first: push with --resume-run ${runs[0]}.`
}
