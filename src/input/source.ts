import type {FileReading, TextStyle} from '../rows/file-reading.js'
import type {Reject, SourceRow} from '../rows/rows.js'
import type {UnreadColumn} from '../rows/unread-column.js'
import type {OtherHeader} from './csv/header/other-headers.js'
import type {InputFile} from './input-file.js'
import type {ByteStream} from './stream-bytes.js'

/** What rows look like: cells in the order of a header, or fields by name. */
export type SourceFormat = 'csv' | 'jsonl'

/** Files that are no texts, and are read at any place of theirs in place of from front to end. */
export type TableFormat = 'xlsx' | 'ods' | 'parquet'

/** `json`: a document that holds all rows. They have fields, as those of JSONL; rows of tables have cells. */
export type TextFormat = SourceFormat | 'json'

export type FileFormat = TextFormat | TableFormat

/** What to open and how it is written; what is absent is detected from the name and the first bytes. */
export interface SourceSpec extends FileReading {
  /** A file, or `-` for standard input. */
  readonly path: string
  readonly format?: FileFormat
  /**
   * The file of that path, opened before and closed by its owner: reading it again is reading the same bytes. Absent:
   * it is opened.
   */
  readonly file?: InputFile | undefined
  /** Stands in for the process's standard input. */
  readonly stdin?: ByteStream
}

/** An open file or stream of rows. */
export interface Source {
  /** The path as given; `standard input` for `-`. */
  readonly name: string
  readonly format: SourceFormat
  /** What the file is, where it is no text. */
  readonly table?: TableFormat
  /** How the text is written; absent where it is none. */
  readonly style?: TextStyle
  /** CSV only: the names as they are in the file. */
  readonly header?: readonly string[]
  /**
   * CSV: the header. JSON: every field of the rows in the first block, in order of appearance; later rows may bring
   * more.
   */
  readonly columns: readonly string[]
  /** Some of `columns`. Absent: none. */
  readonly unread?: readonly UnreadColumn[]
  /** Whether `columns` are all that there are: of a small file all rows are read for them. */
  readonly isWhole?: true
  /** Size of the file as it lies on disk (compressed, where it is); absent for streams. */
  readonly totalBytes?: number
  /** Bytes taken from the file so far, at most one block ahead of the rows given out. */
  bytesRead(): number
  /**
   * The rows in file order, some at a time: the fast way through a large file. Can be iterated once.
   * Throws AppError FILE_UNREADABLE where the file breaks off, FILE_CHANGED where it is written to meanwhile.
   */
  readonly chunks: AsyncIterable<readonly (SourceRow | Reject)[]>
  /** The same rows one by one; use either. */
  readonly rows: AsyncIterable<SourceRow | Reject>
  /** What was noticed about the file as a whole, in sentences for people; all of it once its rows have ended. */
  notes(): readonly string[]
  /** CSV: what the columns would be by other delimiters, or by the lines below the first. */
  otherHeaders(): readonly OtherHeader[]
  /** May be called at any time, also twice; ending or leaving the rows does the same. */
  close(): Promise<void>
}
