import type {FileReading} from '../../rows/file-reading.js'
import type {CsvDialect} from './dialect.js'

/** A CSV file and what is known of it before its first record. */
export interface CsvSpec {
  readonly name: string
  readonly dialect: CsvDialect
  /** What was said of the file. */
  readonly reading: FileReading
  /** The number of the line that is `sep=…`. */
  readonly separatorLine?: number
}
