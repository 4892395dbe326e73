import {mkdirSync, readdirSync, statSync} from 'node:fs'
import {basename, sep} from 'node:path'
import {AppError} from '../errors/app-error.js'
import {ours} from '../errors/next-step.js'
import {syncDirectory, writeFileAtomically} from '../shared/files/atomic-write.js'
import {hasErrorCode} from '../shared/files/error-code.js'
import {makeDirectorySync} from '../shared/files/make-directory.js'
import {readSmallFile} from '../shared/files/small-file.js'
import {type Checkpoint, readCheckpoint} from './journal/checkpoint.js'
import {memberLogPath} from './members/member-paths.js'
import {isRunId, redrawRunId} from './run-id.js'
import {noteBeginning, RunOrder} from './run-order.js'
import {journalPath, rejectsPath, runDirectory, runRecordPath, runsDirectory} from './run-paths.js'
import type {RunRecord} from './run-record.js'

/** Of the 1296 names of a millisecond most are free. */
const MOST_DRAWS = 1000

/** A run as its files tell it. */
export interface StoredRun {
  readonly record: RunRecord
  readonly directory: string
  /** Absent when the run never reached its first checkpoint. */
  readonly checkpoint?: Checkpoint
}

/**
 * The runs of this machine, under `<data>/runs`. Small files are read without another thread, which would cost several
 * times as much: a push looks at each of hundreds of runs.
 */
export class RunStore {
  readonly #dataDir: string

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /**
   * Makes the run's directory and run.json, durably: a crash right after leaves a run that can be resumed. The run is
   * called by the name of the directory that is returned: another one than asked for where that is taken.
   */
  async create(record: RunRecord, random: () => number = Math.random): Promise<string> {
    makeDirectorySync(runsDirectory(this.#dataDir))
    const directory = this.#makeDirectory(record.run, random)
    const run = basename(directory)
    await noteBeginning(this.#dataDir, run, () => this.#names())
    await writeFileAtomically(runRecordPath(directory), `${JSON.stringify({...record, run}, undefined, 2)}\n`)
    await syncDirectory(runsDirectory(this.#dataDir))
    return directory
  }

  /** Never one that is there already: two runs of one millisecond may have drawn the same name. */
  #makeDirectory(run: string, random: () => number): string {
    for (let draws = 0; ; draws += 1) {
      const directory = runDirectory(this.#dataDir, draws === 0 ? run : redrawRunId(run, random))
      try {
        mkdirSync(directory, {mode: 0o700})
        return directory
      } catch (error) {
        if (!hasErrorCode(error, 'EEXIST') || draws === MOST_DRAWS) throw error
      }
    }
  }

  /** Throws AppError RUN_NOT_FOUND. */
  async read(run: string): Promise<StoredRun> {
    const stored = isRunId(run) ? await this.#tryRead(run) : undefined
    if (stored !== undefined) return stored
    throw new AppError('RUN_NOT_FOUND', `There is no run "${run}" on this machine.`, {
      next: [ours(['runs'])],
    })
  }

  /** Newest first; directories that hold no readable run.json are passed over. */
  async *newestFirst(): AsyncGenerator<StoredRun, void, undefined> {
    for (const name of (await this.#names()).reverse()) {
      const stored = await this.#tryRead(name)
      if (stored !== undefined) yield stored
    }
  }

  /** Oldest first, of those with rejected rows and such a record. */
  async *oldestFirst(matches: (record: RunRecord) => boolean): AsyncGenerator<StoredRun, void, undefined> {
    const runs = runsDirectory(this.#dataDir)
    const hasRejects = (name: string): boolean => sizeOf(rejectsPath(`${runs}${sep}${name}`)) > 0
    for (const name of await this.#names(hasRejects)) {
      const directory = runDirectory(this.#dataDir, name)
      const record = parseRecord(readSmallFile(runRecordPath(directory)))
      const stored = record !== undefined && matches(record) ? await this.#tryRead(name) : undefined
      if (stored !== undefined) yield stored
    }
  }

  /** In which order they began. */
  readOrder(): Promise<RunOrder> {
    return RunOrder.read(this.#dataDir)
  }

  /** In that order; those alone that are asked for, of which there may be few among hundreds. */
  async #names(isAskedFor: (name: string) => boolean = () => true): Promise<string[]> {
    try {
      const names = readdirSync(runsDirectory(this.#dataDir)).filter(name => isRunId(name) && isAskedFor(name))
      if (names.length < 2) return names
      const order = await this.readOrder()
      return names.sort((one, other) => order.compare(one, other))
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }

  async #tryRead(run: string): Promise<StoredRun | undefined> {
    const directory = runDirectory(this.#dataDir, run)
    const record = parseRecord(readSmallFile(runRecordPath(directory)))
    if (record === undefined) return undefined
    const checkpoint = await readCheckpoint(journalPath(directory), {
      rejectsBytes: sizeOf(rejectsPath(directory)),
      ...(record.gone && {membersBytes: sizeOf(memberLogPath(directory))}),
    })
    return checkpoint === undefined ? {record, directory} : {record, directory, checkpoint}
  }
}

function parseRecord(text = ''): RunRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<RunRecord>
    return record.format === 1 && typeof record.run === 'string' ? (record as RunRecord) : undefined
  } catch {
    return undefined
  }
}

function sizeOf(path: string): number {
  return statSync(path, {throwIfNoEntry: false})?.size ?? 0
}

function isMissing(error: unknown): boolean {
  return hasErrorCode(error, 'ENOENT')
}
