import {createReadStream} from 'node:fs'
import {rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {Ack, MappedRow, Settled} from '../../rows/rows.js'
import {AppendFile} from '../../runs/journal/append-file.js'
import {lines} from '../../runs/journal/lines.js'
import type {StoredRun} from '../../runs/run-store.js'

/** A row that HubSpot has confirmed: row, record id or '', 1 where it was created, properties that were not kept. */
type Entry = readonly [row: number, recordId: string, created: 0 | 1, notStored?: readonly string[]]

/** A write costs as much as some rows do: what a crash loses of them is sent again. */
const NOTES_TOGETHER = 4

/**
 * Which rows are written although the journal does not count them yet, since their links are not settled. A run that
 * goes on after a crash sends the links of those alone, and counts them as they were: created or updated.
 */
export class WrittenLog {
  readonly #path: string
  readonly #file: AppendFile
  /** Rows of the process before. */
  readonly #earlier: Map<number, Entry>
  /** Keys of rows that have to be sent again: what was written for them later has to be sent after them. */
  readonly #sentAgain = new Set<string>()
  readonly #taken = new Map<number, Ack>()
  /** Batches that are noted and not written. */
  #notes = 0
  /** Lines are written one after the other. */
  #writing: Promise<void> = Promise.resolve()

  private constructor(path: string, file: AppendFile, earlier: Map<number, Entry>) {
    this.#path = path
    this.#file = file
    this.#earlier = earlier
  }

  static async open(directory: string, resumed: StoredRun | undefined): Promise<WrittenLog> {
    const path = join(directory, 'written-rows.jsonl')
    const settledRow = resumed?.checkpoint?.line.row ?? 0
    const earlier = resumed === undefined ? new Map<number, Entry>() : await readEntries(path, settledRow)
    return new WrittenLog(path, await AppendFile.openAtEnd(path), earlier)
  }

  /** Rows in file order, before they are batched: true for one that is not written again. */
  screen(row: MappedRow): boolean {
    if (this.#earlier.size === 0) return false
    const entry = this.#earlier.get(row.row)
    this.#earlier.delete(row.row)
    if (entry === undefined || this.#sentAgain.has(row.orderKey)) {
      this.#sentAgain.add(row.orderKey)
      return false
    }
    const [, recordId, created, notStored] = entry
    this.#taken.set(row.row, {
      kind: 'ack',
      ...{row: row.row, line: row.line, key: row.key, created: created === 1},
      ...(recordId !== '' && {recordId}),
      ...(notStored && {notStored}),
    })
    return true
  }

  /** Whether there are rows, read and not settled, that are not written again. */
  get hasTaken(): boolean {
    return this.#taken.size > 0
  }

  /** What became of a row that is not written again. */
  taken(row: number): Ack | undefined {
    return this.#taken.get(row)
  }

  /** Rows whose links are settled. */
  forget(settled: readonly Settled[]): void {
    if (this.#taken.size > 0) for (const {row} of settled) this.#taken.delete(row)
  }

  /** Rows that HubSpot has just confirmed. They are with the system a moment later, those of several batches at once. */
  async note(settled: readonly Settled[]): Promise<void> {
    const entries: Entry[] = []
    for (const outcome of settled) {
      if (outcome.kind !== 'ack') continue
      const {row, recordId = '', created, notStored} = outcome
      const flag = created ? 1 : 0
      entries.push(notStored === undefined ? [row, recordId, flag] : [row, recordId, flag, notStored])
    }
    if (entries.length === 0) return
    this.#file.append(`${JSON.stringify(entries)}\n`)
    this.#notes += 1
    if (this.#notes >= NOTES_TOGETHER) await this.flush()
  }

  /** What was noted is with the system when it returns. */
  async flush(): Promise<void> {
    if (this.#notes === 0) return
    this.#notes = 0
    this.#writing = this.#writing.then(() => this.#file.flush(false))
    await this.#writing
  }

  /** `isFinished`: nothing of it is needed any more. */
  async close(isFinished: boolean): Promise<void> {
    if (!isFinished) await this.flush()
    await this.#file.close()
    if (isFinished) await rm(this.#path, {force: true})
  }
}

/** A line that is torn, or lost, only costs that its rows are written again. */
async function readEntries(path: string, settledRow: number): Promise<Map<number, Entry>> {
  const entries = new Map<number, Entry>()
  if ((await stat(path).catch(() => undefined)) === undefined) return entries
  for await (const line of lines(createReadStream(path)))
    for (const entry of parseEntries(line)) if (entry[0] > settledRow) entries.set(entry[0], entry)
  return entries
}

function parseEntries(line: string): readonly Entry[] {
  try {
    const entries: unknown = JSON.parse(line)
    return Array.isArray(entries) ? entries.filter(isEntry) : []
  } catch {
    return []
  }
}

function isEntry(value: unknown): value is Entry {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string'
}
