import type {MappedRow} from '../../rows/rows.js'
import type {BatchRow} from './batch.js'

/** What a key that repeats does; see the contract's `--duplicates`. */
export type Duplicates = 'apply' | 'each' | 'last' | 'reject'

/**
 * Key as sent → row, for all keys of a file. Look-alikes (`A 1` and `A1`) are two keys here: HubSpot may hold a record
 * of each.
 */
export interface KeyRows {
  get(key: string): number | undefined
  set(key: string, row: number): void
}

/** Remembers the last row of each key that can be sent, in a first pass over the file. */
export function noteLast(keys: KeyRows, row: BatchRow): void {
  if (row.kind === 'mapped') keys.set(row.key, row.row)
}

/** `last`: rows that a later one of their key overtakes are left out. A row that is refused here overtakes nothing. */
export function keepLast(keys: KeyRows): (row: BatchRow) => BatchRow {
  return row => {
    if (row.kind !== 'mapped' || keys.get(row.key) === row.row) return row
    const {row: number, line, key} = row
    return {kind: 'skipped', row: number, line, key}
  }
}

/**
 * `reject`: all but the first row of a key are refused. A row that is refused here for another reason is not a first
 * row.
 */
export function rejectRepeated(keys: KeyRows): (row: BatchRow) => BatchRow {
  return row => {
    if (row.kind !== 'mapped') return row
    const first = keys.get(row.key)
    if (first !== undefined && first !== row.row) return refused(row, first)
    keys.set(row.key, row.row)
    return row
  }
}

function refused({row, line, key, record}: MappedRow, first: number): BatchRow {
  const message = `Row ${first} already has the key "${key}", and --duplicates reject sends only the first row of a key.`
  return {kind: 'reject', row, line, key, code: 'DUPLICATE_KEY', value: key, message, attempts: 0, record}
}
