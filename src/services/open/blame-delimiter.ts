import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import {addFlags} from '../../errors/next-step.js'
import {otherDelimiter} from '../../input/csv/sniff-delimiter.js'
import type {Source} from '../../input/source.js'

/** What is said of a header whose names were taken for one. */
const OF_COLUMNS: ReadonlySet<ErrorCode> = new Set(['KEY_COLUMN_MISSING', 'UNKNOWN_COLUMN', 'MAPPING_INVALID'])

/** A header as long as a line of a file says no more than its beginning. */
const SHOWN_CHARS = 60

/**
 * The delimiter that the file seems to have in place of the one that was typed; undefined where that cut the header, or
 * none was typed.
 */
export function likelyDelimiter({header}: Pick<Source, 'header'>, typed: string | undefined): string | undefined {
  return typed === undefined || header === undefined ? undefined : otherDelimiter(header)
}

/**
 * Columns that are not found point at the delimiter: a mapping of the whole header to one property would not help.
 */
export function blamingDelimiter(
  thrown: unknown,
  {name, columns: [column = '']}: Pick<Source, 'name' | 'columns'>,
  likely: string,
): unknown {
  if (!(thrown instanceof AppError) || !OF_COLUMNS.has(thrown.code)) return thrown
  const shown = column.length > SHOWN_CHARS ? `${column.slice(0, SHOWN_CHARS)}…` : column
  const word = likely === '\t' ? 'tab' : likely
  const message = `With this --delimiter, ${name} has only one column, "${shown}". Its cells seem to be separated by ${likely === '\t' ? 'tabs' : `"${likely}"`}.`
  return new AppError(thrown.code, message, {next: [addFlags(['--delimiter', word])], cause: thrown})
}
