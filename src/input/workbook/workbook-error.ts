import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'

export interface Damage {
  /** Completes "cannot be read: …". */
  readonly what: string
  readonly cause?: unknown
}

/** A workbook that no program could have written whole. */
export function damaged(name: string, {what, cause}: Damage): AppError {
  const message = `${name} cannot be read as a workbook: ${what.slice(0, 300)}. Open it in Excel or LibreOffice and save it again.`
  return new AppError('FILE_UNREADABLE', message, {cause, next: [shell(['unzip', '-t', name], 'checks the archive')]})
}

/** Why a sheet cannot be read, as `what` of the damage. */
export class SheetProblem extends Error {}
