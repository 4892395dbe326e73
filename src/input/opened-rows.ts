import type {TextStyle} from '../rows/file-reading.js'
import type {Reject, SourceRow} from '../rows/rows.js'
import type {UnreadColumn} from '../rows/unread-column.js'
import type {OtherHeader} from './csv/header/other-headers.js'

/** Rows of an opened format. */
export interface OpenedRows {
  readonly header?: readonly string[]
  readonly columns: readonly string[]
  /** Whether no row has other fields; absent where later rows may bring some. */
  readonly isWhole?: true
  /** CSV only: what was found to be between cells. */
  readonly delimiter?: string
  /** See Source. */
  readonly style?: TextStyle
  /** See Source. */
  readonly unread?: readonly UnreadColumn[]
  readonly chunks: AsyncGenerator<readonly (SourceRow | Reject)[]>
  /** See Source. */
  readonly notes?: () => readonly string[]
  /** See Source. */
  readonly otherHeaders?: () => readonly OtherHeader[]
}

/** Few enough that a reader who is asked to stop has not much left in hand. */
const MAX_CHUNK_ROWS = 128

/** The rows of a block in chunks of a handy size; a generator's step for each row would cost as much as reading it. */
export function* inChunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += MAX_CHUNK_ROWS) yield rows.slice(at, at + MAX_CHUNK_ROWS)
}

/** The stream with its first item put back in front; closing it closes the rest. */
export async function* withFirst<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
