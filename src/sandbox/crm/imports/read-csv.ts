/** A row of a CSV file and the line that it begins on, from 1. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** Comma-separated, quoted as RFC 4180 has it; empty lines are passed over. */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = []
  let [line, begun] = [1, 1]
  let cells: string[] = []
  // Each match is one cell and what ends it.
  for (const [match, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    if (match === '' && cells.length === 0) continue
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += match.split('\n').length - 1
    if (end === ',') continue
    if (cells.length > 1 || cells[0] !== '') rows.push({line: begun, cells})
    ;[cells, begun] = [[], line]
  }
  return rows
}
