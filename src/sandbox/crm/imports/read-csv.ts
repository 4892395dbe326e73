/** Where a row of a file begins: an index of its text, and its line from 1. */
export interface CsvPlace {
  readonly at: number
  readonly line: number
}

/** A row of a CSV file, the line that it begins on, and where the next one begins. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly next: CsvPlace
}

/** Comma-separated, quoted as RFC 4180 has it; empty lines are passed over. Undefined: there are no more rows. */
export function nextRow(text: string, place: CsvPlace): CsvRow | undefined {
  let {at, line} = place
  while (at < text.length) {
    const {cells, end, lines} = plainRow(text, at) ?? quotedRow(text, at)
    const next = {at: end, line: line + lines}
    if (cells.length > 1 || cells[0] !== '') return {line, cells, next}
    ;({at, line} = next)
  }
  return undefined
}

interface ReadRow {
  readonly cells: readonly string[]
  /** Behind the end of the line. */
  readonly end: number
  readonly lines: number
}

/** Most lines hold neither quotes nor a lone carriage return. */
function plainRow(text: string, at: number): ReadRow | undefined {
  const newline = text.indexOf('\n', at)
  const end = newline < 0 ? text.length : newline
  const hasReturn = end > at && text[end - 1] === '\r'
  const whole = text.slice(at, hasReturn ? end - 1 : end)
  if (whole.includes('"') || whole.includes('\r')) return undefined
  return {cells: whole.split(','), end: newline < 0 ? end : end + 1, lines: 1}
}

function quotedRow(text: string, at: number): ReadRow {
  // Each match is one cell and what ends it; there is always one, if an empty one.
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r\n|[\r\n]|$)/y
  cell.lastIndex = at
  const cells: string[] = []
  for (let end = ','; end === ','; ) {
    const [, quoted, plain = '', ended = ''] = cell.exec(text) ?? []
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    end = ended
  }
  const {lastIndex} = cell
  return {cells, end: lastIndex, lines: text.slice(at, lastIndex).split(/\r\n|[\r\n]/).length - 1}
}
