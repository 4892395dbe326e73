import {readRejects} from '../runs/read-rejects.js'
import type {StoredRun} from '../runs/run-store.js'
import {chooseExport, type ExportStyle} from './choose-export.js'
import {isOpen, type OpenFilter} from './is-open.js'

export interface ExportRequest extends ExportStyle, OpenFilter {}

/** Where the texts go; each call waits until the text was taken. */
export interface ExportSinks {
  readonly rows: (text: string) => Promise<unknown>
  /** The texts of rows that have no cells. */
  readonly unreadable: (text: string) => Promise<unknown>
}

export interface ExportCounts {
  /** Rows with their cells. */
  readonly rows: number
  /** Rows that could not be read: their texts went elsewhere. */
  readonly unreadable: number
  /** Of `rows`, those without values: they were not kept. */
  readonly withoutValues: number
  /** Left out: a later row of their key was written since. */
  readonly superseded: number
}

/** Writes the open rejects of a run in file order. */
export async function exportRejects(
  stored: StoredRun,
  request: ExportRequest,
  sinks: ExportSinks,
): Promise<ExportCounts> {
  const writer = chooseExport(stored.record, request)
  const counts = {rows: 0, unreadable: 0, withoutValues: 0, superseded: 0}
  if (writer.head !== '') await sinks.rows(writer.head)
  for await (const reject of readRejects(stored)) {
    if (!isOpen(reject, {...request, includeSuperseded: true})) continue
    if (!isOpen(reject, request)) {
      counts.superseded += 1
      continue
    }
    if (reject.raw !== undefined && reject.record === undefined) {
      counts.unreadable += 1
      await sinks.unreadable(`${reject.raw}\n`)
      continue
    }
    counts.rows += 1
    if (reject.record === undefined) counts.withoutValues += 1
    await sinks.rows(writer.row(reject))
  }
  return counts
}
