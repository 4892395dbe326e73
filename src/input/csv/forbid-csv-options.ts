import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {FileReading} from '../../rows/file-reading.js'

/** What only texts have. */
const OF_TEXTS = [['encoding', '--encoding']] as const

/** What only CSV files have. */
const OF_CSV = [
  ['delimiter', '--delimiter'],
  ['quote', '--quote'],
  ['escape', '--escape'],
  ['skipLines', '--skip-lines'],
  ['skipFooter', '--skip-footer'],
  ['comment', '--comment'],
] as const

interface OtherFile {
  readonly name: string
  /** Completes "The file is …". */
  readonly what: string
  readonly isText: boolean
}

/**
 * Said of the wrong file, or by mistake: either way the rows would not be what was meant. Throws USAGE.
 */
export function forbidCsvOptions({name, what, isText}: OtherFile, reading: FileReading): void {
  const unnamed = reading.header === false ? '--no-header' : undefined
  const [, option = unnamed] =
    (isText ? OF_CSV : [...OF_CSV, ...OF_TEXTS]).find(([field]) => reading[field] !== undefined) ?? []
  if (option === undefined) return
  throw new AppError('USAGE', `${name} is ${what}, but ${option} applies to CSV files only.`, {
    next: isText ? [addFlags(['--format', 'csv'], 'if it is CSV')] : [],
  })
}
