export const DELIMITERS = [',', ';', '\t', '|'] as const

/** A delimiter in a name, unless a blank follows it as in `Amount, EUR`. */
const IN_NAME = /[,;\t|](?! )/

/** Lines that are looked at. */
const LINES = 30

interface SniffOptions {
  /** The file's name; `.tsv` is believed. */
  readonly name?: string
  readonly quote?: string | undefined
  readonly comment?: string | undefined
}

interface Score {
  readonly delimiter: string
  /** How many cells most lines have. */
  readonly cells: number
  /** How many lines have as many. */
  readonly agreeing: number
  readonly headerAgrees: boolean
  /** Cells of the first line that are hardly names. */
  readonly odd: number
}

/**
 * The delimiter of a CSV file, from its first text: what its extension says, else the one that cuts most lines into
 * equally many cells. The first line has a say in it, since it most likely is the header: of equals, the one that
 * leaves names there wins; a comma if there is none (one column).
 */
export function sniffDelimiter(head: string, {name = '', quote = '"', comment}: SniffOptions = {}): string {
  const lines = outsideQuotes(head, quote)
    .split(/\r*\n|\r/)
    .filter(line => line.trim() !== '' && (comment === undefined || !line.startsWith(comment)))
    .slice(0, LINES)
  const [, extension] = /\.(tsv|tab|psv)(?:\.(?:gz|zst))?$/i.exec(name) ?? []
  const believed = extension === undefined ? undefined : extension.toLowerCase() === 'psv' ? '|' : '\t'
  if (believed !== undefined && lines.some(line => line.includes(believed))) return believed
  const scores = DELIMITERS.map(delimiter => scoreOf(delimiter, lines)).filter(({agreeing}) => agreeing > 0)
  const most = Math.max(...scores.map(({agreeing}) => agreeing))
  const likely = scores.filter(({headerAgrees, agreeing}) => headerAgrees && agreeing * 2 >= most)
  const [best] = (likely.length > 0 ? likely : scores).sort(
    (a, b) => b.agreeing - a.agreeing || a.odd - b.odd || b.cells - a.cells,
  )
  return best?.delimiter ?? ','
}

function scoreOf(delimiter: string, lines: readonly string[]): Score {
  const counts = lines.map(line => line.split(delimiter).length)
  const several = counts.filter(count => count > 1)
  const cells = several.toSorted((a, b) => timesOf(several, b) - timesOf(several, a) || b - a)[0] ?? 0
  const names = (lines[0] ?? '').split(delimiter)
  return {
    delimiter,
    cells,
    agreeing: timesOf(several, cells),
    headerAgrees: names.length === cells,
    odd: names.filter(each => each.trim() === '' || IN_NAME.test(each)).length,
  }
}

function timesOf(counts: readonly number[], count: number): number {
  return counts.filter(each => each === count).length
}

/** Cells in quotes may hold any delimiter, and line ends. */
function outsideQuotes(text: string, quote: string): string {
  if (quote === 'none') return text
  const char = `\\u${quote.charCodeAt(0).toString(16).padStart(4, '0')}`
  return text.replace(new RegExp(`${char}(?:[^${char}]|${char}${char})*(${char}|$)`, 'g'), 'q')
}

/**
 * Of a header that is one column, what its names seem to be separated by: the usual delimiter that it holds most often.
 */
export function otherDelimiter([column, ...others]: readonly string[]): string | undefined {
  if (column === undefined || others.length > 0) return undefined
  const counted = DELIMITERS.map(delimiter => ({delimiter, count: column.split(delimiter).length - 1})).sort(
    (a, b) => b.count - a.count,
  )
  return counted.find(({count}) => count > 0)?.delimiter
}
