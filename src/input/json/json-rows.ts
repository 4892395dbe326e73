import type {Reject, SourceRow} from '../../rows/rows.js'
import {jsonStringEnd} from '../../shared/text/exact-json.js'
import {unreadableRow} from '../unreadable-row.js'
import {type CellNames, type NamedCells, nameCells} from './cell-names.js'
import {type CutterSpec, JsonCutter, type JsonPiece} from './json-cutter.js'
import {openString} from './json-errors.js'
import {parseRowValue} from './parse-record.js'

export interface JsonRowsSpec extends CutterSpec {
  /** Whether the first of rows that are arrays names their cells; else they are called 1, 2, 3, … */
  readonly hasHeader: boolean
}

/**
 * The rows of a JSON document, one array for each block of text that ends some. Throws what JsonCutter does, and
 * HEADER_INVALID.
 */
export async function* jsonRows(
  texts: AsyncIterable<string>,
  spec: JsonRowsSpec,
): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  const cutter = new JsonCutter(spec)
  const reader = new RowReader(spec)
  for await (const text of texts) {
    const rows = cutter.feed(text).flatMap(piece => reader.read(piece))
    if (rows.length > 0) yield rows
  }
  const rows = cutter.end().flatMap(piece => reader.read(piece))
  if (rows.length > 0) yield rows
}

class RowReader {
  readonly #spec: JsonRowsSpec
  #row = 0
  #names: CellNames | undefined

  constructor(spec: JsonRowsSpec) {
    this.#spec = spec
  }

  /** None for the array that names the cells. */
  read({line, text}: JsonPiece): readonly (SourceRow | Reject)[] {
    const parsed = parseRowValue(text)
    if ('fields' in parsed) return [{kind: 'source', row: ++this.#row, line, record: parsed.fields}]
    if ('problem' in parsed) {
      if (hasOpenString(text)) throw openString(this.#spec, line)
      return [unreadableRow({row: ++this.#row, line, problem: parsed.problem, text})]
    }
    const cells = this.#cells(parsed.items, line)
    if (cells === 'header') return []
    this.#row += 1
    if ('problem' in cells) return [unreadableRow({row: this.#row, line, problem: cells.problem, text})]
    return [{kind: 'source', row: this.#row, line, record: cells.fields}]
  }

  #cells(items: readonly unknown[], line: number): NamedCells | 'header' {
    if (this.#names === undefined && this.#row > 0)
      return {problem: 'it is a JSON array, but the rows before it are objects'}
    const {named, names} = nameCells(items, {...this.#spec, line, names: this.#names})
    this.#names = names
    return named
  }
}

/** A string that goes over the end of its line, which none may in JSON. */
function hasOpenString(text: string): boolean {
  for (let start = text.indexOf('"'); start >= 0; ) {
    const end = jsonStringEnd(text, start)
    if (/[\r\n]/.test(text.slice(start, end < 0 ? undefined : end))) return true
    if (end < 0) return false
    start = text.indexOf('"', end)
  }
  return false
}
