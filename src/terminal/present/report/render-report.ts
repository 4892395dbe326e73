import {createHash} from 'node:crypto'
import type {ReportFacts, ReportReject} from '../../../rejects/report-facts.js'
import {escapeHtml} from '../../../shared/escape-html.js'
import {countOf, formatCount, formatDuration} from '../format-numbers.js'
import {matchedOn, requestOf} from '../mode-words.js'
import {showText} from '../show-text.js'
import {barChart} from './bar-chart.js'
import {REPORT_STYLE} from './report-style.js'
import {SEARCH_SCRIPT} from './search-script.js'
import {timelineChart} from './timeline-chart.js'

/** How every page begins, those of earlier versions too: by this a file is known to be one. */
export const REPORT_START = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-`

/**
 * A run as one HTML page that loads nothing. Every text of the run is escaped, and the policy in the head lets no
 * script run but the search, whatever a cell holds.
 */
export function renderReport(facts: ReportFacts): string {
  const {detail, byProperty} = facts
  const byCode = Object.entries(detail.byCode).sort(([, a], [, b]) => b - a)
  const title = `${text(detail.file)} → ${text(detail.object.name)}`
  return `${REPORT_START}${hashOf(SEARCH_SCRIPT)}'">
<meta name="referrer" content="no-referrer">
<title>${title} – run ${text(detail.run)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${intro(facts)}
${totals(facts)}
${timelineChart(detail.timeline)}
${barChart('Refused rows by code', byCode)}
${barChart(
  'Refused rows by property',
  byProperty.map(([property, count]) => [property === '' ? 'no property' : property, count]),
)}
${rejectTable(facts)}
${mappingTable(facts)}
${commands(facts)}
</main>
<script>${SEARCH_SCRIPT}</script>
</body>
</html>
`
}

function intro({detail}: ReportFacts): string {
  const {run, portalId, profile, key, mode, createdAt, status, exitCode, parent, reason, durationMs, requests} = detail
  const end = exitCode === null ? status : `${status}, exit code ${exitCode}`
  const effort = [
    countOf(requests.upserts, requestOf(mode)),
    countOf(requests.retries, 'retry', 'retries'),
    `${formatCount(requests.throttled)} throttled`,
  ]
  return [
    `<p class="soft">Run ${text(run)}, ${text(createdAt.slice(0, 16).replace('T', ' '))} UTC: ${text(end)}, ${formatDuration(durationMs)}, ${effort.join(', ')}</p>`,
    `<p class="soft">Portal ${portalId}, profile ${text(profile)}, ${matchedOn(text(key), mode)}${parent === null ? '' : `; refused rows of run ${text(parent)}, sent again`}</p>`,
    reason === null || reason === undefined ? '' : `<p class="bad">${text(reason.code)}: ${text(reason.message)}</p>`,
  ].join('\n')
}

function totals({detail: {rows, open}}: ReportFacts): string {
  const figures: readonly (readonly [string, number])[] = [
    ...([
      ['read', rows.read],
      ['created', rows.created],
      ['updated', rows.updated],
    ] as const),
    ...(rows.unchanged > 0 ? ([['unchanged', rows.unchanged]] as const) : []),
    ...(rows.skipped > 0 ? ([['skipped', rows.skipped]] as const) : []),
    ...([
      ['refused', rows.rejected],
      ['still refused', open],
    ] as const),
  ]
  return `<dl class="totals">${figures.map(([name, count]) => `<div><dt>${name}</dt><dd>${formatCount(count)}</dd></div>`).join('')}</dl>`
}

const HEADS = ['Row', 'Line', 'Code', 'Key', 'Property', 'Value', 'Reason', 'State'] as const
const SHORT: ReadonlySet<string> = new Set(['Row', 'Line', 'Code', 'State'])

function rejectTable({rejects, count}: ReportFacts): string {
  if (count === 0) return ''
  const sampled =
    rejects.length < count
      ? `<p class="soft">${formatCount(rejects.length)} of ${formatCount(count)}, taken evenly: a page with all of them would be too large for a browser. "rejects export" writes them all.</p>`
      : ''
  return `<h2>Refused rows</h2>
${sampled}
<p class="search"><input id="search" type="search" placeholder="Search" aria-label="Search the refused rows"><span id="found" class="soft" role="status"></span></p>
<table id="rejects"><thead><tr>${HEADS.map(head => `<th>${head}</th>`).join('')}</tr></thead>
<tbody>
${rejects.map(rejectRow).join('\n')}
</tbody></table>`
}

function rejectRow({row, line, code, key, property, value, message, state}: ReportReject): string {
  const cells = [String(row), String(line), code, key, property, value, message, state]
  return `<tr>${cells.map((cell, at) => `<td data-label="${HEADS[at] ?? ''}"${SHORT.has(HEADS[at] ?? '') ? ' class="short"' : ''}>${text(cell)}</td>`).join('')}</tr>`
}

function mappingTable({detail: {mapping, ignored}}: ReportFacts): string {
  const rows = [
    ...mapping.map(({column, property}) => [column, property] as const),
    ...ignored.map(column => [column, '(left out)'] as const),
  ]
  const body = rows.map(
    ([column, property]) =>
      `<tr><td data-label="Column">${text(column)}</td><td data-label="Property">${text(property)}</td></tr>`,
  )
  return `<h2>Columns</h2>\n<table><thead><tr><th>Column</th><th>Property</th></tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`
}

function commands({detail: {run, open}}: ReportFacts): string {
  const lines = [
    ...(open > 0
      ? [
          `hubspot-push rejects ${run}`,
          `hubspot-push rejects fix ${run}`,
          `hubspot-push rejects export ${run} --output FILE`,
          `hubspot-push rejects retry ${run}`,
        ]
      : []),
    `hubspot-push runs ${run}`,
  ]
  return `<h2>To go on</h2>\n<pre>${lines.map(text).join('\n')}</pre>`
}

/** Also without control characters and direction marks, which could make a value look like another one. */
function text(raw: string): string {
  return escapeHtml(showText(raw))
}

function hashOf(script: string): string {
  return createHash('sha256').update(script).digest('base64')
}
