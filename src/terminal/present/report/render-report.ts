import {createHash} from 'node:crypto'
import {gap, ours} from '../../../errors/next-step.js'
import type {ReportFacts, ReportReject} from '../../../rejects/report-facts.js'
import {escapeHtml} from '../../../shared/text/escape.js'
import {stepText} from '../../next-steps/print-step.js'
import {countOf, formatCount, formatDuration} from '../../text/format-numbers.js'
import {showText} from '../../text/show-text.js'
import {isOfPairs, matchedOn, placesOf, requestsOf} from '../mode-words.js'
import {goneFigures} from '../present-gone.js'
import {barChart} from './bar-chart.js'
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
  const title = text(placesOf({file: detail.file, object: detail.object.name, to: detail.to}))
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
${barChart('Rejected rows by code', byCode)}
${barChart(
  'Rejected rows by property',
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
  const {undoes, undoneBy = []} = detail
  const end = exitCode === null ? status : `${status}, exit code ${exitCode}`
  const effort = [
    requestsOf(requests, mode),
    countOf(requests.retries, 'retry', 'retries'),
    `${formatCount(requests.throttled)} throttled`,
  ]
  return [
    `<p class="soft">Run ${text(run)}, ${text(createdAt.slice(0, 16).replace('T', ' '))} UTC: ${text(end)}, ${formatDuration(durationMs)}, ${effort.join(', ')}</p>`,
    `<p class="soft">Portal ${portalId}, profile ${text(profile)}, ${text(matchedOn(key, detail))}${parent === null ? '' : `; rejected rows of run ${text(parent)}, sent again`}</p>`,
    undoes === undefined ? '' : `<p class="soft">Archived what run ${text(undoes)} created.</p>`,
    undoneBy.length === 0
      ? ''
      : `<p class="bad">Undone: what it created was archived by run ${text(undoneBy.join(', '))}.</p>`,
    reason === null || reason === undefined ? '' : `<p class="bad">${text(reason.code)}: ${text(reason.message)}</p>`,
  ].join('\n')
}

/** None where rows have no links. */
function linkFigures(links: ReportFacts['detail']['links']): [string, number][] {
  if (links === undefined) return []
  const {made, unchanged, removed, rejected} = links
  return [
    ['links made', made],
    ['links unchanged', unchanged],
    ['links removed', removed],
    ['links rejected', rejected],
  ]
}

/** None without --list. */
function listFigures(list: ReportFacts['detail']['list']): [string, number][] {
  if (list === undefined) return []
  const name = text(list.name)
  return [
    [`added to ${name}`, list.added],
    [`in ${name} before`, list.unchanged],
    ...(list.rejected > 0 ? ([[`not added to ${name}`, list.rejected]] as [string, number][]) : []),
  ]
}

function writtenFigures(
  {written, created, updated}: ReportFacts['detail']['rows'],
  mode: ReportFacts['detail']['mode'],
): readonly (readonly [string, number])[] {
  if (isOfPairs(mode)) return [[mode === 'link' ? 'linked' : 'removed', written]]
  if (mode === 'delete') return [['archived', written]]
  return [
    ['created', created],
    ['updated', updated],
  ]
}

function totals({detail: {rows, links, list, mode, open, gone}}: ReportFacts): string {
  const figures: readonly (readonly [string, number])[] = [
    ['read', rows.read],
    ...writtenFigures(rows, mode),
    ...(rows.unchanged > 0 ? ([['unchanged', rows.unchanged]] as const) : []),
    ...(rows.skipped > 0 ? ([['skipped', rows.skipped]] as const) : []),
    ...(isOfPairs(mode) ? [] : linkFigures(links)),
    ...listFigures(list),
    ...([
      ['rejected', rows.rejected],
      ['still rejected', open],
    ] as const),
    ...goneFigures(gone),
  ]
  return `<dl class="totals">${figures.map(([name, count]) => `<div><dt>${name}</dt><dd>${formatCount(count)}</dd></div>`).join('')}</dl>`
}

const HEADS = ['Row', 'Line', 'Code', 'Key', 'Property', 'Value', 'Reason', 'State'] as const
const SHORT: ReadonlySet<string> = new Set(['Row', 'Line', 'Code', 'State'])

function rejectTable({rejects, count}: ReportFacts): string {
  if (count === 0) return ''
  const sampled =
    rejects.length < count
      ? `<p class="soft">${formatCount(rejects.length)} of ${formatCount(count)}, evenly sampled: a page with all of them would be too large for a browser. "rejects export" writes all of them.</p>`
      : ''
  return `<h2>Rejected rows</h2>
${sampled}
<p class="search"><input id="search" type="search" placeholder="Search" aria-label="Search the rejected rows"><span id="found" class="soft" role="status"></span></p>
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

function commands({detail: {run, open, mode}}: ReportFacts): string {
  const lines = [
    ...(open > 0
      ? [
          ours(['rejects', run]),
          ...(mode === 'delete' ? [] : [ours(['rejects', 'fix', run])]),
          ours(['rejects', 'export', run, '--output', gap('FILE')]),
          ...(mode === 'delete' ? [] : [ours(['rejects', 'retry', run])]),
        ]
      : []),
    ours(['runs', run]),
  ]
  return `<h2>Next steps</h2>\n<pre>${lines.map(step => text(stepText(step))).join('\n')}</pre>`
}

/** Also without control characters and direction marks, which could make a value look like another one. */
function text(raw: string): string {
  return escapeHtml(showText(raw))
}

function hashOf(script: string): string {
  return createHash('sha256').update(script).digest('base64')
}

/** For light and dark screens, phones and paper. */
const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1f2933; --soft: #5b6875; --page: #fff; --card: #f4f6f8; --rule: #d8dee4; --good: #00806e; --bad: #c0392b; --wait: #b36b00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --soft: #9aa7b4; --page: #14181c; --card: #1e242a; --rule: #35404a; --good: #3ecfb9; --bad: #ff7b6b; --wait: #f0b050 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem }
p { margin: .25rem 0 } .soft { color: var(--soft) } .bad { color: var(--bad) }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0 }
.totals div { background: var(--card); border-radius: .4rem; padding: .6rem .8rem }
.totals dt { color: var(--soft); font-size: .85rem } .totals dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums }
.chart { display: block; width: 100%; max-width: 40rem; height: auto; font-size: 14px } .chart text { fill: var(--ink) }
.bar { fill: var(--bad) } .grid { stroke: var(--rule) } polyline { fill: none; stroke: var(--good); stroke-width: 2 } polyline.refused { stroke: var(--bad) }
.tick.throttled { fill: var(--wait); background: var(--wait) } .tick.retry { fill: var(--bad); background: var(--bad) }
.legend { color: var(--soft); font-size: .85rem } .legend span { display: inline-block; width: 1rem; height: 2px; margin: 0 .25rem .25rem .75rem; background: var(--good) }
.legend span.refused { background: var(--bad) } .legend span.tick { width: 3px; height: .7rem; margin-bottom: 0 } .legend span.throttled { background: var(--wait) } .legend span.retry { background: var(--bad) }
table { width: 100%; border-collapse: collapse; font-size: .9rem } th { text-align: left; color: var(--soft); font-weight: 600 } th, td.short { white-space: nowrap }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--rule); vertical-align: top } td { min-width: 5rem } td.short { min-width: 0; font-variant-numeric: tabular-nums }
input { width: 100%; font: inherit; padding: .45rem .6rem; margin-bottom: .5rem; color: inherit; background: var(--card); border: 1px solid var(--rule); border-radius: .4rem }
pre { background: var(--card); border-radius: .4rem; padding: .75rem .9rem; white-space: pre-wrap; margin: 0 }
[hidden] { display: none !important }
@media (max-width: 40rem) {
  .chart { font-size: 20px } td.short { white-space: normal }
  thead { display: none } table, tbody, tr, td { display: block; width: 100% } tr { border-bottom: 1px solid var(--rule); padding: .5rem 0 }
  td { border: 0; padding: .1rem 0 } td::before { content: attr(data-label) ' '; color: var(--soft) } td:empty { display: none }
}
@media print { input, .search { display: none } body { font-size: 11pt } tr { break-inside: avoid } h2 { break-after: avoid } }
`

/** The only script of a report: shows the rows that hold what is typed. Without scripts the whole table is there. */
const SEARCH_SCRIPT = `
const box = document.getElementById('search')
const rows = [...document.querySelectorAll('#rejects tbody tr')]
const texts = rows.map(row => row.textContent.toLowerCase())
const found = document.getElementById('found')
box?.addEventListener('input', () => {
  const wanted = box.value.trim().toLowerCase()
  let count = 0
  rows.forEach((row, at) => {
    row.hidden = !texts[at].includes(wanted)
    if (!row.hidden) count++
  })
  found.textContent = wanted === '' ? '' : count + ' of ' + rows.length + ' rows shown'
})
`
