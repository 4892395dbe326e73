const LEAST_ROWS = 2
const LOOKED_AT = 20

/** Columns that begin in the same place of every line, after blanks, and no delimiter in the header. */
export function isFixedWidth(text: string): boolean {
  const [header = '', ...rows] = text.split('\n').slice(0, -1).slice(0, LOOKED_AT)
  const filled = rows.filter(row => row.trim() !== '')
  if (/[,;\t|]/.test(header) || filled.length < LEAST_ROWS) return false
  const starts = [...header.matchAll(/ {2,}(?=\S)/g)].map(gap => gap.index + gap[0].length)
  return (
    starts.length > 0 &&
    filled.every(row => starts.every(start => row[start - 1] === ' ' && (row[start] ?? ' ') !== ' '))
  )
}
