/** What is found out about a file while its rows are read, told once at its end. */
export interface ReadFindings {
  /** Rows so far, refused ones included. */
  rows: number
  torn: Found
  quotes: Found & {hasBackslash: boolean}
  /** Refused lines since the last row that fits. */
  tail: Found & {text: string}
}

interface Found {
  count: number
  /** Of the first. */
  line: number
}

export function noFindings(): ReadFindings {
  return {
    rows: 0,
    torn: {count: 0, line: 0},
    quotes: {count: 0, line: 0, hasBackslash: false},
    tail: {count: 0, line: 0, text: ''},
  }
}

/** More of them at the end are no footer. */
const MAX_FOOTER = 20

const SHOWN_CHARS = 40

/** In sentences, with what to type. */
export function reportFindings({rows, torn, quotes, tail}: ReadFindings, name: string): readonly string[] {
  if (torn.count > 0) {
    return [
      `${rowsOf(torn.count)} of ${name} look torn by a line end within a cell (the first in line ${torn.line}); a row before them may have lost the end of its last cell. Have the file written with quotes around such cells (psql --csv, sqlite3 -csv), or by mysql --batch without --raw, and read that with --format mysql.`,
    ]
  }
  if (quotes.count > 0) {
    const other = quotes.hasBackslash
      ? 'Where a backslash stands before each of them, --escape backslash reads them.'
      : 'Where they are plain characters of this file, --quote none reads them.'
    return [
      `${rowsOf(quotes.count)} of ${name} hold quotes that are none of CSV (the first in line ${quotes.line}). ${other}`,
    ]
  }
  if (tail.count === 0 || tail.count > MAX_FOOTER || tail.count >= rows) return []
  const shown = tail.text.length > SHOWN_CHARS ? `${tail.text.slice(0, SHOWN_CHARS)}…` : tail.text
  const from = `(from line ${tail.line}: ${JSON.stringify(shown)})`
  return [
    tail.count === 1
      ? `The last line of ${name} ${from} is rejected. If it is no row but a total, a count or the like, --skip-footer 1 leaves it out.`
      : `The last ${tail.count} lines of ${name} ${from} are rejected. If they are no rows but totals, counts or the like, --skip-footer ${tail.count} leaves them out.`,
  ]
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}
