import {isErrorCell, isTextCell, typesOf} from '../../rows/cell-types.js'
import {type Cells, isCells, type MappedRow, type Reject, type SourceRow} from '../../rows/rows.js'
import type {CellProblem} from '../coerce/coercer.js'
import type {ColumnTarget, Mapping} from '../mapping-types.js'
import {isJsonNumber, jsonText} from '../row/json-text.js'
import {mapRow} from '../row/map-row.js'
import {DecimalMarks, type OtherMark} from './decimal-marks.js'
import {LookAlikes} from './look-alikes.js'
import {WatchedColumn} from './watched-column.js'
import {mayBeOdd} from './words.js'

/** Number columns, by property, that are known to have cells with the other decimal mark. */
export type KnownMarks = ReadonlyMap<string, OtherMark>

interface RowPassOptions {
  /** What an earlier pass over these rows has found. */
  readonly marks?: KnownMarks | undefined
  /** Keep the first value of each column. */
  readonly samples?: boolean
}

/** What the rows of a pass have shown so far. */
export interface Findings {
  /** Sentences for people. */
  readonly warnings: readonly string[]
  /** Numbers that were sent before their column turned out to have both decimal marks. */
  readonly doubtful: number
  readonly marks: KnownMarks
  /** By property, the first value that is sent; empty unless asked for. */
  readonly samples: ReadonlyMap<string, string>
}

interface Watcher {
  readonly target: ColumnTarget
  /** Of the target. */
  readonly index: number
  readonly column: WatchedColumn
  /** Of a number column. */
  readonly marks: DecimalMarks | undefined
}

/** Of JSON: rows may name ever new ones. */
const FIELDS_KEPT = 2000

/**
 * One pass over the rows of a source, in file order: mapRow, and what the columns have shown that decides how later
 * cells are read.
 */
export class RowPass {
  readonly #mapping: Mapping
  readonly #known: KnownMarks
  readonly #watchers: Watcher[]
  /** Those whose cells are sent as they are: what another column accepts is not an odd word. */
  readonly #texts: readonly Watcher[]
  readonly #numbers: readonly Watcher[]
  /** JSON: by field, late ones from when they come. */
  readonly #byField: Map<string, readonly Watcher[]>
  readonly #key: Watcher | undefined
  readonly #lookAlikes: LookAlikes | undefined
  readonly #samples = new Map<string, string>()
  readonly #unsampled: Set<string>
  #isMixed: boolean

  constructor(mapping: Mapping, {marks = new Map(), samples = false}: RowPassOptions = {}) {
    this.#mapping = mapping
    this.#known = marks
    const targets = mapping.format === 'csv' ? mapping.columns : [...mapping.fields.values()].flat()
    this.#watchers = targets.map(target => watcherOf(target, mapping, marks))
    this.#texts = this.#watchers.filter(({target}) => isAsWritten(target, mapping))
    this.#numbers = this.#watchers.filter(watcher => watcher.marks !== undefined)
    this.#byField = mapping.format === 'csv' ? new Map() : byFieldOf(this.#watchers)
    this.#key = this.#watchers.find(({target}) => target.isKey)
    this.#lookAlikes = mapping.keyIsEmail ? undefined : new LookAlikes()
    this.#unsampled = new Set(samples ? mapping.columns.map(({property}) => property) : [])
    this.#isMixed = this.#watchers.some(watcher => watcher.marks?.other !== undefined)
  }

  mapRow(row: SourceRow): MappedRow | Reject {
    const mapped = mapRow(row, this.#mapping)
    const judged = this.#isMixed && mapped.kind === 'mapped' ? this.#judge(row, mapped) : mapped
    const isSent = judged.kind === 'mapped'
    if (isCells(row.record)) this.#seeCells(row.record, row.line, isSent)
    else this.#seeFields(row.record, row.line, isSent)
    if (judged.kind === 'mapped') {
      this.#lookAlikes?.add(judged.key, judged.orderKey, judged.line)
      if (this.#unsampled.size > 0) this.#takeSamples(judged)
    }
    return judged
  }

  /**
   * Learns from a row that was settled before this pass. A number counts as sent where it can be read; the row may have
   * been rejected for another cell.
   */
  passOver({record, line}: SourceRow): void {
    const isJson = this.#mapping.format === 'jsonl'
    const watchers = isJson ? Object.keys(record).flatMap(field => this.#watchersOf(field)) : this.#watchers
    for (const watcher of watchers) {
      const {target, marks, column} = watcher
      const value = cellOf(record, target)
      if (typeof value !== 'string' || value === '') continue
      if (mayBeOdd(value)) column.see(value, line)
      if (column.endInPointZero) column.seeKey(value, line)
      if (marks === undefined || !isTextCell(typesOf(record), watcher.index)) continue
      const isSent = marks.problem(value) === undefined && typeof target.coerce(value) === 'string'
      this.#seeNumber(value, watcher, line, isSent)
    }
  }

  /** Learns from a reject of another run: a number that the formats alone would take was in doubt there. */
  doubted({code, property, value, line}: Pick<Reject, 'code' | 'property' | 'value' | 'line'>): void {
    if (code !== 'AMBIGUOUS_VALUE' || value === undefined) return
    for (const {target, marks} of this.#watchers)
      if (target.property === property && typeof target.coerce(value) === 'string') marks?.doubted(value, line)
    this.#isMixed = this.#watchers.some(({marks}) => marks?.other !== undefined)
  }

  findings(): Findings {
    const own = this.#watchers.flatMap(({column, marks, target}) => [
      ...column.warnings(),
      ...[marks?.warning(), target.watched.notice].filter(text => text !== undefined),
    ])
    const alike = this.#lookAlikes?.warning(this.#mapping.key)
    return {
      warnings: [...new Set([...own, ...(alike === undefined ? [] : [alike])])],
      doubtful: this.#watchers.reduce((sum, {marks}) => sum + (marks?.doubtful ?? 0), 0),
      marks: new Map(
        this.#watchers.flatMap(({target, marks}) =>
          marks?.other === undefined ? [] : [[target.property, marks.other]],
        ),
      ),
      samples: this.#samples,
    }
  }

  #seeCells(cells: Cells, line: number, isSent: boolean): void {
    for (const {index, column} of isSent ? this.#texts : this.#watchers) {
      const cell = cells[index]
      if (typeof cell === 'string' && mayBeOdd(cell) && !isErrorCell(cells.types, index)) column.see(cell, line)
    }
    for (const watcher of this.#numbers) {
      const cell = cells[watcher.index]
      if (typeof cell === 'string' && isTextCell(cells.types, watcher.index))
        this.#seeNumber(cell, watcher, line, isSent)
    }
    const key = this.#key
    if (key?.column.endInPointZero === true) key.column.seeKey(cells[key.index] ?? '', line)
  }

  #seeFields(record: Readonly<Record<string, unknown>>, line: number, isSent: boolean): void {
    for (const field of Object.keys(record)) {
      const value = record[field]
      for (const watcher of this.#watchersOf(field)) {
        const {column, marks, target} = watcher
        const text =
          typeof value === 'string' ? value : target.isKey && isJsonNumber(value) ? (jsonText(value) ?? '') : ''
        if (text === '') continue
        if (mayBeOdd(text)) column.see(text, line)
        if (column.endInPointZero) column.seeKey(text, line)
        if (marks !== undefined && typeof value === 'string') this.#seeNumber(text, watcher, line, isSent)
      }
    }
  }

  #watchersOf(field: string): readonly Watcher[] {
    const known = this.#byField.get(field)
    if (known !== undefined) return known
    const late = this.#mapping.late(field)
    const watchers = 'message' in late ? [] : late.targets.map(target => watcherOf(target, this.#mapping, this.#known))
    if (this.#byField.size >= FIELDS_KEPT) return []
    this.#byField.set(field, watchers)
    this.#watchers.push(...watchers)
    return watchers
  }

  #seeNumber(cell: string, {marks, target}: Watcher, line: number, isSent: boolean): void {
    if (marks === undefined || target.watched.translated?.has(cell) === true) return
    if (isSent) marks.sent(cell, line)
    else {
      marks.rejected(cell, line)
      this.#isMixed ||= marks.other !== undefined
    }
  }

  /** Rejects the row where a cell may be two numbers by what its column has shown. */
  #judge(row: SourceRow, mapped: MappedRow): MappedRow | Reject {
    const found = this.#watchers.flatMap(watcher => problemOf(row, watcher) ?? [])
    const [first, ...others] = found
    if (first === undefined) return mapped
    const also = others.length > 0 ? ` Also: ${others.map(({message}) => message).join(' ')}` : ''
    const {line, record} = row
    return {
      kind: 'reject',
      row: row.row,
      line,
      key: mapped.key,
      attempts: 0,
      ...first,
      message: `${first.message}${also}`,
      record,
    }
  }

  #takeSamples({properties}: MappedRow): void {
    for (const property of this.#unsampled) {
      const value = properties[property]
      if (value === undefined || value === '') continue
      this.#samples.set(property, value)
      this.#unsampled.delete(property)
    }
  }
}

function watcherOf(target: ColumnTarget, {object}: Mapping, known: KnownMarks): Watcher {
  const {column, property, watched} = target
  const {decimal} = watched
  const where = `property ${property} (${object.name})`
  const marks = decimal === undefined ? undefined : new DecimalMarks({column, where, decimal}, known.get(property))
  return {target, index: target.index, column: new WatchedColumn(target), marks}
}

function isAsWritten({isKey, watched}: ColumnTarget, {keyIsEmail}: Mapping): boolean {
  return isKey ? !keyIsEmail : watched.isText
}

function byFieldOf(watchers: readonly Watcher[]): Map<string, readonly Watcher[]> {
  const byField = new Map<string, Watcher[]>()
  for (const watcher of watchers) {
    const {column} = watcher.target
    byField.set(column, [...(byField.get(column) ?? []), watcher])
  }
  return byField
}

function cellOf(record: SourceRow['record'], {column, index}: ColumnTarget): unknown {
  if (isCells(record)) return record[index]
  return Object.hasOwn(record, column) ? record[column] : undefined
}

type PlacedProblem = CellProblem & Pick<Reject, 'property' | 'value'>

function problemOf({record}: SourceRow, {target, marks, index}: Watcher): PlacedProblem | undefined {
  const {property, watched} = target
  const value = cellOf(record, target)
  if (marks === undefined || typeof value !== 'string' || watched.translated?.has(value) === true) return undefined
  const problem = isTextCell(typesOf(record), index) ? marks.problem(value) : undefined
  return problem && {...problem, property, value}
}
