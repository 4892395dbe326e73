import {join} from 'node:path'
import type {Settled} from '../../rows/rows.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {AppendFile} from '../journal/append-file.js'

/** Marks of a living process are no closer than this. */
export const MARK_MS = 250

/** A link that HubSpot has just confirmed: ids of records of `direction`, and the keys of its labels (`U37`). */
export interface MadeLink {
  readonly from: string
  readonly to: string
  readonly labels: readonly string[]
}

/**
 * Which records a run has made, for `runs undo`: a file of lines, some 13 bytes a record.
 *
 *     start 1764406800000 .                     a process begins, at this moment (ms)
 *     made 1764406800900 1764406800612 @1 170000000001 170000000002 @7 170000000009 ?170000000011 .
 *     alive 1764406800950 .                     it sends, or has got an answer
 *     link 0-2 170000000001:180000000001 170000000002:180000000001:U37,H28 .
 *     end 1764406801000 .                       it ended in good order
 *
 * `made`: when the reply was here, when HubSpot says that it made the last of them (0: no reply says it), and the ids,
 * of row 1, 2, 7 and 8. `?`: no reply said that the record was new. A moment counts from the start by the clock that
 * only grows. `link`: what was linked, the object's type id first. A line without its full stop was torn: its last id is none.
 *
 * Lines are with the system when they were noted, and on disk when the run ends: what a power cut loses is not undone.
 */
export class CreatedLog {
  readonly #file: AppendFile
  readonly #now: () => number
  /** Until when the file says that the process lived. */
  #markedMs = 0
  #failure: unknown

  private constructor(file: AppendFile, now: () => number) {
    this.#file = file
    this.#now = now
  }

  static async open(directory: string, clock: Clock): Promise<CreatedLog> {
    const [start, monotonicStart] = [clock.now(), monotonicNow(clock)]
    const now = (): number => Math.round(start + monotonicNow(clock) - monotonicStart)
    const log = new CreatedLog(await AppendFile.openAtEnd(createdPath(directory)), now)
    log.#append(`start ${now()}`)
    return log
  }

  /** Rows that HubSpot has just confirmed. Throws AppError DISK_FULL of what was noted before. */
  note(settled: readonly Settled[]): void {
    let ids = ''
    let expected = 0
    let createdAt: string | undefined
    for (const outcome of settled) {
      if (outcome.kind !== 'ack' || !outcome.created || outcome.recordId === undefined) continue
      const {row, recordId} = outcome
      if (!/^\d+$/.test(recordId)) continue // as no id of HubSpot's is: it could not be read again
      ids += `${row === expected ? '' : ` @${row}`} ${outcome.createdAt === undefined ? '?' : ''}${recordId}`
      expected = row + 1
      createdAt = outcome.createdAt ?? createdAt
    }
    if (ids === '') {
      if (settled.length > 0) this.alive()
      return
    }
    const madeAt = createdAt === undefined ? 0 : Date.parse(createdAt)
    this.#append(`made ${this.#now()} ${Number.isNaN(madeAt) ? 0 : madeAt}${ids}`)
  }

  /** Something is sent: a process that is killed has written until its last mark, at least. */
  alive(): void {
    const nowMs = this.#now()
    if (nowMs - this.#markedMs >= MARK_MS) this.#append(`alive ${nowMs}`)
  }

  /** `toTypeId`: of the records that those of the run were linked to. */
  noteLinks(toTypeId: string, links: readonly MadeLink[]): void {
    if (links.length === 0) return
    const pairs = links.map(({from, to, labels}) =>
      labels.length === 0 ? `${from}:${to}` : `${from}:${to}:${labels.join(',')}`,
    )
    this.#append(`link ${toTypeId} ${pairs.join(' ')}`)
  }

  /** The process ends in good order, whether or not the run is finished. Throws AppError DISK_FULL. */
  async close(): Promise<void> {
    try {
      this.#append(`end ${this.#now()}`)
      if (this.#failure !== undefined) throw this.#failure
      await this.#file.flush(true)
    } finally {
      await this.#file.close()
    }
  }

  #append(line: string): void {
    if (this.#failure !== undefined) throw this.#failure
    this.#file.append(`${line} .\n`)
    this.#markedMs = this.#now()
    try {
      this.#file.flushNow()
    } catch (error) {
      this.#failure = error
    }
  }
}

/** As `MadeLink` names a label: ids are unique within a category only. */
export function labelKey({category, typeId}: {readonly category: string; readonly typeId: number}): string {
  return `${category.slice(0, 1)}${typeId}`
}

export function createdPath(directory: string): string {
  return join(directory, 'created')
}
