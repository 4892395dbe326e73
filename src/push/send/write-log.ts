import type {MappedRow} from '../../rows/rows.js'
import {ownOf} from '../../shared/named.js'

/** A row that HubSpot took. */
export interface Write {
  readonly row: MappedRow
  /** Absent where no reply named it. */
  readonly recordId?: string | undefined
  /** The wave of requests it was sent in, or after which it was heard of. */
  readonly wave: number
}

/** A unique value that was refused since another record holds it. */
export interface Wanted {
  readonly row: MappedRow
  /** The wave of requests in which it was refused. */
  readonly wave: number
  /** Absent where HubSpot names none. */
  readonly property?: string | undefined
  /** Record id of the holder; absent where HubSpot names none. */
  readonly holder?: string | undefined
}

/**
 * What rows have written since a batch began: which record is whose, and which unique values may have been given up.
 */
export class WriteLog {
  readonly #all: Write[] = []
  /** Those whose record no reply named are under undefined. */
  readonly #byRecord = new Map<string | undefined, Write[]>()
  /** How many of all are in it: few batches ever ask. */
  #indexed = 0

  /** Waves only grow. */
  add(write: Write): void {
    this.#all.push(write)
  }

  /** The key whose rows wrote this record. */
  keyOf(recordId: string): string | undefined {
    return this.#writesOf(recordId)[0]?.row.orderKey
  }

  /**
   * Whether a row in front of it has, since it was refused, given the holder another value; where none is named, any
   * record.
   */
  mayHaveFreed(wanted: Wanted): boolean {
    const {property, holder, row} = wanted
    if (property === undefined) return holder !== undefined && this.#before(wanted, holder).length > 0
    const givesUp = (write: Write): boolean => givesAnother(write.row, property, row)
    if (holder === undefined) return before(wanted, this.#all).some(givesUp)
    const last = this.#before(wanted, holder)
      .filter(write => ownOf(write.row.properties, property) !== undefined)
      .reduce<Write | undefined>(
        (latest, write) => (latest === undefined || write.row.row > latest.row.row ? write : latest),
        undefined,
      )
    return (last !== undefined && givesUp(last)) || this.#before(wanted, undefined).some(givesUp)
  }

  #before(wanted: Wanted, recordId: string | undefined): Write[] {
    return before(wanted, this.#writesOf(recordId))
  }

  #writesOf(recordId: string | undefined): readonly Write[] {
    for (const write of this.#all.slice(this.#indexed)) {
      const known = this.#byRecord.get(write.recordId)
      if (known === undefined) this.#byRecord.set(write.recordId, [write])
      else known.push(write)
    }
    this.#indexed = this.#all.length
    return this.#byRecord.get(recordId) ?? []
  }
}

/** Whether this row sets the property to another value than `wanted` does. */
export function givesAnother({properties}: MappedRow, property: string, wanted: MappedRow): boolean {
  const [value, other] = [ownOf(wanted.properties, property), ownOf(properties, property)]
  return value !== undefined && other !== undefined && value !== other
}

/** Rows of other keys that are in front of it in the file and were written in its wave or later. */
function before({row, wave}: Wanted, writes: readonly Write[]): Write[] {
  const since = writes.slice(writes.findLastIndex(write => write.wave < wave) + 1)
  return since.filter(write => write.row.row < row.row && write.row.orderKey !== row.orderKey)
}
