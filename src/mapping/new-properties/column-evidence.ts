import type {ValueFormats} from '../coerce/coercer.js'
import {type CellKind, type KindReaders, kindReaders} from './cell-kinds.js'

/** What all cells of a column together say that it holds. */
export interface ColumnVerdict {
  readonly kind: CellKind | 'text' | 'long text'
  /** Why it is a text, where it nearly was something else; a whole clause for people. */
  readonly why?: string
  /** Cells that are not empty. */
  readonly values: number
  /** The different texts of the column, as long as they are few and repeat. */
  readonly choices?: readonly string[]
}

/** A longer text is shown in several lines. */
const ONE_LINE = 255
const CHOICES = 50
const LONGEST_CHOICE = 100
/** Of a cell in a message. */
const SHOWN = 30

/**
 * Looks at the cells of one column, one by one, and keeps no more of them than `CHOICES`. A column is a text unless
 * every cell is of one other kind, and of that alone.
 */
export class ColumnEvidence {
  readonly #readers: KindReaders
  #possible: readonly CellKind[]
  #values = 0
  #isLong = false
  #choices: Set<string> | undefined = new Set()
  #against: string | undefined

  constructor(formats: ValueFormats, column: string) {
    this.#readers = kindReaders(formats, column)
    this.#possible = this.#readers.kinds
  }

  /**
   * A cell that is not empty. `isNumber`, `isIso`: a number of JSON, a date of ISO 8601, whatever the texts of the file
   * look like.
   */
  add(cell: string, isNumber = false, isIso = false): void {
    this.#values += 1
    if (this.#possible.length > 0) this.#narrow(cell, isNumber, isIso)
    this.#isLong ||= cell.length > ONE_LINE || /[\r\n]/.test(cell)
    this.#choose(cell)
  }

  verdict(): ColumnVerdict {
    const [kind, ...others] = this.#values === 0 ? [] : this.#possible
    const doubt = kind === undefined ? undefined : this.#readers.doubt(kind)
    const values = this.#values
    if (kind !== undefined && others.length === 0 && doubt === undefined) return {kind, values}
    const why = values === 0 ? 'no values' : others.length > 0 ? `may be ${[kind, ...others].join(' or ')}` : doubt
    const text = why ?? this.#readers.ambiguity() ?? this.#against
    const choices = this.#repeated()
    return {
      kind: this.#isLong ? 'long text' : 'text',
      values,
      ...(text !== undefined && {why: text}),
      ...(choices !== undefined && {choices}),
    }
  }

  #narrow(cell: string, isNumber: boolean, isIso: boolean): void {
    const before = this.#possible
    this.#possible = before.filter(kind => this.#readers.fits(kind, cell, isNumber, isIso))
    if (this.#possible.length === 0 && this.#values > 1)
      this.#against = `"${cell.slice(0, SHOWN)}" is not a ${before.join(' or ')}`
  }

  #choose(cell: string): void {
    const text = cell.trim()
    this.#choices?.add(text)
    if (text.length > LONGEST_CHOICE || (this.#choices?.size ?? 0) > CHOICES) this.#choices = undefined
  }

  #repeated(): readonly string[] | undefined {
    const choices = this.#choices
    return choices === undefined || choices.size < 2 || choices.size * 2 > this.#values ? undefined : [...choices]
  }
}
