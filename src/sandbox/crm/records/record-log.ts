import {closeSync, fchmodSync, fsyncSync, openSync, readSync, renameSync, truncateSync, writeSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {StringDecoder} from 'node:string_decoder'
import {makeDirectorySync} from '../../../shared/files/make-directory.js'

const HEADER = JSON.stringify(['hubspot-push sandbox', 1])
const CHUNK_BYTES = 1 << 20

/** The parsed lines of a log, in order. Throws when a line in the middle is damaged; a torn last line is cut off. */
export function* readLog(path: string): Generator<unknown[]> {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    yield* readLines(fd, path)
  } finally {
    closeSync(fd)
  }
}

function* readLines(fd: number, path: string): Generator<unknown[]> {
  const decoder = new StringDecoder('utf8')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let rest = ''
  let intactBytes = 0
  for (let length = readSync(fd, chunk); length > 0; length = readSync(fd, chunk)) {
    const lines = (rest + decoder.write(chunk.subarray(0, length))).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      intactBytes += Buffer.byteLength(line) + 1
      const entry = parseEntry(line, path)
      if (entry[0] !== 'hubspot-push sandbox') yield entry
    }
  }
  if (rest !== '') truncateSync(path, intactBytes)
}

function parseEntry(line: string, path: string): unknown[] {
  try {
    const entry: unknown = JSON.parse(line)
    if (Array.isArray(entry)) return entry
  } catch {
    // falls through: said below
  }
  throw new Error(`The sandbox's records in ${path} are damaged at: ${line.slice(0, 80)}`)
}

/** An append-only file of JSON lines, one commit a write: a killed process leaves at most a torn last line. */
export class RecordLog {
  readonly #fd: number
  #held: string[] | undefined

  constructor(path: string) {
    makeDirectorySync(dirname(path))
    this.#fd = openSync(path, 'a', 0o600)
    fchmodSync(this.#fd, 0o600)
  }

  append(entries: readonly unknown[]): void {
    const lines = entries.map(entry => `${JSON.stringify(entry)}\n`)
    if (this.#held) for (const line of lines) this.#held.push(line)
    else writeAll(this.#fd, lines.join(''))
  }

  /** Whatever the work appends, and then the last entries, in one write: a killed process leaves all of it or none. */
  together(work: () => void, last: () => readonly unknown[]): void {
    this.#held = []
    try {
      work()
    } finally {
      this.append(last())
      const lines = this.#held
      this.#held = undefined
      writeAll(this.#fd, lines.join(''))
    }
  }

  close(): void {
    fsyncSync(this.#fd)
    closeSync(this.#fd)
  }
}

/** Replaces the log by one that says the same in fewer lines; a crash leaves the old or the new one. */
export function rewriteLog(path: string, entries: Iterable<unknown>): void {
  const temporary = join(dirname(path), `.compacting-${process.pid}`)
  const fd = openSync(temporary, 'w', 0o600)
  let lines = [HEADER]
  for (const entry of entries) {
    lines.push(JSON.stringify(entry))
    if (lines.length < 1000) continue
    writeAll(fd, `${lines.join('\n')}\n`)
    lines = []
  }
  if (lines.length > 0) writeAll(fd, `${lines.join('\n')}\n`)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(temporary, path)
}

/** One write may take fewer bytes than it was given. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
}
