import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {errorCodeOf} from '../../shared/files/error-code.js'
import {isDiskFull} from '../../shared/files/storage-trouble.js'

/**
 * Lines that another program waits for, as the states of an engine: one that cannot be delivered ends the work, unlike
 * a text for people, whose reader may have seen enough of it.
 */
export class DeliveredLines {
  readonly #stream: NodeJS.WritableStream
  readonly #lost = new AbortController()
  readonly #open = new Set<Promise<void>>()

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream
  }

  /** Aborted once a line could not be delivered, with the AppError OUTPUT_CLOSED or DISK_FULL as its reason. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Its end is added. */
  write(line: string): void {
    if (this.lost.aborted) return
    const written = new Promise<void>(resolve => {
      this.#stream.write(`${line}\n`, error => {
        if (error) this.#lose(error)
        resolve()
      })
    })
    this.#open.add(written)
    void written.then(() => this.#open.delete(written))
  }

  /** Once every line was taken, or is lost: the reason, or undefined. */
  async flushed(): Promise<AppError | undefined> {
    await Promise.all(this.#open)
    return this.lost.aborted ? this.lost.reason : undefined
  }

  #lose(cause: Error): void {
    if (!this.lost.aborted) this.#lost.abort(lostOutput(cause))
  }
}

function lostOutput(cause: Error): AppError {
  const why = isDiskFull(cause) ? 'The disk is full or failing' : 'Standard output was closed by its reader'
  const what = 'what was to be printed is lost, so that states may be missing'
  const next = [say('run the whole pipeline again', 'it continues behind the last state that was read')]
  const code = isDiskFull(cause) ? 'DISK_FULL' : 'OUTPUT_CLOSED'
  return new AppError(code, `${why} (${errorCodeOf(cause) ?? cause.message}): ${what}. No more records are taken.`, {
    next,
    cause,
  })
}
