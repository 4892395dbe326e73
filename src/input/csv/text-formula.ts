/** `="00123"`: how programs write a text that Excel must not take for a number. The text is meant, not the formula. */
const FORMULA = /^="([^"]*)"$/

export function mayHoldFormula(record: string): boolean {
  return record.includes('="')
}

/**
 * The record with such cells in quotes of CSV, where they were written without: `="00123"` → `"00123"`. An empty one,
 * `=""`, is also how a quote behind an equals sign looks within quotes, so it is touched only where no cell has other
 * quotes.
 */
export function quotedFormulas(record: string, delimiter: string): string {
  const pieces = record.split(delimiter)
  const isPlain = pieces.every(piece => !piece.includes('"') || FORMULA.test(piece))
  return pieces
    .map(piece => (FORMULA.test(piece) && (isPlain || piece.length > 3) ? piece.slice(1) : piece))
    .join(delimiter)
}

/** The text of a cell that is nothing but such a formula; any other cell as it is. */
export function formulaText(cell: string): string {
  return FORMULA.exec(cell)?.[1] ?? cell
}
