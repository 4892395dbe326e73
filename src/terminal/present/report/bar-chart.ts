import {escapeHtml} from '../../../shared/text/escape.js'
import {formatCount} from '../../text/format-numbers.js'
import {showText} from '../../text/show-text.js'

const MOST_BARS = 12
const MOST_CHARS = 44
/** Of the width, for the longest one: its count is beside it. */
const MOST_PERCENT = 85

/**
 * Horizontal bars, each under its name and beside its count; '' without entries. The smallest ones share the last bar.
 */
export function barChart(title: string, entries: readonly (readonly [name: string, count: number])[]): string {
  if (entries.length === 0) return ''
  const bars =
    entries.length <= MOST_BARS ? entries : [...entries.slice(0, MOST_BARS - 1), restOf(entries.slice(MOST_BARS - 1))]
  const largest = Math.max(...bars.map(([, count]) => count))
  const items = bars.map(([name, count]) => bar(name, count, (count / largest) * MOST_PERCENT))
  return `<h2>${escapeHtml(title)}</h2>\n<ul class="bars">${items.join('')}</ul>`
}

function restOf(entries: readonly (readonly [string, number])[]): readonly [string, number] {
  return [`${formatCount(entries.length)} others`, entries.reduce((sum, [, count]) => sum + count, 0)]
}

function bar(name: string, count: number, percent: number): string {
  const safe = showText(name)
  const text = safe.length > MOST_CHARS ? `${safe.slice(0, MOST_CHARS - 1)}…` : safe
  return `<li>${escapeHtml(text)}<div><i style="width:${percent.toFixed(1)}%"></i>${formatCount(count)}</div></li>`
}
