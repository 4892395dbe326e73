import {type ErrorCode, EXIT_BY_CODE} from './error-codes.js'

interface AppErrorOptions {
  /**
   * Commands to type next, ready to paste, most useful first. One that begins with `--` holds flags alone, as a shell
   * takes them:
   * the terminal adds them to the command that was typed.
   */
  readonly next?: readonly string[]
  /**
   * The flag that was typed, with its value, in whose place those of `next` are meant. A flag that takes one value is
   * replaced anyway.
   */
  readonly instead?: readonly [flag: string, value: string]
  readonly cause?: unknown
}

/**
 * A failure that ends the run and that the user can understand: its message says what happened and why, `next` what to
 * type.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly next: readonly string[]
  readonly instead: readonly [flag: string, value: string] | undefined
  readonly exitCode: number

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.next = options.next ?? []
    this.instead = options.instead
    this.exitCode = EXIT_BY_CODE[code]
  }
}
