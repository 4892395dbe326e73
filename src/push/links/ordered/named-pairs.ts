import {createReadStream} from 'node:fs'
import {rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {AppendFile} from '../../../runs/journal/append-file.js'
import {lines} from '../../../runs/journal/lines.js'
import {DiskKeyMap} from '../../../shared/files/disk-key-map.js'

/** From, to, and 1 where the row of the first names the second, 0 where a later row of it does so no more. */
type Entry = readonly [from: string, to: string, named: 0 | 1]

/**
 * Where records of one object are linked to each other and links are replaced: which record's row names which other. A
 * link has two ends, and the row of one must not remove what the row of the other asks for. Kept for a resume, too.
 */
export class NamedPairs {
  readonly #path: string
  readonly #file: AppendFile
  readonly #pairs: DiskKeyMap
  /** Lines are written one after the other. */
  #writing: Promise<void> = Promise.resolve()

  private constructor(path: string, file: AppendFile, pairs: DiskKeyMap) {
    this.#path = path
    this.#file = file
    this.#pairs = pairs
  }

  /** `directory`: of the run; what an earlier process of it has noted counts. */
  static async open(directory: string): Promise<NamedPairs> {
    const path = join(directory, 'named-pairs.jsonl')
    const pairs = await DiskKeyMap.create(join(directory, 'named-pairs'))
    if ((await stat(path).catch(() => undefined)) !== undefined)
      for await (const line of lines(createReadStream(path)))
        for (const [from, to, named] of parseEntry(line)) pairs.set(nameOf(from, to), named)
    return new NamedPairs(path, await AppendFile.openAtEnd(path), pairs)
  }

  isNamed(from: string, to: string): boolean {
    return this.#last(from, to) > 0
  }

  /** A row of the first one, in the batch of this number, names the second. */
  name(from: string, to: string, seq: number): void {
    if (!this.isNamed(from, to)) this.#append([from, to, 1])
    this.#pairs.set(nameOf(from, to), seq + 1)
  }

  /** A row of this batch names it no more; a row of a later one may have come meanwhile. */
  unname(from: string, to: string, seq: number): void {
    const last = this.#last(from, to)
    if (last === 0 || last > seq + 1) return
    this.#append([from, to, 0])
    this.#pairs.set(nameOf(from, to), 0)
  }

  /** From 1: the batch of the last row that names it; 0 where none does. */
  #last(from: string, to: string): number {
    return this.#pairs.get(nameOf(from, to)) ?? 0
  }

  #append(entry: Entry): void {
    this.#file.append(`${JSON.stringify(entry)}\n`)
  }

  /** What was noted is with the system when it returns: before rows count as settled. */
  async flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#file.flush(false))
    await this.#writing
  }

  /** `isFinished`: the run will not be resumed. */
  async close(isFinished: boolean): Promise<void> {
    await this.#file.close()
    await this.#pairs.delete()
    if (isFinished) await rm(this.#path, {force: true})
  }
}

function nameOf(from: string, to: string): string {
  return `${from} ${to}`
}

/** A torn line is of rows that are linked again. */
function parseEntry(line: string): readonly Entry[] {
  try {
    const entry: unknown = JSON.parse(line)
    return isEntry(entry) ? [entry] : []
  } catch {
    return []
  }
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false
  const [from, to, named] = value as unknown[]
  return typeof from === 'string' && typeof to === 'string' && (named === 0 || named === 1)
}
