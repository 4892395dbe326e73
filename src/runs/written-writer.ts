import type {Ack} from '../rows/rows.js'
import {csvCell} from '../shared/csv-cell.js'
import {AppendFile} from './append-file.js'

/** Where `--written` goes; the extension decides how it is written. */
export interface WrittenFile {
  readonly path: string
  readonly format: 'csv' | 'jsonl'
}

/** One line for each written row, in file order: row, line, key, record id, created or updated. */
export class WrittenWriter {
  readonly #file: AppendFile
  readonly #line: (ack: Ack) => string

  private constructor(file: AppendFile, line: (ack: Ack) => string) {
    this.#file = file
    this.#line = line
  }

  /** Goes on after `bytes`, which a resumed run had written; 0 begins the file anew. */
  static async open({path, format}: WrittenFile, bytes: number): Promise<WrittenWriter> {
    const file = await AppendFile.open(path, bytes)
    if (format === 'csv' && bytes === 0) file.append('row,line,key,record_id,outcome\r\n')
    return new WrittenWriter(file, format === 'csv' ? csvLine : jsonLine)
  }

  get bytes(): number {
    return this.#file.bytes
  }

  append(ack: Ack): void {
    this.#file.append(this.#line(ack))
  }

  async flush(sync: boolean): Promise<void> {
    await this.#file.flush(sync)
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

function csvLine({row, line, key, recordId = '', created}: Ack): string {
  return `${row},${line},${csvCell(key)},${csvCell(recordId)},${outcomeOf(created)}\r\n`
}

function jsonLine({row, line, key, recordId, created}: Ack): string {
  return `${JSON.stringify({row, line, key, recordId, outcome: outcomeOf(created)})}\n`
}

function outcomeOf(created: boolean): 'created' | 'updated' {
  return created ? 'created' : 'updated'
}
