import {type ErrorCode, EXIT_BY_CODE} from './error-codes.js'
import type {NextStep} from './next-step.js'

interface AppErrorOptions<Step> {
  /** What to type next, most useful first. */
  readonly next?: readonly Step[]
  readonly cause?: unknown
}

/**
 * A failure that ends the run and that the user can understand: its message says what happened and why, `next` what to
 * type. An `AppError<PlainStep>` can be printed.
 */
export class AppError<Step extends NextStep = NextStep> extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly next: readonly Step[]
  readonly exitCode: number

  constructor(code: ErrorCode, message: string, options: AppErrorOptions<Step> = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.next = options.next ?? []
    this.exitCode = EXIT_BY_CODE[code]
  }
}
