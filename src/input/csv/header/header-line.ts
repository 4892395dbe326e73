import type {CsvRecord} from '../records/csv-record.js'

/** So many records are looked at. */
const LOOKED_AT = 30

/** A name of a column says less than this. */
const MAX_NAME_CHARS = 60

/** What a name of a column is not: a number, a date, an address. */
const VALUE = /^[\s\d.,:/+%€$()-]+$|@|^https?:/i

/**
 * The record that looks like the header where the first one does not, since titles or groups of columns are above it;
 * undefined where the first one may well be it. Certain enough to stop for: the first has far fewer names than the rows
 * have cells.
 */
export function laterHeader(records: readonly CsvRecord[]): CsvRecord | undefined {
  const [first, ...others] = records.slice(0, LOOKED_AT)
  if (first === undefined) return undefined
  const width = usualLength(others)
  const names = filledOf(first)
  const isPadded = cellsOf(first).length >= width && names * 2 < width
  const isShort = cellsOf(first).length < width && (names < width - 1 || isNoName(first, others))
  if (width < 2 || (!isPadded && !isShort)) return undefined
  return others.find(record => cellsOf(record).length === width && looksLikeNames(record) && filledOf(record) > names)
}

/** Else one name less than the rows have cells is how R writes rows that it numbered. */
function isNoName(first: CsvRecord, [next, ...others]: readonly CsvRecord[]): boolean {
  if (next === undefined) return false
  if (first.text.startsWith('#') || next.line > first.line + 1) return true
  const isTitle = cellsOf(first).length === 1 && cellsOf(next).length === 2
  return isTitle && looksLikeNames(next) && others.some(record => !looksLikeNames(record))
}

function usualLength(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>()
  for (const record of records) {
    const {length} = cellsOf(record)
    if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}

function looksLikeNames(record: CsvRecord): boolean {
  const cells = cellsOf(record)
  const last = cells.findLastIndex(cell => cell.trim() !== '')
  const names = cells.slice(0, last + 1).map(cell => cell.trim())
  const areNames = names.every(name => name !== '' && name.length <= MAX_NAME_CHARS && !VALUE.test(name))
  return names.length > 1 && areNames && new Set(names).size === names.length
}

function filledOf(record: CsvRecord): number {
  return cellsOf(record).filter(cell => cell.trim() !== '').length
}

function cellsOf({cut}: CsvRecord): readonly string[] {
  return 'problem' in cut ? [] : cut
}
