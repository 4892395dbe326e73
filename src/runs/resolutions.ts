import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {AppendFile} from './append-file.js'

/** Which run and row took a reject over: the row was written there, or it was refused again and is open there. */
export interface Resolution {
  readonly run: string
  readonly row: number
}

/** A line of resolutions.jsonl, beside rejects.jsonl, which is never rewritten. */
interface ResolutionLine {
  /** Row of the reject in its own run. */
  readonly row: number
  readonly resolvedBy: Resolution
}

/** Row of a reject → what resolved it; empty when nothing was. A torn last line is passed over. */
export async function readResolutions(directory: string): Promise<ReadonlyMap<number, Resolution>> {
  const text = await readFile(resolutionsPath(directory), 'utf8').catch(emptyWhenMissing)
  const resolutions = new Map<number, Resolution>()
  for (const line of text.split('\n')) {
    const parsed = parseLine(line)
    if (parsed !== undefined) resolutions.set(parsed.row, parsed.resolvedBy)
  }
  return resolutions
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
    return typeof line?.row === 'number' && typeof line.resolvedBy?.run === 'string' ? (line as ResolutionLine) : undefined
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
