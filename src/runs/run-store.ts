import {mkdir, readdir, readFile, stat} from 'node:fs/promises'
import {AppError} from '../errors/app-error.js'
import {writeFileAtomically} from '../shared/atomic-write.js'
import {syncDirectory} from '../shared/sync-directory.js'
import type {Checkpoint} from './checkpoint.js'
import {readCheckpoint} from './read-checkpoint.js'
import {isRunId} from './run-id.js'
import {journalPath, rejectsPath, runDirectory, runRecordPath, runsDirectory} from './run-paths.js'
import type {RunRecord} from './run-record.js'

/** A run as its files tell it. */
export interface StoredRun {
  readonly record: RunRecord
  readonly directory: string
  /** Absent when the run never reached its first checkpoint. */
  readonly checkpoint?: Checkpoint
}

/** The runs of this machine, under `<data>/runs`. */
export class RunStore {
  readonly #dataDir: string

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /** Makes the run's directory and run.json, durably: a crash right after leaves a run that can be resumed. */
  async create(record: RunRecord): Promise<string> {
    const directory = runDirectory(this.#dataDir, record.run)
    await mkdir(directory, {recursive: true, mode: 0o700})
    await writeFileAtomically(runRecordPath(directory), `${JSON.stringify(record, undefined, 2)}\n`)
    await syncDirectory(directory)
    await syncDirectory(runsDirectory(this.#dataDir))
    return directory
  }

  /** Throws AppError RUN_NOT_FOUND. */
  async read(run: string): Promise<StoredRun> {
    const stored = isRunId(run) ? await this.#tryRead(run) : undefined
    if (stored !== undefined) return stored
    throw new AppError('RUN_NOT_FOUND', `There is no run "${run}" on this machine.`, {
      next: ['hubspot-push runs'],
    })
  }

  /** Newest first; directories that hold no readable run.json are passed over. */
  async *newestFirst(): AsyncGenerator<StoredRun, void, undefined> {
    for (const name of (await this.#names()).sort().reverse()) {
      const stored = await this.#tryRead(name)
      if (stored !== undefined) yield stored
    }
  }

  /** Oldest first, of those with refused rows and such a record. */
  async *oldestFirst(matches: (record: RunRecord) => boolean): AsyncGenerator<StoredRun, void, undefined> {
    for (const name of (await this.#names()).sort()) {
      const directory = runDirectory(this.#dataDir, name)
      if ((await sizeOf(rejectsPath(directory))) === 0) continue
      const record = parseRecord(await readOrEmpty(runRecordPath(directory)))
      const stored = record !== undefined && matches(record) ? await this.#tryRead(name) : undefined
      if (stored !== undefined) yield stored
    }
  }

  async #names(): Promise<string[]> {
    try {
      return (await readdir(runsDirectory(this.#dataDir))).filter(isRunId)
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }

  async #tryRead(run: string): Promise<StoredRun | undefined> {
    const directory = runDirectory(this.#dataDir, run)
    const record = parseRecord(await readOrEmpty(runRecordPath(directory)))
    if (record === undefined) return undefined
    const checkpoint = await readCheckpoint(journalPath(directory), {rejectsBytes: await sizeOf(rejectsPath(directory))})
    return checkpoint === undefined ? {record, directory} : {record, directory, checkpoint}
  }
}

function parseRecord(text: Buffer): RunRecord | undefined {
  try {
    const record = JSON.parse(text.toString('utf8')) as Partial<RunRecord>
    return record.format === 1 && typeof record.run === 'string' ? (record as RunRecord) : undefined
  } catch {
    return undefined
  }
}

async function readOrEmpty(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0)
    throw error
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
