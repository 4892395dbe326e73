import {type ErrorCode, EXIT_BY_CODE} from './error-codes.js'

interface AppErrorOptions {
  /** Commands to type next, ready to paste, most useful first. */
  readonly next?: readonly string[]
  readonly cause?: unknown
}

/** A failure that ends the run and that the user can understand: its message says what happened and why, `next` what to type. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly next: readonly string[]
  readonly exitCode: number

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.next = options.next ?? []
    this.exitCode = EXIT_BY_CODE[code]
  }
}
