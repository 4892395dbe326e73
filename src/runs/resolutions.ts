import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {partOf, type RejectedPart} from '../rows/rejected-part.js'
import {AppendFile} from './journal/append-file.js'

/** A row of a run that decides what becomes of a reject. */
export interface Resolution {
  readonly run: string
  /** From 1, as that run counts. */
  readonly row: number
  /**
   * Where that run sent rejected rows again, and so counts them anew: the row of the file that was first pushed, and
   * the run that pushed it. Absent otherwise, and in files of older versions.
   */
  readonly origin?: {readonly run: string; readonly row: number}
}

/** What became of a reject since. */
export interface RejectFate {
  /** The row was written there, or it was refused again and is open there. Absent while it is open here. */
  readonly resolvedBy?: Resolution
  /** A later row of its key, which was written. Absent if there is none. */
  readonly supersededBy?: Resolution
}

/** A line of resolutions.jsonl, beside rejects.jsonl, which is never rewritten. */
interface ResolutionLine extends RejectFate, RejectedPart {
  /** Row of the reject in its own run. */
  readonly row: number
}

/** A row may have several rejects: each of one link, and one of its membership. */
export function rejectName({row, link, list}: RejectedPart & {readonly row: number}): string {
  if (link === undefined) return list === undefined ? String(row) : `${row} list`
  const {column, property, value, label = ''} = link
  return `${row} ${JSON.stringify([column, property, value, label])}`
}

/** Name of a reject → what became of it; empty when nothing did. A torn last line is passed over. */
export async function readResolutions(directory: string): Promise<ReadonlyMap<string, RejectFate>> {
  const text = await readFile(resolutionsPath(directory), 'utf8').catch(emptyWhenMissing)
  const fates = new Map<string, RejectFate>()
  for (const line of text.split('\n')) {
    const parsed = parseLine(line)
    if (parsed === undefined) continue
    const {row, link, list, ...fate} = parsed
    const name = rejectName({row, ...partOf(parsed)})
    fates.set(name, {...fates.get(name), ...fate})
  }
  return fates
}

/** Appends resolutions to a run; close it at the end. */
export class ResolutionWriter {
  readonly #file: AppendFile

  private constructor(file: AppendFile) {
    this.#file = file
  }

  static async open(directory: string): Promise<ResolutionWriter> {
    return new ResolutionWriter(await AppendFile.openAtEnd(resolutionsPath(directory)))
  }

  async add(rows: readonly ResolutionLine[]): Promise<void> {
    for (const row of rows) this.#file.append(`${JSON.stringify(row)}\n`)
    await this.#file.flush(false)
  }

  async close(): Promise<void> {
    await this.#file.flush(true)
    await this.#file.close()
  }
}

function parseLine(text: string): ResolutionLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<ResolutionLine> | null
    const run = line?.resolvedBy?.run ?? line?.supersededBy?.run
    return typeof line?.row === 'number' && typeof run === 'string' ? (line as ResolutionLine) : undefined
  } catch {
    return undefined
  }
}

function resolutionsPath(directory: string): string {
  return join(directory, 'resolutions.jsonl')
}

function emptyWhenMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
