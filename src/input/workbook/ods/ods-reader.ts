import type {XmlHandler} from '../archive/xml-parts.js'
import type {SheetName} from '../choose-sheet.js'
import {MOST_COLUMNS, MOST_ROWS, noFacts, noteMerged, type SheetFacts, type SheetRow} from '../sheet-row.js'
import {SheetProblem} from '../workbook-error.js'
import {readOdsCell} from './ods-cell.js'
import {Paragraphs} from './paragraphs.js'

type Attributes = Readonly<Record<string, string>>

/** A row, and how many times it comes. */
export interface RepeatedRow {
  readonly row: SheetRow
  readonly times: number
}

interface OpenRow {
  readonly line: number
  readonly times: number
  readonly isHidden: boolean
  readonly columns: number[]
  readonly texts: string[]
  readonly types: string[]
  /** Of the next cell. */
  column: number
}

/** Makes rows of what a sheet of an .ods file holds, as its XML is read: of the one that `wants` says. */
export class OdsReader implements XmlHandler {
  readonly facts: SheetFacts = noFacts()
  readonly sheets: SheetName[] = []
  readonly #wants: (sheet: SheetName, index: number) => boolean
  readonly #path: string[] = []
  readonly #hiddenStyles = new Set<string>()
  readonly #paragraphs = new Paragraphs()
  #rows: RepeatedRow[] = []
  #style = ''
  /** How deep the wanted sheet is; 0 outside of it. */
  #sheetDepth = 0
  #row: OpenRow | undefined
  #cell: {readonly depth: number; readonly attributes: Attributes} | undefined
  #hiddenGroups = 0
  #line = 0
  chosen: SheetName | undefined

  constructor(wants: (sheet: SheetName, index: number) => boolean) {
    this.#wants = wants
  }

  /** The rows that are complete; each is given once. */
  take(): readonly RepeatedRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (this.#cell !== undefined) this.#openInCell(name, attributes)
    else if (this.#sheetDepth > 0) this.#openInSheet(name, attributes)
    else if (name === 'table:table' && parent === 'office:spreadsheet') this.#openSheet(attributes)
    else if (name === 'style:style') this.#style = attributes['style:name'] ?? ''
    else if (name === 'style:table-properties' && attributes['table:display'] === 'false')
      this.#hiddenStyles.add(this.#style)
  }

  close(name: string): void {
    const depth = this.#path.length
    this.#path.pop()
    if (this.#cell !== undefined) {
      if (depth === this.#cell.depth) this.#closeCell(this.#cell.attributes)
      else if (this.#paragraphs.isInside) this.#paragraphs.close()
    } else if (depth === this.#sheetDepth) this.#sheetDepth = 0
    else if (this.#sheetDepth > 0) this.#closeInSheet(name)
  }

  text(text: string): void {
    if (this.#paragraphs.isInside) this.#paragraphs.text(text)
  }

  #openSheet(attributes: Attributes): void {
    const isVisible = !this.#hiddenStyles.has(attributes['table:style-name'] ?? '')
    const sheet = {name: attributes['table:name'] ?? '', isVisible}
    this.sheets.push(sheet)
    if (this.chosen !== undefined || !this.#wants(sheet, this.sheets.length - 1)) return
    this.chosen = sheet
    this.#sheetDepth = this.#path.length
  }

  #openInSheet(name: string, attributes: Attributes): void {
    if (name === 'table:table-row') this.#openRow(attributes)
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#openCell(attributes)
    else if (name === 'table:table-row-group' && (this.#hiddenGroups > 0 || attributes['table:display'] === 'false'))
      this.#hiddenGroups += 1
  }

  #closeInSheet(name: string): void {
    if (name === 'table:table-row') this.#closeRow()
    else if (name === 'table:table-row-group' && this.#hiddenGroups > 0) this.#hiddenGroups -= 1
  }

  #openRow(attributes: Attributes): void {
    const times = countOf(attributes['table:number-rows-repeated'])
    const visibility = attributes['table:visibility'] ?? 'visible'
    const isHidden = visibility !== 'visible' || this.#hiddenGroups > 0
    this.#row = {line: this.#line + 1, times, isHidden, columns: [], texts: [], types: [], column: 0}
    this.#line += times
  }

  #closeRow(): void {
    const row = this.#row
    this.#row = undefined
    if (row === undefined || row.columns.length === 0) return
    if (this.#line > MOST_ROWS) throw new SheetProblem(`it has more than ${MOST_ROWS} rows`)
    this.#rows.push({row, times: row.times})
  }

  #openCell(attributes: Attributes): void {
    if (this.#row === undefined) throw new SheetProblem('it has a cell outside of any row')
    this.#cell = {depth: this.#path.length, attributes}
  }

  #openInCell(name: string, attributes: Attributes): void {
    const isParagraph = name === 'text:p' && this.#path.length - 1 === this.#cell?.depth
    if (isParagraph || this.#paragraphs.isInside) this.#paragraphs.open(name, attributes)
  }

  #closeCell(attributes: Attributes): void {
    const row = this.#row
    this.#cell = undefined
    const read = readOdsCell(attributes, this.#paragraphs.take())
    if (row === undefined) return
    const end = row.column + countOf(attributes['table:number-columns-repeated'])
    if (read !== undefined) {
      if (end > MOST_COLUMNS) throw new SheetProblem(`row ${row.line} has more than ${MOST_COLUMNS} columns`)
      this.#noteSpan(attributes, row)
      for (let column = row.column; column < end; column++) {
        row.columns.push(column)
        row.texts.push(read.text)
        row.types.push(read.type)
      }
    }
    row.column = end
  }

  #noteSpan(attributes: Attributes, {line, column}: OpenRow): void {
    const rows = countOf(attributes['table:number-rows-spanned'])
    const columns = countOf(attributes['table:number-columns-spanned'])
    if (rows > 1 || columns > 1) noteMerged(this.facts, `row ${line}, column ${column + 1}`, line + rows - 1)
  }
}

/** 1 where it is not said. */
function countOf(text = '1'): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new SheetProblem(`it repeats something ${text.slice(0, 20)} times`)
  return Math.min(count, Number.MAX_SAFE_INTEGER / 2)
}
