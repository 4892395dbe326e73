import {createReadStream} from 'node:fs'
import {typesOf, withTypes} from '../../rows/cell-types.js'
import {isCells, type SourceRecord} from '../../rows/rows.js'
import {AppendFile} from '../../runs/journal/append-file.js'
import {lines} from '../../runs/journal/lines.js'
import {named} from '../../shared/named.js'
import {parseExactJson, stringifyExactJson} from '../../shared/text/exact-json.js'
import type {BatchRow} from '../line/batch.js'

/** Rows handed on together. */
const CHUNK_ROWS = 500

/** Rows on disk between two passes, as many as a file has; nothing of it is synced, and it goes with its directory. */
export class RowSpool {
  readonly #path: string
  readonly #file: AppendFile

  private constructor(path: string, file: AppendFile) {
    this.#path = path
    this.#file = file
  }

  static async create(path: string): Promise<RowSpool> {
    return new RowSpool(path, await AppendFile.open(path, 0))
  }

  /** Throws AppError DISK_FULL. */
  async add(rows: readonly BatchRow[]): Promise<void> {
    for (const row of rows) this.#file.append(`${stringifyExactJson({...row, types: typesOf(recordOf(row))})}\n`)
    await this.#file.flush(false)
  }

  /** All rows that were added, in their order. */
  async *chunks(): AsyncGenerator<readonly BatchRow[], void, undefined> {
    let chunk: BatchRow[] = []
    for await (const line of lines(createReadStream(this.#path))) {
      chunk.push(readRow(line))
      if (chunk.length < CHUNK_ROWS) continue
      yield chunk
      chunk = []
    }
    if (chunk.length > 0) yield chunk
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** Of a row that may be rejected yet. */
function recordOf(row: BatchRow): SourceRecord | undefined {
  return 'record' in row ? row.record : undefined
}

function readRow(line: string): BatchRow {
  const {types, ...row} = parseExactJson(line) as BatchRow & {readonly types?: string} // as it was added
  const record = recordOf(row)
  if (isCells(record)) withTypes(record, types)
  return row.kind === 'mapped' ? {...row, properties: named(row.properties)} : row
}
