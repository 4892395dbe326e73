import type {ParquetColumn} from './columns.js'
import {damaged} from './damaged.js'
import type {NoText, Value} from './encodings/values.js'
import type {RandomBytes} from './file-bytes.js'
import type {ColumnChunk} from './footer/parquet-types.js'
import {ChunkPages, type ReadingMemory} from './pages/chunk-pages.js'
import type {DataPage} from './pages/data-page.js'
import {fromBytes} from './values/from-bytes.js'
import {listCell} from './values/list-cell.js'

/** A cell of the column, null where there is no value. */
export type ColumnCell = string | NoText | null

/** The cells of one column in one row group, from the first row to the last. */
export class ColumnCursor {
  readonly #column: ParquetColumn
  readonly #pages: ChunkPages
  #page: DataPage | undefined
  /** Entries of the page that are not read. */
  #left = 0
  /** Of a list: levels of the next entry, which begins a row where it does not repeat. */
  #next: {readonly definition: number; readonly repeats: boolean} | undefined

  private constructor(column: ParquetColumn, pages: ChunkPages) {
    this.#column = column
    this.#pages = pages
  }

  /** Throws DamagedParquet, UnreadParquet. */
  static async open(
    file: RandomBytes,
    chunk: ColumnChunk,
    column: ParquetColumn,
    memory: ReadingMemory,
  ): Promise<ColumnCursor> {
    const {physical, width, meaning, maxDefinition, list} = column
    const spec = {physical, width, maxDefinition, maxRepetition: list === undefined ? 0 : 1}
    const pages = await ChunkPages.open(file, chunk, {...spec, from: fromBytes(physical, meaning)}, memory)
    return new ColumnCursor(column, pages)
  }

  /** The next `count` cells. Throws DamagedParquet where there are fewer. */
  async take(count: number): Promise<readonly ColumnCell[]> {
    const cells: ColumnCell[] = []
    if (this.#column.list === undefined)
      while (cells.length < count) this.#takeSingle(cells, count - cells.length, await this.#current())
    else while (cells.length < count) cells.push(await this.#takeList())
    return cells
  }

  /** Throws DamagedParquet where there are more cells than rows. */
  async end(): Promise<void> {
    if (this.#left > 0 || this.#next !== undefined || (await this.#pages.next()) !== undefined)
      throw damaged('it has more values than there are rows')
  }

  #takeSingle(cells: ColumnCell[], most: number, {definitions, values}: DataPage): void {
    const {maxDefinition} = this.#column
    const count = Math.min(most, this.#left)
    this.#left -= count
    for (let left = count; left > 0; left -= 1)
      cells.push(definitions === undefined || definitions.next() === maxDefinition ? values.next() : null)
  }

  async #takeList(): Promise<ColumnCell> {
    const {list, maxDefinition} = this.#column
    const first = this.#next ?? (await this.#entry())
    if (first === undefined || first.repeats) throw damaged('its lists begin in the middle of one')
    const items: (Value | null)[] = []
    for (let entry: typeof first | undefined = first; entry !== undefined; entry = this.#next) {
      if (entry.definition === maxDefinition) items.push(this.#value())
      else if (entry.definition > maxDefinition) throw damaged('one of its lists is nested deeper than it can be')
      else if (entry.definition >= (list?.item ?? 0)) items.push(null)
      this.#next = await this.#entry()
      if (this.#next?.repeats !== true) break
    }
    return first.definition < (list?.list ?? 0) ? null : listCell(items)
  }

  #value(): Value {
    if (this.#page === undefined) throw damaged('its pages are missing')
    return this.#page.values.next()
  }

  /** Levels of the next entry; undefined at the end of the chunk. */
  async #entry(): Promise<{readonly definition: number; readonly repeats: boolean} | undefined> {
    const page = this.#left > 0 ? this.#page : await this.#turn()
    if (page === undefined) return undefined
    this.#left -= 1
    return {
      repeats: page.repetitions?.next() === 1,
      definition: page.definitions?.next() ?? this.#column.maxDefinition,
    }
  }

  async #current(): Promise<DataPage> {
    const page = this.#left > 0 ? this.#page : await this.#turn()
    if (page === undefined) throw damaged('it has fewer values than there are rows')
    return page
  }

  /** The next page that is not empty. */
  async #turn(): Promise<DataPage | undefined> {
    do this.#page = await this.#pages.next()
    while (this.#page?.entries === 0)
    this.#left = this.#page?.entries ?? 0
    return this.#page
  }
}
