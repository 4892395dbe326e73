import {shellQuote} from '../../shared/text/shell-quote.js'
import {quoteValue} from '../coerce/coercer.js'
import type {ColumnTarget} from '../mapping-types.js'
import {counted, Places} from './places.js'
import {oddWord} from './words.js'

/** As a spreadsheet shows a long number in a narrow column: 1.23457E+11. */
const SHORTENED = /^[+-]?\d(?:[.,]\d+)?E\+\d{2,3}$/i
/** How pandas and spreadsheets write whole numbers that they took for decimals. */
const POINT_ZERO = /^\d+([.,]0{1,2})$/

/** The cells of one column that are sent, or would be, though they may not be what was meant. */
export class WatchedColumn {
  readonly #target: ColumnTarget
  readonly #words = new Map<string, Places>()
  readonly #errors = new Places()
  readonly #shortened = new Places()
  readonly #pointZero = new Places()
  /** Until a key ends otherwise. */
  #endInPointZero: boolean
  #ending: string | undefined

  constructor(target: ColumnTarget) {
    this.#target = target
    this.#endInPointZero = target.isKey
  }

  /** A cell of which `mayBeOdd` is true. */
  see(cell: string, line: number): void {
    const word = oddWord(cell)
    if (word !== undefined) this.#seeWord(word, cell, line)
    else this.#seeShortened(cell, line)
  }

  /**
   * Every cell of the key's column, until one of them does not end in `.0`. An empty one is not a key, and often the
   * reason for the others.
   */
  seeKey(cell: string, line: number): void {
    const text = cell.trim()
    if (text === '') return
    const [, ending] = POINT_ZERO.exec(text) ?? []
    this.#ending ??= ending
    this.#endInPointZero = ending !== undefined && ending === this.#ending
    if (this.#endInPointZero) this.#pointZero.add(line, text)
  }

  get endInPointZero(): boolean {
    return this.#endInPointZero
  }

  warnings(): string[] {
    return [this.#wordWarning(), this.#errorWarning(), this.#shortenedWarning(), this.#pointZeroWarning()].filter(
      text => text !== undefined,
    )
  }

  /** An option of that name is not an odd word, nor is what the mapping translates. */
  #seeWord(word: 'null' | 'error', cell: string, line: number): void {
    const {watched, coerce, empty} = this.#target
    if (
      watched.translated?.has(cell) === true ||
      empty.nulls?.has(cell) === true ||
      (!watched.isText && typeof coerce(cell) === 'string')
    )
      return
    if (word === 'error') this.#errors.add(line, cell)
    else {
      const places = this.#words.get(cell) ?? new Places()
      this.#words.set(cell, places)
      places.add(line, cell)
    }
  }

  #seeShortened(cell: string, line: number): void {
    if ((this.#target.watched.isText || this.#target.isKey) && SHORTENED.test(cell.trim()))
      this.#shortened.add(line, cell)
  }

  get #name(): string {
    return this.#target.isKey ? `Key column "${this.#target.column}"` : `Column "${this.#target.column}"`
  }

  #wordWarning(): string | undefined {
    if (this.#words.size === 0) return undefined
    const found = [...this.#words].map(
      ([word, {count, lines}]) =>
        `${counted(count, 'cell')} ${word === word.trim() ? word : quoteValue(word)} (${lines})`,
    )
    const flags = [...this.#words.keys()].map(word => `--null ${shellQuote(word)}`)
    const {watched, isKey} = this.#target
    const stored =
      watched.isText && !isKey
        ? ' Stored values stay as they are, unless the column has "empty: clear" in a mapping file.'
        : ''
    return `${this.#name} contains ${found.join(', ')}: if that means "no value", push with ${flags.join(' ')}.${stored}`
  }

  #errorWarning(): string | undefined {
    const {count, example, lines} = this.#errors
    if (count === 0) return undefined
    return `${this.#name} contains ${counted(count, 'spreadsheet error')}, for example ${example} (${lines}): correct the formulas, or widen the column, and export it again.`
  }

  #shortenedWarning(): string | undefined {
    const {count, example, lines} = this.#shortened
    if (count === 0) return undefined
    const harm = this.#target.isKey ? 'different records may have been given the same key' : 'the last digits are lost'
    return `${this.#name} contains ${counted(count, 'number')} that a spreadsheet seems to have shortened, for example ${example} (${lines}): ${harm}. Export the column as text.`
  }

  #pointZeroWarning(): string | undefined {
    const {count, example} = this.#pointZero
    if (!this.#endInPointZero || count === 0) return undefined
    const ending = this.#ending ?? ''
    const whole = quoteValue(example.slice(0, -ending.length))
    return `${this.#name}: all keys end in "${ending}", for example ${quoteValue(example)}, which is how pandas and others write whole numbers in columns with empty cells. These keys differ from ${whole}: export them as whole numbers.`
  }
}
