import {escapeHtml} from '../../../shared/escape-html.js'
import {formatCount} from '../format-numbers.js'
import {showText} from '../show-text.js'

const ROW_HEIGHT = 26
const LABELS = 230
const WIDTH = 640
const COUNTS = 90
const MOST_BARS = 12
const MOST_CHARS = 30

/** Horizontal bars with their names and counts, as an SVG; '' without entries. The smallest ones share the last bar. */
export function barChart(title: string, entries: readonly (readonly [name: string, count: number])[]): string {
  if (entries.length === 0) return ''
  const bars = entries.length <= MOST_BARS ? entries : [...entries.slice(0, MOST_BARS - 1), restOf(entries.slice(MOST_BARS - 1))]
  const largest = Math.max(...bars.map(([, count]) => count))
  const height = bars.length * ROW_HEIGHT
  const rows = bars.map(([name, count], at) => bar({name, count, largest, y: at * ROW_HEIGHT}))
  const label = escapeHtml(title)
  return `<h2>${label}</h2>\n<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">${rows.join('')}</svg>`
}

function restOf(entries: readonly (readonly [string, number])[]): readonly [string, number] {
  return [`${formatCount(entries.length)} others`, entries.reduce((sum, [, count]) => sum + count, 0)]
}

function bar({name, count, largest, y}: {name: string; count: number; largest: number; y: number}): string {
  const width = Math.max(2, Math.round((count / largest) * (WIDTH - LABELS - COUNTS)))
  const safe = showText(name)
  const text = safe.length > MOST_CHARS ? `${safe.slice(0, MOST_CHARS - 1)}…` : safe
  return (
    `<text x="${LABELS - 10}" y="${y + 17}" text-anchor="end">${escapeHtml(text)}</text>` +
    `<rect class="bar" x="${LABELS}" y="${y + 4}" width="${width}" height="${ROW_HEIGHT - 8}" rx="2"/>` +
    `<text x="${LABELS + width + 8}" y="${y + 17}">${formatCount(count)}</text>`
  )
}
