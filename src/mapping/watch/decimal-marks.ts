import {type CellProblem, quoteValue} from '../coerce/coercer.js'
import {hasOneMark, neededMark} from '../coerce/numbers/number-readings.js'
import {counted, Places} from './places.js'

export type DecimalMark = 'point' | 'comma'

/** A cell that needs the other decimal mark than the flags name. */
export interface OtherMark {
  readonly line: number
  readonly cell: string
}

interface NumberColumn {
  readonly column: string
  /** For messages: `property amount (deals)`. */
  readonly where: string
  /** What the flags say. */
  readonly decimal: DecimalMark
}

const BLANK = 32
const POINT = 46
const COMMA = 44

/**
 * One number column, in file order. While all its cells go with the flags, `1.234` is believed to be what they say;
 * once a cell needs the other decimal mark (`1.234,50`), it may be either number, and is rejected from then on.
 */
export class DecimalMarks {
  readonly #column: NumberColumn
  readonly #believed = new Places()
  #other: OtherMark | undefined
  #hasOwn = false

  constructor(column: NumberColumn, other: OtherMark | undefined) {
    this.#column = column
    this.#other = other
  }

  get other(): OtherMark | undefined {
    return this.#other
  }

  /** Cells that were sent before the column turned out to have both marks; 0 where it has not. */
  get doubtful(): number {
    return this.#other === undefined ? 0 : this.#believed.count
  }

  /** A cell of a row that was sent, or will be. Called for every cell, so it looks at single characters first. */
  sent(cell: string, line: number): void {
    const last = (cell.charCodeAt(cell.length - 1) > BLANK ? cell : cell.trimEnd()).length - 1
    if (isMark(cell.charCodeAt(last - 3))) {
      if (hasOneMark(cell.trim())) this.#believed.add(line, cell)
      else this.#hasOwn = true
    } else if (isMark(cell.charCodeAt(last - 2)) || isMark(cell.charCodeAt(last - 1))) this.#hasOwn = true
  }

  /** A cell of a row that was rejected: only such a one can need the other mark. */
  rejected(cell: string, line: number): void {
    if (this.#other === undefined && neededMark(cell.trim()) === otherMark(this.#column.decimal))
      this.#other = {line, cell}
  }

  /** It was rejected before, for what the column had shown. */
  doubted(cell: string, line: number): void {
    if (hasOneMark(cell.trim())) this.#other ??= {line, cell}
  }

  /** Why the cell cannot be believed; undefined where it can. */
  problem(cell: string): CellProblem | undefined {
    if (this.#other === undefined || !isMark(cell.charCodeAt(cell.trimEnd().length - 4)) || !hasOneMark(cell.trim()))
      return undefined
    const {where, decimal, column} = this.#column
    const text = cell.trim()
    const [whole, fraction] = [text.replace(/[.,]/, ''), text.replace(',', '.')]
    const seen = `${quoteValue(this.#other.cell)} in line ${this.#other.line}`
    const plain = `${fraction.replace('.', decimal === 'point' ? '.' : ',')}0`
    const flag =
      decimal === 'point'
        ? 'If all numbers of the column have a decimal comma, push with --decimal-comma'
        : 'If all numbers of the column have a decimal point, push without --decimal-comma'
    const message = `${quoteValue(cell)} could be ${whole} or ${fraction}, because column "${column}" has both decimal marks, for example ${seen} (${where}). ${flag}; otherwise write ${whole} or ${plain}.`
    return {code: 'AMBIGUOUS_VALUE', message}
  }

  warning(): string | undefined {
    if (this.#other === undefined) return undefined
    const {column, decimal} = this.#column
    const seen = `Column "${column}" has numbers with a decimal ${otherMark(decimal)}, for example ${quoteValue(this.#other.cell)} in line ${this.#other.line}`
    if (this.#believed.count > 0) {
      const {count, example, lines} = this.#believed
      const before = `${counted(count, 'number')} before it may be wrong by a factor of a thousand, for example ${quoteValue(example)} (${lines}), read with a decimal ${decimal}`
      return `${seen}; ${before}. ${adviceOf(decimal)}`
    }
    return this.#hasOwn ? `${seen}, and others with a decimal ${decimal}. ${adviceOf(decimal)}` : undefined
  }
}

function adviceOf(decimal: DecimalMark): string {
  const flag = decimal === 'point' ? 'with --decimal-comma' : 'without --decimal-comma'
  return `Check them, and push the file again ${flag} if all its numbers are written that way, or after correcting the column.`
}

function otherMark(decimal: DecimalMark): DecimalMark {
  return decimal === 'point' ? 'comma' : 'point'
}

function isMark(code: number): boolean {
  return code === POINT || code === COMMA
}
