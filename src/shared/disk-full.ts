import {AppError} from '../errors/app-error.js'

/** ENOSPC, a used-up quota, or a file as large as this user's files may get. */
const CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CODES.has(error.code)
}

/** LMDB says "Input/output error" to a write that found no more room. `what`: what could not be kept. */
export function storeFull(what: string, directory: string, error: unknown): AppError {
  const said = error instanceof Error ? error.message : String(error)
  return new AppError('DISK_FULL', `The disk is full or fails: ${what} could not be kept in ${directory} (${said}).`, {
    next: ['free some space, then type the same command with --resume'],
    cause: error,
  })
}
