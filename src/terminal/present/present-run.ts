import {gap, ours, type Run} from '../../errors/next-step.js'
import type {RunDetail} from '../../runs/history/run-detail.js'
import type {RunSummary} from '../../runs/history/run-summary.js'
import type {TimelinePoint} from '../../runs/history/run-timeline.js'
import {presentNext} from '../next-steps/print-step.js'
import {fitTable, type TableColumn} from '../text/fit-table.js'
import {countOf, formatCount, formatDuration} from '../text/format-numbers.js'
import type {Screen} from '../text/palette.js'
import {showText} from '../text/show-text.js'
import {wrapText} from '../text/wrap-text.js'
import {isOfPairs, matchedOn, placesOf, requestsOf, unchangedLine, writtenLine} from './mode-words.js'
import {type CountLine, linkLines, listLines, presentCounts} from './present-counts.js'
import {goneLines} from './present-gone.js'

/** One run: what it was asked, how it ended, how it went on over time. */
export function presentRun(detail: RunDetail, screen: Screen): string[] {
  const {run, status, file, object, to, portalId, profile, key, exitCode, parent, note, reason} = detail
  const {palette, width} = screen
  const end = exitCode === null ? status : `${status}, exit ${exitCode}`
  return [
    `${palette.strong(`Run ${run}`)} (${end})`,
    ...wrapText(
      `${placesOf({file, object: object.name, to})} of portal ${portalId}, profile ${showText(profile)}, ${matchedOn(showText(key), detail)}`,
      width - 2,
      screen,
    ).map(line => `  ${line}`),
    ...(parent === null ? [] : [`  rejected rows of run ${parent}, sent again`]),
    ...undoLines(detail),
    ...(note === null ? [] : wrapText(showText(note), width - 2, screen).map(line => `  ${line}`)),
    ...(reason === null || reason === undefined
      ? []
      : wrapText(`${reason.code}: ${showText(reason.message)}`, width - 2, screen).map(
          line => `  ${palette.bad(line)}`,
        )),
    '',
    ...presentCounts(countLines(detail), screen),
    '',
    `  ${palette.quiet(effort(detail))}`,
    ...detail.pauses
      .slice(0, 3)
      .map(
        ({at, durationMs}) => `  ${palette.quiet(`no progress for ${formatDuration(durationMs)} after ${timeOf(at)}`)}`,
      ),
    ...section('Columns', fitTable(detail.mapping, MAPPING, screen), screen),
    ...section('Over time', fitTable(thinned(detail.timeline), TIMELINE, screen), screen),
    ...section('Correlation ids, for HubSpot’s support', fitTable(detail.correlationIds, IDS, screen), screen),
    '',
    `  ${palette.quiet(showText(detail.directory))}`,
    ...presentNext(nextSteps(detail), screen),
  ]
}

function undoLines({undoes, undoneBy = []}: RunDetail): string[] {
  return [
    ...(undoes === undefined ? [] : [`  archived what run ${undoes} created`]),
    ...(undoneBy.length === 0 ? [] : [`  undone: what it created was archived by run ${undoneBy.join(', ')}`]),
  ]
}

function countLines({rows, links, list, mode, byCode, open, superseded, gone}: RunDetail): CountLine[] {
  const left = [
    `${formatCount(open)} open`,
    ...(superseded > 0 ? [`${formatCount(superseded)} of them superseded by later rows`] : []),
  ]
  return [
    {label: 'read', count: rows.read},
    writtenLine(rows, mode),
    ...unchangedLine(rows, mode),
    ...(rows.skipped > 0 ? [{label: 'skipped', count: rows.skipped}] : []),
    {label: 'rejected', count: rows.rejected, isBad: true, ...(rows.rejected > 0 && {remark: left})},
    ...(isOfPairs(mode) ? [] : linkLines(links)),
    ...listLines(list),
    ...Object.entries(byCode)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => ({label: `  ${code}`, count})),
    ...goneLines(gone),
  ]
}

function effort({createdAt, durationMs, requests, mode}: RunDetail): string {
  const {reads, retries, throttled} = requests
  const parts = [
    requestsOf(requests, mode),
    countOf(reads, 'read'),
    countOf(retries, 'retry', 'retries'),
    `${formatCount(throttled)} throttled`,
  ]
  return `${createdAt.slice(0, 19).replace('T', ' ')} UTC, ${formatDuration(durationMs)}, ${parts.join(', ')}`
}

function section(title: string, lines: readonly string[], {palette}: Screen): string[] {
  return lines.length === 0 ? [] : ['', palette.strong(title), ...lines]
}

const MAPPING: readonly TableColumn<RunDetail['mapping'][number]>[] = [
  {title: 'COLUMN', cell: ({column}) => column, minWidth: 12},
  {title: 'PROPERTY', cell: ({property}) => property, minWidth: 12},
]

const IDS: readonly TableColumn<RunDetail['correlationIds'][number]>[] = [
  {title: 'CODE', cell: ({code}) => code},
  {title: 'CORRELATION ID', cell: ({correlationId}) => correlationId, minWidth: 36},
]

const TIMELINE: readonly TableColumn<TimelinePoint>[] = [
  {title: 'AT', cell: ({at}) => timeOf(at)},
  {title: 'AFTER', cell: ({durationMs}) => formatDuration(durationMs), align: 'right'},
  {title: 'READ', cell: ({read}) => formatCount(read), align: 'right'},
  {title: 'WRITTEN', cell: ({written}) => formatCount(written), align: 'right'},
  {title: 'REJECTED', cell: ({rejected}) => formatCount(rejected), align: 'right'},
  {title: 'RETRIES', cell: ({retries}) => formatCount(retries), align: 'right'},
  {title: 'THROTTLED', cell: ({throttled}) => formatCount(throttled), align: 'right'},
]

const MOST_LINES = 10

/** Evenly, the last one among them. */
function thinned(points: readonly TimelinePoint[]): readonly TimelinePoint[] {
  if (points.length <= MOST_LINES) return points
  return Array.from(
    {length: MOST_LINES},
    (_, index) => points[Math.round(((index + 1) * (points.length - 1)) / MOST_LINES)],
  ).filter(point => point !== undefined)
}

function timeOf(at: string): string {
  return at.slice(11, 19)
}

function nextSteps({run, open}: RunDetail): Run[] {
  return open > 0 ? [ours(['rejects', run])] : []
}

/** The history as a table, the newest run first. `more`: runs that are not shown. */
export function presentRuns(runs: readonly RunSummary[], more: number, screen: Screen): string[] {
  if (runs.length === 0)
    return [
      'No runs on this machine yet.',
      ...presentNext([ours(['push', gap('FILE'), '--object', gap('OBJECT')])], screen),
    ]
  const columns =
    screen.width < WIDE && screen.isWhole !== true ? COLUMNS.filter(({title}) => title !== 'WHEN') : COLUMNS // a run's name begins with when
  return [
    ...fitTable(runs, columns, screen),
    ...(more > 0 ? [screen.palette.quiet(`  … and ${countOf(more, 'older run')} (--all shows them)`)] : []),
    '',
    ...presentNext([ours(['runs', gap('RUN')], 'shows one run in detail')], screen),
  ]
}

const WIDE = 116

const COLUMNS: readonly TableColumn<RunSummary>[] = [
  {title: 'RUN', cell: ({run}) => run},
  {title: 'WHEN', cell: ({createdAt}) => createdAt.slice(0, 16).replace('T', ' ')},
  {title: 'PROFILE', cell: ({profile}) => profile, minWidth: 7},
  {title: 'PORTAL', cell: ({portalId}) => String(portalId), align: 'right'},
  {title: 'OBJECT', cell: ({object}) => object.name, minWidth: 7},
  {title: 'MODE', cell: ({mode = ''}) => mode}, // left out where every run was an upsert
  {title: 'FILE', cell: ({file, parent}) => (parent === null ? file : `retry: ${file}`), minWidth: 8},
  {title: 'WRITTEN', cell: ({rows}) => formatCount(rows.written), align: 'right'},
  {title: 'REJECTED', cell: ({rows}) => formatCount(rows.rejected), align: 'right'},
  {title: 'TOOK', cell: ({durationMs}) => formatDuration(durationMs), align: 'right', minWidth: 5},
  {
    title: 'EXIT',
    cell: ({exitCode, status, undoneBy}) =>
      `${exitCode === null ? status : exitCode}${undoneBy === undefined ? '' : ' undone'}`,
    align: 'right',
    minWidth: 4,
  },
]
