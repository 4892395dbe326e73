import type {Settled} from '../../rows/rows.js'
import {AppendFile} from '../journal/append-file.js'
import {memberLine} from './member-line.js'

/**
 * The keys of a run's rows as they are settled, in the run's directory: what the run will add to its member list. The
 * journal counts its bytes, so that a resumed run continues it where it was.
 */
export class MemberLog {
  readonly #file: AppendFile
  /** Whether the row with this number sets the mark's value itself; asked once for each row. */
  readonly #isOwn: (row: number) => boolean

  private constructor(file: AppendFile, isOwn: (row: number) => boolean) {
    this.#file = file
    this.#isOwn = isOwn
  }

  static async open(path: string, bytes: number, isOwn: (row: number) => boolean = () => false): Promise<MemberLog> {
    return new MemberLog(await AppendFile.open(path, bytes), isOwn)
  }

  get bytes(): number {
    return this.#file.bytes
  }

  add(settled: readonly Settled[]): void {
    let text = ''
    for (const row of settled) {
      const isOwn = this.#isOwn(row.row)
      if (row.key === undefined) continue
      text += `${memberLine(row.kind === 'reject' ? '-' : isOwn ? '=' : '+', row.key)}\n`
    }
    if (text !== '') this.#file.append(text)
  }

  flush(sync: boolean): Promise<void> {
    return this.#file.flush(sync)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
