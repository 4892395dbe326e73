import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import type {Ack, Linked} from '../../rows/rows.js'
import {freeName, mayReplace} from '../../shared/files/own-file.js'
import {csvCell} from '../../shared/text/escape.js'
import {AppendFile} from './append-file.js'

/** Where `--written` goes; the extension decides how it is written. */
export interface WrittenFile {
  readonly path: string
  readonly format: 'csv' | 'jsonl'
}

type WrittenRow = Ack | Linked

const HEADER = 'row,line,key,record_id,outcome'
/** How lines begin, of a row and of a record without one; 0 is any number. */
const JSON_STARTS = ['{"row":0,"line":0,"key":"', '{"row":null,"line":null,"key":"']

/** A record that was archived or marked since its key has left the file: it has no row. */
export interface GoneLine {
  readonly key: string
  readonly recordId: string
  readonly outcome: 'archived' | 'marked'
}

/**
 * One line for each written row, in file order: row, line, key, record id, and created, updated, archived, linked or unlinked.
 * Behind them, without row and line, the records of keys that have left the file.
 */
export class WrittenWriter {
  readonly #file: AppendFile
  readonly #format: WrittenFile['format']

  private constructor(file: AppendFile, format: WrittenFile['format']) {
    this.#file = file
    this.#format = format
  }

  /** Goes on after `bytes`, which a resumed run had written; 0 begins the file again. */
  static async open(written: WrittenFile, bytes: number): Promise<WrittenWriter> {
    await forbidForeign(written) // again: what was looked at before a wait may be another file now
    const {path, format} = written
    const file = await AppendFile.open(path, bytes)
    if (format === 'csv' && bytes === 0) file.append(`${HEADER}\r\n`)
    return new WrittenWriter(file, format)
  }

  get bytes(): number {
    return this.#file.bytes
  }

  append(row: WrittenRow): void {
    this.#file.append(this.#format === 'csv' ? csvLine(row) : jsonLine(row))
  }

  appendGone({key, recordId, outcome}: GoneLine): void {
    const line =
      this.#format === 'csv'
        ? `,,${csvCell(key)},${csvCell(recordId)},${outcome}\r\n`
        : `${JSON.stringify({row: null, line: null, key, recordId, outcome})}\n`
    this.#file.append(line)
  }

  async flush(sync: boolean): Promise<void> {
    await this.#file.flush(sync)
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

/**
 * `--written` begins its file again, so it takes one that it wrote itself, in the same format, or an empty one. Throws
 * AppError USAGE.
 */
export async function forbidForeign({path, format}: WrittenFile): Promise<void> {
  if (await mayReplace(path, format === 'csv' ? isOwnCsv : isOwnJsonl)) return
  const what = format === 'csv' ? `a CSV file that --written wrote (${HEADER})` : 'a JSONL file that --written wrote'
  throw new AppError(
    'USAGE',
    `--written ${path} cannot be used: it already exists and is not ${what}, so it was not overwritten.`,
    {
      next: [addFlags(['--written', await freeName('written', format)])],
    },
  )
}

/** A crash may have left only a part of the header. */
function isOwnCsv(head: string): boolean {
  const [first = '', ...others] = head.split(/\r?\n/)
  return first === HEADER || (others.length === 0 && HEADER.startsWith(first.replace(/\r$/, '')))
}

/** A crash may have left only a part of the first line. */
function isOwnJsonl(head: string): boolean {
  const plain = head.replaceAll(/(?<=":)\d+/g, '0')
  return JSON_STARTS.some(start => plain.startsWith(start) || start.startsWith(plain))
}

function csvLine(written: WrittenRow): string {
  const {row, line, key, recordId = ''} = written
  return `${row},${line},${csvCell(key)},${csvCell(recordId)},${outcomeOf(written)}\r\n`
}

function jsonLine(written: WrittenRow): string {
  const {row, line, key, recordId} = written
  return `${JSON.stringify({row, line, key, recordId, outcome: outcomeOf(written)})}\n`
}

function outcomeOf(written: WrittenRow): 'created' | 'updated' | 'archived' | 'linked' | 'unlinked' {
  if (written.kind === 'linked') return written.links.made > 0 ? 'linked' : 'unlinked'
  const {created, deleted} = written
  if (deleted === true) return 'archived'
  return created ? 'created' : 'updated'
}
