import type {XmlHandler} from '../archive/xml-parts.js'
import {MOST_COLUMNS, MOST_ROWS, noFacts, noteMerged, type SheetFacts, type SheetRow} from '../sheet-row.js'
import {SheetProblem} from '../workbook-error.js'
import {type CellContext, readCell} from './cell-reader.js'
import {TextRuns} from './text-runs.js'
import {isTrue, localName} from './xlsx-names.js'

interface OpenRow {
  readonly line: number
  readonly isHidden: boolean
  readonly columns: number[]
  readonly texts: string[]
  readonly types: string[]
  /** Of the cell before, from 0. */
  column: number
  isSorted: boolean
}

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string | undefined
  formula: string | undefined
}

/** Makes rows of what a sheet of an .xlsx file holds, as its XML is read. */
export class SheetReader implements XmlHandler {
  readonly facts: SheetFacts = noFacts()
  readonly #context: CellContext
  readonly #runs = new TextRuns()
  #rows: SheetRow[] = []
  #row: OpenRow | undefined
  #cell: OpenCell | undefined
  /** The element whose text is wanted. */
  #inside: 'v' | 'f' | 'is' | undefined
  #line = 0

  constructor(context: CellContext) {
    this.#context = context
  }

  /** The rows that are complete; each is given once. */
  take(): readonly SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    const name = localName(tag)
    if (this.#inside === 'is') this.#runs.open(name)
    else if (this.#cell !== undefined) this.#openInCell(name)
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'row') this.#openRow(attributes)
    else if (name === 'mergeCell') this.#merge(attributes['ref'] ?? '')
  }

  close(tag: string): void {
    const name = localName(tag)
    if (name === this.#inside) this.#closeInCell()
    else if (this.#inside === 'is') this.#runs.close(name)
    else if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
  }

  text(text: string): void {
    const cell = this.#cell
    if (cell === undefined) return
    if (this.#inside === 'v') cell.value = (cell.value ?? '') + text
    else if (this.#inside === 'f') cell.formula = (cell.formula ?? '') + text
    else if (this.#inside === 'is') this.#runs.text(text)
  }

  #openRow({r, hidden}: Readonly<Record<string, string>>): void {
    const line = r === undefined ? this.#line + 1 : Number(r)
    if (!Number.isInteger(line) || line < 1 || line > MOST_ROWS)
      throw new SheetProblem(`it has a row ${(r ?? String(line)).slice(0, 20)}, and sheets end at row ${MOST_ROWS}`)
    if (line <= this.#line) this.facts.disordered += 1
    this.#line = line
    const isHidden = isTrue(hidden)
    this.#row = {line, isHidden, columns: [], texts: [], types: [], column: -1, isSorted: true}
  }

  #openCell({r, t: type = 'n', s: style = '0'}: Readonly<Record<string, string>>): void {
    const row = this.#row
    if (row === undefined) throw new SheetProblem('it has a cell outside of any row')
    const column = r === undefined ? row.column + 1 : columnOf(r)
    if (column >= MOST_COLUMNS)
      throw new SheetProblem(`it has a cell ${(r ?? '').slice(0, 20)}, and sheets have ${MOST_COLUMNS} columns`)
    row.isSorted &&= column > row.column
    row.column = column
    this.#cell = {column, type, style: Number(style), value: undefined, formula: undefined}
  }

  #openInCell(name: string): void {
    const cell = this.#cell
    if (cell === undefined) return
    if (name === 'v' || name === 'f' || name === 'is') this.#inside = name
    if (name === 'v') cell.value = ''
    else if (name === 'f') cell.formula = ''
  }

  #closeInCell(): void {
    if (this.#inside === 'is' && this.#cell !== undefined) this.#cell.value = this.#runs.take()
    this.#inside = undefined
  }

  #closeCell(): void {
    const [row, cell] = [this.#row, this.#cell]
    this.#cell = undefined
    if (row === undefined || cell === undefined) return
    const read = readCell(cell, this.#context)
    if (read === 'no string')
      throw new SheetProblem(
        `row ${row.line} names a text ${cell.value?.slice(0, 20)}, and there are ${this.#context.strings.size}`,
      )
    if (read === undefined) return
    row.columns.push(cell.column)
    row.texts.push(read.text)
    row.types.push(read.type)
  }

  #closeRow(): void {
    const row = this.#row
    this.#row = undefined
    if (row === undefined || row.columns.length === 0) return
    if (!row.isSorted) forbidTwice(row)
    this.#rows.push(row.isSorted ? row : sorted(row))
  }

  #merge(ref: string): void {
    const [first = '', last = first] = ref.split(':')
    if (first !== last) noteMerged(this.facts, ref, Number(/\d+$/.exec(last)?.[0] ?? 0))
  }
}

const A = 64

/** From 0; beyond the last one for what is no reference. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length && column <= MOST_COLUMNS; at++) {
    const letter = reference.charCodeAt(at) & 0xdf
    if (letter <= A || letter > A + 26) return column === 0 ? MOST_COLUMNS : column - 1
    column = column * 26 + letter - A
  }
  return column === 0 ? MOST_COLUMNS : column - 1
}

function forbidTwice({line, columns}: OpenRow): void {
  if (new Set(columns).size < columns.length) throw new SheetProblem(`row ${line} has a cell twice`)
}

function sorted({line, isHidden, columns, texts, types}: OpenRow): SheetRow {
  const order = columns.map((_, at) => at).toSorted((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0))
  const inOrder = <T>(items: readonly T[]): T[] => order.flatMap(at => items.slice(at, at + 1))
  return {line, isHidden, columns: inOrder(columns), texts: inOrder(texts), types: inOrder(types)}
}
