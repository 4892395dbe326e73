import {AppError} from '../../errors/app-error.js'
import {type PlainStep, say, shell} from '../../errors/next-step.js'

type Trouble = 'DISK_FULL' | 'DISK_READ_ONLY' | 'TOO_MANY_FILES'

/** What a disk, or the limits of this user, have against writing: no bug, and nothing is lost. */
const TROUBLES: ReadonlyMap<unknown, Trouble> = new Map([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EFBIG', 'DISK_FULL'], // a file as large as this user's files may get
  ['EIO', 'DISK_FULL'],
  ['EROFS', 'DISK_READ_ONLY'],
  ['EMFILE', 'TOO_MANY_FILES'],
  ['ENFILE', 'TOO_MANY_FILES'],
])

const WAYS_OUT: Readonly<Record<Trouble, PlainStep>> = {
  DISK_FULL: say('free some space, then run the same command with --resume'),
  DISK_READ_ONLY: shell(
    ['mount'],
    'shows what is mounted read-only; once it is writable, run the same command with --resume',
  ),
  TOO_MANY_FILES: shell(['ulimit', '-n', '4096'], 'in this shell, then run the same command with --resume'),
}

/** Undefined for every other error. */
export function storageTrouble(error: unknown): Trouble | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return TROUBLES.get(error.code)
}

/** Whether an AppError of this code is one of these. */
export function isStorageCode(code: string | undefined): boolean {
  return code !== undefined && Object.hasOwn(WAYS_OUT, code)
}

export function isDiskFull(error: unknown): boolean {
  return storageTrouble(error) === 'DISK_FULL'
}

/** `what`: what could not be kept, as the rest of a sentence; undefined for an error of another kind. */
export function storageError(what: string, error: unknown): AppError | undefined {
  const trouble = storageTrouble(error)
  return trouble && new AppError(trouble, messageOf(trouble, what, error), {next: [WAYS_OUT[trouble]], cause: error})
}

/** The same for a store whose library does not always say what it met. */
export function storeError(what: string, error: unknown): AppError {
  return (
    storageError(what, error) ??
    new AppError('DISK_FULL', `The disk is full or failing: ${what} (${said(error)}).`, {
      cause: error,
      next: [WAYS_OUT.DISK_FULL],
    })
  )
}

function messageOf(trouble: Trouble, what: string, error: unknown): string {
  if (trouble === 'DISK_READ_ONLY') return `The file system is read-only: ${what}. Progress so far is saved.`
  if (trouble === 'TOO_MANY_FILES')
    return `The limit of open files is too low (${said(error)}): ${what}. Progress so far is saved.`
  return isOutOfRoom(error)
    ? `The disk is full: ${what}. Progress so far is saved.`
    : `The disk is full or failing: ${what} (${said(error)}). Progress so far is saved.`
}

function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code !== 'EIO'
}

/** What an error says, whatever was thrown. */
export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
