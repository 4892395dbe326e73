/** Below the rows of reports; what is behind it is a number, or nothing. */
const TOTAL =
  /^(?:(?:grand|sub|report|overall)[ -]?)?(?:totals?|sum|summe|zwischensumme|gesamt(?:summe|ergebnis)?|total (?:général|general)|totale|totaal|suma|razem|合計|総計|итого)(?: \(.*\))? ?:?$/i

/** `(3 rows affected)`, `(2 rows)`, `2 contacts`, `Rows: 3`. */
const COUNT =
  /^(?:\(?\d[\d.,]* (?:rows?|records?|lines?|results?|entries|items?|contacts?|compan(?:y|ies)|deals?|tickets?|zeilen?|datensätze?|lignes?|filas?|registros?)(?: (?:affected|selected|returned|in set.*))?\)?|(?:rows|records|count): ?\d+)$/i

const AMOUNT = /^[\s\d.,'’%€$£+()-]*$/

/** What databases draw below a header, Markdown and aligned output included. */
const DASHES = /^\s*[:+|]?[-=─═_][-=─═_+|]*:?\s*$/

/**
 * What a row of types or units below the header holds, in lower case: words that no record consists of.
 * Without the flag i: with a sign beyond ASCII it costs a start milliseconds of Unicode's tables.
 */
const TYPE =
  /^(?:text|string|str|number|numeric|integer|int|bigint|float|double|decimal|real|bool|boolean|date|time|datetime|timestamp|e-?mail|url|phone|enum|enumeration|char|varchar|nvarchar|object|id|uuid|eur|usd|gbp|chf|€|\$|£|%|\[.{1,8}\]|\(.{1,8}\))(?:\s?\(\d+(?:,\s?\d+)?\))?$/

interface OddOptions {
  /** False where the lines below the rows were counted by hand: what is left are rows. */
  readonly findsTotals: boolean
}

/**
 * Why a row that fits the header is most likely none: a line of dashes, the header again, types below the header, a
 * total. Undefined for any other. Such a line must not become a record, above all where the first column is the key.
 * `header`: empty where the file names none.
 */
export function oddRows(
  header: readonly string[],
  {findsTotals}: OddOptions,
): (cells: readonly string[], row: number) => string | undefined {
  const [name] = header
  return (cells, row) => {
    const [first = ''] = cells
    if (first === name && cells.every((cell, at) => cell === header[at]))
      return 'it is the header again, as in concatenated files'
    if (row === 1 && isTypes(cells)) return 'it looks like the types or units of the columns, not like a row'
    if (!mayBeOdd(first)) return undefined
    const filled = cells.filter(cell => cell.trim() !== '')
    const [start = '', ...others] = filled
    if (filled.length > 0 && filled.every(cell => DASHES.test(cell))) return 'it contains nothing but dashes'
    if (!findsTotals) return undefined
    const isTotal =
      (TOTAL.test(start.trim()) && others.every(cell => AMOUNT.test(cell))) ||
      (others.length === 0 && COUNT.test(start.trim()))
    return isTotal
      ? 'it looks like a total below the rows, not like a row; if it is a row, pass --skip-footer 0'
      : undefined
  }
}

/** How the words for totals and counts begin. */
const BEGINNINGS: ReadonlySet<number> = new Set(
  ['to', 'gr', 'su', 're', 'ov', 'zw', 'ge', 'ra', 'co', 'ro'].map(pair =>
    pairOf(pair.charCodeAt(0), pair.charCodeAt(1)),
  ),
)

function pairOf(one: number, two: number): number {
  return (one << 8) | two
}

/**
 * Whether the row is looked at closely: where it begins with an empty cell, or with one of the above. Cheap, since
 * every row is asked.
 */
function mayBeOdd(first: string): boolean {
  const code = first.charCodeAt(0) | 0x20 // small letters
  if (code >= 0x61 && code <= 0x7a && !BEGINNINGS.has(pairOf(code, first.charCodeAt(1) | 0x20))) return false
  if (code >= 0x30 && code <= 0x39 && !first.includes(' ')) return false // ids
  const start = first.trim()
  return start === '' || DASHES.test(start) || TOTAL.test(start) || COUNT.test(start)
}

function isTypes(cells: readonly string[]): boolean {
  const filled = cells.filter(cell => cell.trim() !== '')
  return filled.length > 1 && filled.every(cell => TYPE.test(cell.trim().toLowerCase()))
}
