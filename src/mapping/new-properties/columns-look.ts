import {CELL_TYPE} from '../../rows/cell-types.js'
import {isCells, type SourceRow} from '../../rows/rows.js'
import {stringifyExactJson} from '../../shared/text/exact-json.js'
import type {FileColumn} from '../columns/distinct-columns.js'
import {emptyRule} from '../compile/cell-rules.js'
import type {MappingRequest, SecondHeader} from '../mapping-types.js'
import {type EmptyRule, isEmptyCell} from '../row/empty-cell.js'
import {isJsonNumber, jsonText} from '../row/json-text.js'
import {ColumnEvidence, type ColumnVerdict} from './column-evidence.js'

/** Of JSON, whose rows may bring ever new fields: an object has no more custom properties. */
const MOST_FIELDS = 1000

export interface LookedFor {
  readonly request: Pick<MappingRequest, 'formats' | 'null' | 'format'>
  /** Those to look at. */
  readonly columns: readonly FileColumn[]
  /** Fields of JSON that go somewhere, or are left out: any other one is looked at when it comes. */
  readonly known: ReadonlySet<string>
  readonly isSecondHeader: SecondHeader
}

/** One pass over the rows of a file, to see what the columns hold that have no property yet. Memory does not grow. */
export class ColumnsLook {
  readonly #looked: LookedFor
  readonly #empty: EmptyRule
  readonly #seen = new Map<string, ColumnEvidence>()

  constructor(looked: LookedFor) {
    this.#looked = looked
    this.#empty = emptyRule({}, looked.request.null)
    for (const {name} of looked.columns) this.#evidenceOf(name)
  }

  add({record, row}: SourceRow): void {
    if (isCells(record)) {
      if (this.#looked.isSecondHeader(record, row)) return
      for (const {name, index} of this.#looked.columns) this.#take(name, record[index], record.types?.[index])
    } else {
      for (const field of Object.keys(record)) if (!this.#looked.known.has(field)) this.#take(field, record[field])
    }
  }

  /** Fields of JSON that only later rows have are among them. */
  verdicts(): ReadonlyMap<string, ColumnVerdict> {
    return new Map([...this.#seen].map(([name, evidence]) => [name, evidence.verdict()]))
  }

  /** `type`: of a cell that is more than a text. One that is rejected for itself says nothing of its column. */
  #take(name: string, value: unknown, type?: string): void {
    if (value === null || value === undefined || type === CELL_TYPE.error || type === CELL_TYPE.unclear) return
    const text = jsonText(value) ?? stringifyExactJson(value)
    if (typeof value === 'string' && isEmptyCell(text, this.#empty)) return
    this.#evidenceOf(name)?.add(text, type === CELL_TYPE.number || isJsonNumber(value), type === CELL_TYPE.date)
  }

  #evidenceOf(name: string): ColumnEvidence | undefined {
    const found = this.#seen.get(name)
    if (found !== undefined || this.#seen.size >= MOST_FIELDS) return found
    const evidence = new ColumnEvidence(this.#looked.request.formats ?? {}, name)
    this.#seen.set(name, evidence)
    return evidence
  }
}
