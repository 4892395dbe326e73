import type {CsvRecord} from './csv-record.js'

/** More parts of one row are not looked for. */
const MAX_PARTS = 16

/**
 * The lines of the records that together have as many cells as the header, as they do where line ends within cells tore
 * a row.
 */
export function tornLines(
  records: readonly CsvRecord[],
  at: number,
  columns: number,
): readonly [from: number, to: number] | undefined {
  for (let from = at; from >= 0 && at - from < MAX_PARTS && isPart(records, from, columns); from--) {
    let cells = 0
    for (let to = from; to < records.length && to - from < MAX_PARTS && isPart(records, to, columns); to++) {
      cells += cellsOf(records[to]) - (to === from ? 0 : 1)
      if (cells > columns) break
      if (cells === columns && to > from && to >= at) return [records[from]?.line ?? 0, records[to]?.line ?? 0]
    }
  }
  return undefined
}

/** True where the record may be what a line end in the last cell of the row before it left over. */
export function mayBeRest(records: readonly CsvRecord[], at: number, columns: number): boolean {
  const before = records[at - 1]
  const own = records[at]
  if (before === undefined || own === undefined || columns < 3 || cellsOf(own) !== 1 || cellsOf(before) !== columns)
    return false
  const {cut} = before
  const last = 'problem' in cut ? '' : (cut.at(-1) ?? '')
  return (
    own.line === before.line + 1 && last !== '' && !before.text.endsWith('"') && !/^\s*[#(*-]|^\d+ \w+$/.test(own.text)
  )
}

function isPart(records: readonly CsvRecord[], at: number, columns: number): boolean {
  const cells = cellsOf(records[at])
  return cells > 0 && cells < columns
}

function cellsOf(record: CsvRecord | undefined): number {
  return record === undefined || 'problem' in record.cut ? 0 : record.cut.length
}
