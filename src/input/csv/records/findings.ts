/** What is detected about a file while its rows are read, told once at its end. */
export interface ReadFindings {
  /** Rows so far, rejected ones included. */
  rows: number
  torn: Found
  quotes: Found & {hasBackslash: boolean}
  /** Rejected lines since the last row that fits; `hasBadText`: one of them for its bytes, which says nothing of it. */
  tail: Found & {text: string; hasBadText: boolean}
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
    tail: {count: 0, line: 0, text: '', hasBadText: false},
  }
}

/** More of them at the end are not a footer. */
const MAX_FOOTER = 20

const SHOWN_CHARS = 40

/** In sentences, with what to type. */
export function reportFindings({rows, torn, quotes, tail}: ReadFindings, name: string): readonly string[] {
  if (torn.count > 0) {
    return [
      `${rowsOf(torn.count)} of ${name} ${torn.count === 1 ? 'looks' : 'look'} torn apart by a line end within a cell (the first in line ${torn.line}); the row before each may have lost the end of its last cell. Export the file with quotes around such cells (psql --csv, sqlite3 -csv), or with mysql --batch without --raw and read it with --format mysql.`,
    ]
  }
  if (quotes.count > 0) {
    const other = quotes.hasBackslash
      ? 'If there is a backslash before each of them, use --escape backslash.'
      : 'If they are ordinary characters in this file, use --quote none.'
    return [
      `${rowsOf(quotes.count)} of ${name} ${quotes.count === 1 ? 'has' : 'have'} quotes that are not valid in CSV (the first in line ${quotes.line}). ${other}`,
    ]
  }
  if (tail.count === 0 || tail.hasBadText || tail.count > MAX_FOOTER || tail.count >= rows) return []
  const shown = tail.text.length > SHOWN_CHARS ? `${tail.text.slice(0, SHOWN_CHARS)}…` : tail.text
  const from = `(from line ${tail.line}: ${JSON.stringify(shown)})`
  return [
    tail.count === 1
      ? `The last line of ${name} ${from} is rejected. If it is not a row but a total, a count or the like, use --skip-footer 1.`
      : `The last ${tail.count} lines of ${name} ${from} are rejected. If they are not rows but totals, counts or the like, use --skip-footer ${tail.count}.`,
  ]
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}
