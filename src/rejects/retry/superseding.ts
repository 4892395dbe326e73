import {join} from 'node:path'
import type {LinkRule} from '../../mapping/links/link-column.js'
import type {SavedMapping} from '../../mapping/mapping-types.js'
import {partOf, type RejectedPart} from '../../rows/rejected-part.js'
import type {Reject, RejectedLink, RowLinks, RowListOutcome, Settled} from '../../rows/rows.js'
import {isPairMode} from '../../rows/run-mode.js'
import {readRejects} from '../../runs/journal/read-rejects.js'
import {type Resolution, ResolutionWriter} from '../../runs/resolutions.js'
import {runDirectory} from '../../runs/run-paths.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
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
  /** Nothing can be overtaken until a row is rejected. */
  readonly isEmpty: boolean
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
      for (const name of parts.namesOfReject(key, reject))
        await keys.add(name, {run: stored.record.run, row, age, ...partOf(reject)})
    }
  }
  return {
    get isEmpty() {
      return keys.isEmpty
    },
    async note(settled, ages = []) {
      if (keys.isEmpty && !settled.some(hasReject)) return
      const overtaken: Overtaken[] = []
      for (const [index, outcome] of settled.entries()) {
        const age = ages[index] ?? {run, row: outcome.row}
        if (outcome.kind === 'reject' && outcome.key !== undefined) {
          await keys.add(outcome.key, {run, row: outcome.row, age})
        } else if (outcome.kind !== 'reject' && outcome.kind !== 'skipped') {
          const by = {run, row: outcome.row, ...defined({origin: ages[index]})}
          const own = outcome.kind === 'linked' ? [] : [outcome.key] // the key of a pair may be in others
          for (const name of [...own, ...parts.namesOf(outcome)])
            for (const refused of keys.takeOlder(name, age)) overtaken.push({refused, by})
          for (const reject of partsRejected(outcome)) {
            for (const name of parts.namesOfReject(outcome.key, reject))
              await keys.add(name, {run, row: outcome.row, age, ...partOf(reject)})
          }
        }
      }
      await markOvertaken(dataDir, overtaken)
    },
  }
}

/**
 * What overtakes a reject. The row itself: its key. A link: where links are added, a later row that names the same
 * record in the same column; where they are replaced, any later row of which that column says something. Of pairs, a
 * later row of the pair with the same label, or one that unlinks it. A membership: a later row whose record joins the
 * same list. Nothing where the run has no such column or list.
 */
class PartNames {
  readonly #rules: NonNullable<SavedMapping['associate']>
  readonly #replaces: boolean
  readonly #mode: RunRecord['mode']
  readonly #listId: string | undefined

  constructor({mapping, mode, list}: RunRecord) {
    const {associate = [], associations} = (mapping ?? {}) as Partial<SavedMapping>
    this.#rules = associate
    this.#replaces = associations === 'replace'
    this.#mode = mode
    this.#listId = list?.id
  }

  /** What a row must be called that overtakes it. */
  namesOfReject(key: string, {link, list}: RejectedPart): readonly string[] {
    if (link !== undefined) return this.#ofLink(key, link)
    if (list === undefined) return [key]
    return list.id === this.#listId ? [`${key}\0list`] : []
  }

  #ofLink(
    key: string,
    {column, value, label = ''}: Pick<RejectedLink, 'column' | 'value' | 'label'>,
  ): readonly string[] {
    if (!this.#rules.some(rule => rule.column === column)) return []
    if (isPairMode(this.#mode)) return [nameOf(key, column, value, foldLabel(label)), nameOf(key, column, value)]
    return [this.#replaces ? nameOf(key, column) : nameOf(key, column, value)]
  }

  /** Of a written row, without itself. */
  namesOf(outcome: Exclude<Settled, Reject>): readonly string[] {
    const {key, links: ofRow} = outcome
    const names = (ofRow?.wanted ?? []).flatMap(links => {
      const rule = this.#rules[links.column]
      if (rule === undefined) return []
      if (this.#replaces) return [nameOf(key, rule.column)]
      const label = this.#labelOf(links, rule)
      return links.names.map(name => nameOf(key, rule.column, name, ...label))
    })
    return listOf(outcome) === undefined ? names : [...names, `${key}\0list`]
  }

  /** Of a pair: none where all that it is linked by goes. */
  #labelOf({labels}: RowLinks, {label}: LinkRule): readonly string[] {
    const text = labels?.join(';') ?? label
    if (!isPairMode(this.#mode) || (this.#mode === 'unlink' && text === undefined)) return []
    return [foldLabel(text ?? '')]
  }
}

function nameOf(key: string, ...parts: readonly string[]): string {
  return `${key}\0${JSON.stringify(parts)}`
}

function foldLabel(text: string): string {
  return text.trim().toLowerCase()
}

function listOf(outcome: Exclude<Settled, Reject>): RowListOutcome | undefined {
  return outcome.kind === 'linked' ? undefined : outcome.list
}

/** Of a written row. */
function partsRejected(outcome: Exclude<Settled, Reject>): readonly Reject[] {
  const {links} = outcome
  const list = listOf(outcome)
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
  const isSameKind = isPairMode(one.mode) === isPairMode(other.mode) // a written record is not linked by that
  const isSameObject = one.portalId === other.portalId && one.object.objectTypeId === other.object.objectTypeId
  return isSameKind && isSameObject && one.key === other.key
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
