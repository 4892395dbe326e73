import type {Reject, SourceRow} from '../rows/rows.js'

/** Rows of an opened format. */
export interface OpenedRows {
  readonly header?: readonly string[]
  readonly columns: readonly string[]
  readonly rows: AsyncGenerator<SourceRow | Reject>
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
