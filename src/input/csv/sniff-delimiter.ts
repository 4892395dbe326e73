const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * The delimiter of a CSV file, from its first text: the one that cuts most lines into as many cells as the header,
 * of equals the one that makes more of them; a comma where there is none (one column).
 */
export function sniffDelimiter(head: string): string {
  const [header = '', ...lines] = outsideQuotes(head)
    .split(/\r?\n|\r/)
    .filter(line => line.trim() !== '')
    .slice(0, 20)
  const scores = DELIMITERS.map(delimiter => {
    const cells = header.split(delimiter).length
    const agreeing = lines.filter(line => line.split(delimiter).length === cells).length
    return {delimiter, cells, agreeing}
  })
  const best = scores.filter(score => score.cells > 1).sort((a, b) => b.agreeing - a.agreeing || b.cells - a.cells)[0]
  return best?.delimiter ?? ','
}

/** Cells in quotes may hold any delimiter, and line ends. */
function outsideQuotes(text: string): string {
  return text.replace(/"(?:[^"]|"")*("|$)/g, '')
}
