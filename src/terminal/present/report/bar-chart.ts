import {escapeHtml} from '../../../shared/text/escape.js'
import {formatCount} from '../../text/format-numbers.js'
import {showText} from '../../text/show-text.js'

const ROW_HEIGHT = 48
const WIDTH = 640
const COUNTS = 110
const MOST_BARS = 12
const MOST_CHARS = 44

/**
 * Horizontal bars, each under its name and beside its count, as an SVG; '' without entries. The smallest ones share the
 * last bar.
 */
export function barChart(title: string, entries: readonly (readonly [name: string, count: number])[]): string {
  if (entries.length === 0) return ''
  const bars =
    entries.length <= MOST_BARS ? entries : [...entries.slice(0, MOST_BARS - 1), restOf(entries.slice(MOST_BARS - 1))]
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
  const width = Math.max(2, Math.round((count / largest) * (WIDTH - COUNTS)))
  const safe = showText(name)
  const text = safe.length > MOST_CHARS ? `${safe.slice(0, MOST_CHARS - 1)}…` : safe
  return (
    `<text x="0" y="${y + 18}">${escapeHtml(text)}</text>` +
    `<rect class="bar" x="0" y="${y + 25}" width="${width}" height="14" rx="2"/>` +
    `<text x="${width + 8}" y="${y + 38}">${formatCount(count)}</text>`
  )
}
