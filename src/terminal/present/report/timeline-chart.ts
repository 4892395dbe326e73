import type {RunDetail} from '../../../runs/history/run-detail.js'
import type {TimelinePoint} from '../../../runs/history/run-timeline.js'
import {formatCount, formatDuration} from '../../text/format-numbers.js'

const [WIDTH, HEIGHT] = [640, 240]
const [LEFT, RIGHT, TOP, BOTTOM] = [105, 12, 12, 44]

/**
 * Rows settled over the time of the run, as an SVG; '' where there is nothing to see. Ticks under it show where HubSpot throttled and where requests were
 * sent again.
 */
export function timelineChart({timeline: points, pauses}: Pick<RunDetail, 'timeline' | 'pauses'>): string {
  const last = points.at(-1)
  if (last === undefined || !isTelling(points, last, pauses.length > 0)) return ''
  const x = ({durationMs}: TimelinePoint): number =>
    LEFT + (durationMs / Math.max(1, last.durationMs)) * (WIDTH - LEFT - RIGHT)
  const y = (rows: number): number => HEIGHT - BOTTOM - (rows / last.read) * (HEIGHT - TOP - BOTTOM)
  const line = (rowsOf: (point: TimelinePoint) => number): string =>
    points.map(point => `${at(x(point))},${at(y(rowsOf(point)))}`).join(' ')
  return [
    '<h2>Rows over time</h2>',
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Rows over time">`,
    ...[0, 0.5, 1].map(share => gridLine(y(last.read * share), formatCount(last.read * share))),
    `<polyline class="line" points="${line(point => point.read)}"/>`,
    `<polyline class="line refused" points="${line(point => point.rejected)}"/>`,
    ...ticks(points, x),
    `<text x="${LEFT}" y="${HEIGHT - 8}">0 s</text>`,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end">${formatDuration(last.durationMs)}</text>`,
    '</svg>',
    '<p class="legend"><span class="line"></span> rows settled <span class="line refused"></span> rejected ' +
      '<span class="tick throttled"></span> throttled <span class="tick retry"></span> sent again</p>',
  ].join('\n')
}

const FEWEST_POINTS = 4
const SHORTEST_MS = 5000

/** A run of a moment is a straight line, unless HubSpot held it up. */
function isTelling(points: readonly TimelinePoint[], last: TimelinePoint, hasPaused: boolean): boolean {
  if (last.read === 0) return false
  const isLong = points.length >= FEWEST_POINTS && last.durationMs >= SHORTEST_MS
  return isLong || hasPaused || last.throttled + last.retries > 0
}

function gridLine(y: number, label: string): string {
  return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y)}" y2="${at(y)}"/><text x="${LEFT - 8}" y="${at(y + 4)}" text-anchor="end">${label}</text>`
}

function ticks(points: readonly TimelinePoint[], x: (point: TimelinePoint) => number): string[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    return [
      ...(point.throttled > (before?.throttled ?? 0) ? [tick('throttled', x(point), 0)] : []),
      ...(point.retries - point.throttled > (before === undefined ? 0 : before.retries - before.throttled)
        ? [tick('retry', x(point), 8)]
        : []),
    ]
  })
}

function tick(kind: string, x: number, down: number): string {
  const y = HEIGHT - BOTTOM + 4 + down
  return `<rect class="tick ${kind}" x="${at(x - 1)}" y="${y}" width="2" height="7"/>`
}

function at(position: number): string {
  return position.toFixed(1)
}
