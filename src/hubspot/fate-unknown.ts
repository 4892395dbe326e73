import {AppError} from '../errors/app-error.js'

/** A call that was not sent again, since its last attempt may have been carried out, or may still be. */
export class FateUnknownError extends AppError {
  /** Of the call, this one and those before it. */
  readonly attempts: number

  constructor(attempts: number) {
    super(
      'UNREACHABLE',
      `A request was cut off after ${attempts} attempts, and whether HubSpot carried it out is unknown.`,
    )
    this.attempts = attempts
  }
}
