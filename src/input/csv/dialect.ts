import type {FileReading, TextDialect} from '../../rows/file-reading.js'
import {defined} from '../../shared/defined.js'

/** How cells are written. */
export interface CsvDialect {
  readonly delimiter: string
  /** Around cells, and doubled within them; absent where every character stands for itself. */
  readonly quote?: string
  /**
   * Special characters have a backslash before them; `csv`: those of CSV alone, since programs differ about the others.
   */
  readonly escapes?: 'csv' | TextDialect
  /** A record that begins with it is none. */
  readonly comment?: string
}

/** One with backslashes. */
export type EscapedDialect = CsvDialect & {readonly escapes: NonNullable<CsvDialect['escapes']>}

/** The dialect that was named, with this delimiter. */
export function dialectOf(
  {quote = '"', escape: escaping, dialect, comment}: FileReading,
  delimiter: string,
): CsvDialect {
  const base = {delimiter, ...defined({comment})}
  if (dialect !== undefined) return {...base, escapes: dialect}
  return {...base, ...(quote !== 'none' && {quote}), ...(escaping !== undefined && {escapes: 'csv' as const})}
}

/** A CSV file and what is known of it before its first record. */
export interface CsvSpec {
  readonly name: string
  readonly dialect: CsvDialect
  /** What was said of the file. */
  readonly reading: FileReading
  /** The number of the line that is `sep=…`. */
  readonly separatorLine?: number
}
