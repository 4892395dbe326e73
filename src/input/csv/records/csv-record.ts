import {MAX_RECORD_CHARS} from '../../limits.js'
import type {Cut} from './cut-cells.js'

/** One record of a CSV file; blank lines are none. */
export interface CsvRecord {
  /** Where it starts. */
  readonly line: number
  readonly text: string
  readonly cut: Cut
}

/**
 * A record without quotes. It is cut whenever it is asked for its cells, most of them once: kept with a block of
 * records, cells would live much longer than their row.
 */
export class PlainRecord implements CsvRecord {
  readonly line: number
  readonly text: string
  readonly #delimiter: string

  constructor(line: number, text: string, delimiter: string) {
    this.line = line
    this.text = text
    this.#delimiter = delimiter
  }

  get cut(): Cut {
    return this.text.length > MAX_RECORD_CHARS ? {problem: 'it is too long'} : this.text.split(this.#delimiter)
  }
}

const MARK = 0xfeff

/** Files that were joined bring their byte order marks along: one may be before any record. */
export function withoutMark(line: string): string {
  return line.charCodeAt(0) === MARK ? line.slice(1) : line
}

/** Nothing but delimiters and blanks: how spreadsheets pad a sheet. */
export function isBlank(line: string, delimiter: string): boolean {
  const first = line.charCodeAt(0)
  // most lines, without looking further
  if (first > 0x20 && first < 0x80 && first !== delimiter.charCodeAt(0)) return false
  return line.replaceAll(delimiter, '').trim() === ''
}

/** Windows writes `\r\n`, some programs on it `\r\r\n`: all of it is the line's end. */
export function withoutReturns(line: string): string {
  let end = line.length
  while (end > 0 && line.charCodeAt(end - 1) === 0x0d) end -= 1
  return end === line.length ? line : line.slice(0, end)
}
