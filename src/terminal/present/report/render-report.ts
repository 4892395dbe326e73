import {createHash} from 'node:crypto'
import {gap, ours} from '../../../errors/next-step.js'
import type {ReportFacts, ReportReject} from '../../../rejects/report-facts.js'
import {escapeHtml} from '../../../shared/text/escape.js'
import {stepText} from '../../next-steps/print-step.js'
import {countOf, formatCount, formatDuration} from '../../text/format-numbers.js'
import {showText} from '../../text/show-text.js'
import {matchedOn, placesOf, requestsOf} from '../mode-words.js'
import {barChart} from './bar-chart.js'
import {outcomeBar} from './outcome-bar.js'
import {REPORT_STYLE} from './report-style.js'
import {totals} from './report-totals.js'
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
${outcomeBar(detail)}
${totals(detail)}
${goneSection(facts)}
${timelineChart(detail)}
${barChart('Rejected by code', byCode)}
${barChart(
  'Rejected by property',
  byProperty.map(([property, count]) => [property === '' ? 'no property' : property, count]),
)}
${rejectTable(facts)}
${mappingTable(facts)}
${commands(facts)}
<footer class="soft">Run by hubspot-push ${text(facts.version)}</footer>
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
    `<p class="soft">${[`Run ${run}`, `${createdAt.slice(0, 16).replace('T', ' ')} UTC`, end, formatDuration(durationMs), ...effort].map(whole).join(', ')}</p>`,
    `<p class="soft">Portal ${portalId}, profile ${text(profile)}, ${text(matchedOn(key, detail))}${parent === null ? '' : `; rejected rows of run ${text(parent)}, sent again`}</p>`,
    undoes === undefined ? '' : `<p class="soft">Archived what run ${text(undoes)} created.</p>`,
    undoneBy.length === 0
      ? ''
      : `<p class="bad">Undone: what it created was archived by run ${text(undoneBy.join(', '))}.</p>`,
    reason === null || reason === undefined ? '' : `<p class="bad">${text(reason.code)}: ${text(reason.message)}</p>`,
  ].join('\n')
}

const HEADS = ['Row', 'Line', 'Code', 'Key', 'Property', 'Value', 'State', 'Reason'] as const
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
  const cells = [String(row), String(line), code, key, property, value, state, message]
  const cellOf = (cell: string, at: number): string => {
    const head = HEADS[at] ?? ''
    return `<td data-label="${head}"${classOf(head, cell)}>${text(cell)}</td>`
  }
  return `<tr>${cells.map(cellOf).join('')}</tr>`
}

/** Of what is searched for and copied: as many characters stay on one line, on a phone and where there is room. */
const WHOLE: ReadonlyMap<string, {readonly anywhere: number; readonly wide: number}> = new Map([
  ['Key', {anywhere: 34, wide: 44}],
  ['Property', {anywhere: 34, wide: 34}],
  ['Value', {anywhere: 14, wide: 20}],
])

function classOf(head: string, {length}: string): string {
  const most = WHOLE.get(head)
  if (SHORT.has(head)) return ' class="short"'
  if (most === undefined || length > most.wide) return ''
  return length <= most.anywhere ? ' class="whole"' : ' class="wide"'
}

/** What `--gone` did with records that the file no longer holds. */
function goneSection({detail: {gone}, goneAction}: ReportFacts): string {
  if (gone === undefined) return ''
  const action = goneAction?.kind === 'mark' ? `marked (${goneAction.property} = ${goneAction.value})` : 'archived'
  return `<h2>Records that left the file</h2>
<p>They are ${text(action)}. The list of ${text(gone.source)} has ${countOf(gone.members, 'member')}.</p>`
}

function mappingTable({detail: {mapping, ignored}, links}: ReportFacts): string {
  const rows = [
    ...mapping.map(({column, property}) => [column, property] as const),
    ...links.map(({column, to}) => [column, `link to ${to}`] as const),
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

/** Stays on one line: a number without what it counts tells nothing. */
function whole(part: string): string {
  return `<span class="whole">${text(part)}</span>`
}

/** Also without control characters and direction marks, which could make a value look like another one. */
function text(raw: string): string {
  return escapeHtml(showText(raw))
}

function hashOf(script: string): string {
  return createHash('sha256').update(script).digest('base64')
}

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
