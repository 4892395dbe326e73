import {setTimeout} from 'node:timers/promises'
import type {RootDatabase} from 'lmdb'
import {AppError} from '../errors/app-error.js'
import {storeError} from '../shared/files/storage-trouble.js'

/** How long LMDB may take to say why a commit failed. */
const REASON_MS = 500

/**
 * The commits of one LMDB store. After one that failed, as on a full disk, lmdb 3.5 never flushes nor closes any more:
 * so that one is the last, every waiting caller is told, and nothing waits for the end.
 */
export class Commits {
  readonly #root: RootDatabase<Buffer, Buffer>
  readonly #directory: string
  readonly #failure: Promise<never>
  #fail: (error: unknown) => void = () => {}
  readonly #deafen: () => void
  #failed: AppError | undefined

  constructor(root: RootDatabase<Buffer, Buffer>, directory: string) {
    this.#root = root
    this.#directory = directory
    this.#failure = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.quietly(this.#failure)
    this.#deafen = hearLmdb(error => this.#fail(error))
  }

  /** Resolves when what `work` wrote is on disk. Throws AppError DISK_FULL, DISK_READ_ONLY. */
  async run(work: () => Promise<unknown>): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed
    try {
      await Promise.race([work(), this.#failure])
      await Promise.race([this.#root.flushed, this.#failure])
    } catch (error) {
      this.#failed ??= error instanceof AppError ? error : await this.#explain(error)
      this.#fail(this.#failed)
      throw this.#failed
    }
  }

  /** For promises of single writes: what becomes of them their commit tells. */
  readonly quietly = (written: PromiseLike<unknown>): void => {
    written.then(undefined, () => {})
  }

  async close(): Promise<void> {
    if (this.#failed !== undefined) return
    await this.#root.close()
    this.#deafen()
  }

  async #explain(error: unknown): Promise<AppError> {
    const reason = error instanceof Error && 'commitError' in error ? error.commitError : undefined
    const said =
      reason instanceof Promise
        ? await Promise.race([reason.catch(cause => cause), setTimeout(REASON_MS, error)])
        : error
    return storeError(`what was written could not be stored in ${this.#directory}`, said)
  }
}

/**
 * lmdb 3.5 tells of a commit that failed not only by the promise that it returned, but by others that cannot be
 * reached, which would end the process, and by a stack on stderr. Hears those instead; what is not an error of LMDB
 * goes where it went. Returns what ends it.
 */
function hearLmdb(onFailure: (error: unknown) => void): () => void {
  const {error: print} = console
  console.error = (...args: unknown[]) => {
    if (!args.some(isOfLmdb)) print.apply(console, args)
  }
  const onRejection = (reason: unknown): void => {
    if (!isOfLmdb(reason)) throw reason
    onFailure(reason)
  }
  process.on('unhandledRejection', onRejection)
  return () => {
    console.error = print
    process.off('unhandledRejection', onRejection)
  }
}

/** Its codes are numbers: of the system's errors, or its own. */
function isOfLmdb(error: unknown): boolean {
  return error instanceof Error && ('commitError' in error || ('code' in error && typeof error.code === 'number'))
}
