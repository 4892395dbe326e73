import type {ColumnUse, DryRunSummary, RecordChange, RequestsNeeded} from '../../dry-run/dry-run-types.js'
import {presentNext} from '../next-steps/print-step.js'
import {cutShort} from '../text/display-width.js'
import {fitTable, type TableColumn} from '../text/fit-table.js'
import {countOf, formatCount, formatDuration} from '../text/format-numbers.js'
import type {Palette, Screen} from '../text/palette.js'
import {showBlock, showText} from '../text/show-text.js'
import {isOfPairs, matchedOn, placesOf, requestOf, unchangedLine} from './mode-words.js'
import {newPropertiesTable} from './objects/present-new-properties.js'
import {type CountLine, linkLines, listLines, presentCounts} from './present-counts.js'
import {goneLines} from './present-gone.js'
import {loginOf} from './present-push.js'

/**
 * What a push would do: where the columns go, the counts, what would change and what would be refused, each with
 * examples.
 */
export function presentDryRun(summary: DryRunSummary, screen: Screen): string[] {
  const {palette} = screen
  const {dryRun, reason} = summary
  return [
    headline(summary, palette),
    '',
    ...fitTable(usesOf(dryRun), columnTable(summary.key, screen), screen),
    '',
    ...newProperties(summary, screen),
    ...newList(summary),
    ...counts(summary, screen),
    ...(reason === undefined ? [] : ['', ...showBlock(`${endWords(summary)}: ${reason.message}`).split('\n')]),
    ...changes(summary, screen),
    ...deletes(summary, screen),
    ...gone(summary, screen),
    '',
    `  ${palette.quiet(effort(dryRun.requests, summary.mode))}`,
    `  ${palette.quiet(`compared in ${formatDuration(summary.durationMs)} with ${countOf(summary.requests.reads, 'read')}`)}`,
    ...(summary.mode === 'delete' || isOfPairs(summary.mode) ? [] : [`  ${palette.quiet(BEYOND)}`]),
    ...(summary.warnings ?? []).map(warning => `  ${palette.warning('Warning:')} ${showText(warning)}`),
    ...presentNext(summary.next, screen),
  ]
}

function newProperties({newProperties: made = []}: DryRunSummary, screen: Screen): string[] {
  if (made.length === 0) return []
  const head = `  Would create ${countOf(made.length, 'property', 'properties')} first:`
  return [head, '', ...newPropertiesTable(made, screen), '']
}

function newList({list}: DryRunSummary): string[] {
  return list?.id === null ? [`  Would create the list "${showText(list.name)}" first`, ''] : []
}

const BEYOND = 'HubSpot may reject more rows: only it can check e-mail domains and unique values.'

function headline(summary: DryRunSummary, palette: Palette): string {
  const {file, object, portalId, key, to} = summary
  const what = `${placesOf({file, object: object.name, to})} of portal ${portalId}`
  const how = palette.quiet(`(${loginOf(summary)}, ${matchedOn(showText(key), summary)})`)
  return `${palette.strong('Dry run, nothing written:')} ${what} ${how}`
}

/** Constants are below the columns, with the value in place of a column's name. */
function usesOf({columns, constants}: DryRunSummary['dryRun']): readonly ColumnUse[] {
  const everyRow = constants.map(({property, label, value}) => ({
    column: value === '' ? 'every row: empty' : `every row: "${value}"`,
    property,
    label,
    sample: null,
  }))
  return [...columns, ...everyRow]
}

const LONGEST_SAMPLE = 30

function columnTable(key: string, screen: Screen): readonly TableColumn<ColumnUse>[] {
  return [
    {title: 'COLUMN', cell: ({column}) => column, minWidth: 12},
    {
      title: 'PROPERTY',
      cell: ({property, link}) => property ?? (link === undefined ? 'left out' : `${link.object}.${link.property}`),
      minWidth: 12,
    },
    {title: 'LABEL', cell: ({label}) => label ?? '', minWidth: 8},
    {title: 'SAMPLE', cell: ({sample}) => cutShort(showText(sample ?? ''), LONGEST_SAMPLE, screen), minWidth: 8},
    {
      title: 'NOTE',
      cell: ({property, link}) => (link === undefined ? (property === key ? 'key' : '') : linkNote(link)),
    },
  ]
}

function linkNote({label}: NonNullable<ColumnUse['link']>): string {
  return label === null ? 'link' : `link, "${label}"`
}

function counts({rows, links, list, mode, dryRun, gone}: DryRunSummary, screen: Screen): string[] {
  const {unchanged, rejects} = dryRun
  const lines: CountLine[] = [
    {label: 'read', count: rows.read},
    ...wouldWrite(rows, {mode, unchanged}),
    ...unchangedLine(rows, mode),
    ...(rows.skipped > 0 ? [{label: 'would skip', count: rows.skipped}] : []),
    ...listLines(list, 'would '),
    {label: 'would reject', count: rows.rejected, isBad: true},
    ...(isOfPairs(mode) ? [] : linkLines(links, 'would ')),
    ...goneLines(gone, 'would '),
    ...rejects.map(({code, count, examples: [first]}) => ({
      label: `  ${code}`,
      count,
      ...(first && {remark: showText(`row ${first.row}: ${first.message}`)}),
    })),
  ]
  return presentCounts(lines, screen)
}

function wouldWrite(
  rows: DryRunSummary['rows'],
  {mode, unchanged}: {readonly mode: DryRunSummary['mode'] | undefined; readonly unchanged: number},
): readonly CountLine[] {
  if (isOfPairs(mode)) return [{label: mode === 'link' ? 'would link' : 'would remove', count: rows.written}]
  if (mode === 'delete') return [{label: 'would archive', count: rows.deleted}]
  const remark = unchanged > 0 ? {remark: `${formatCount(unchanged)} without any change`} : {}
  return [
    {label: 'would create', count: rows.created},
    {label: 'would update', count: rows.updated, ...remark},
  ]
}

function changes({dryRun}: DryRunSummary, screen: Screen): string[] {
  if (dryRun.samples.length === 0) return []
  const most = dryRun.changes.map(({property, records}) => `${showText(property)} ${formatCount(records)}×`).join(', ')
  return [
    '',
    `  ${cutShort(`Would change: ${most}`, screen.width - 2, screen)}`,
    ...dryRun.samples.flatMap(sample =>
      sampleLines(sample, screen).map((line, index) => (index === 0 ? line : screen.palette.quiet(line))),
    ),
  ]
}

/** As many as a screen shows; JSON has more. */
const MOST_DELETES = 20

function deletes({dryRun, rows}: DryRunSummary, screen: Screen): string[] {
  const {deletes: listed = []} = dryRun
  if (listed.length === 0) return []
  const shown = listed.slice(0, MOST_DELETES)
  const more = rows.deleted - shown.length
  const lines = shown.map(({row, key, recordId}) => `    row ${row}, ${showText(key)} (record ${recordId})`)
  return [
    '',
    '  Would archive:',
    ...lines.map(line => cutShort(line, screen.width, screen)),
    ...(more > 0
      ? [screen.palette.quiet(`    … and ${countOf(more, 'other record')} (--json lists up to 1,000)`)]
      : []),
  ]
}

function gone({dryRun}: DryRunSummary, screen: Screen): string[] {
  const {gone: listed = []} = dryRun
  if (listed.length === 0) return []
  const shown = listed.slice(0, MOST_DELETES)
  const lines = shown.map(({key, recordId}) => `    ${showText(key)} (record ${recordId})`)
  const more = listed.length - shown.length
  return [
    '',
    '  Not in the file any more:',
    ...lines.map(line => cutShort(line, screen.width, screen)),
    ...(more > 0 ? [screen.palette.quiet(`    … and more (--json lists up to 1,000)`)] : []),
  ]
}

/** Above the limit of `--gone`, all rows are written. */
function endWords({gone: counts, reason}: DryRunSummary): string {
  return counts !== undefined && reason?.code === 'TOO_MANY_DELETES'
    ? 'The push would end with exit code 7'
    : 'The push would stop'
}

/** Values may be long: a line each, cut to the screen. */
function sampleLines({row, key, recordId, changes: values}: RecordChange, screen: Screen): string[] {
  const quoted = (value: string | null): string =>
    value === null ? '(empty)' : `"${cutShort(showText(value), LONGEST_VALUE, screen)}"`
  const lines = values.map(({property, from, to}) => `      ${showText(property)}: ${quoted(from)} → ${quoted(to)}`)
  return [`    row ${row}, ${showText(key)} (record ${recordId})`, ...lines].map(line =>
    cutShort(line, screen.width, screen),
  )
}

const LONGEST_VALUE = 40

function effort(
  {upserts, reads, associations, memberships, daily, dailyRemaining, shareOfDay}: RequestsNeeded,
  mode: DryRunSummary['mode'],
): string {
  const parts = [
    ...(isOfPairs(mode) ? [] : [countOf(upserts, requestOf(mode))]),
    ...(reads > 0 ? [countOf(reads, 'read')] : []),
    ...(associations > 0 || isOfPairs(mode) ? [countOf(associations, 'link request')] : []),
    ...(memberships > 0 ? [countOf(memberships, 'list request')] : []),
  ]
  const last = parts.pop()
  const needed = `${parts.length === 0 ? '' : `${parts.join(', ')} and `}${last} needed`
  if (daily === null || shareOfDay === null) return needed
  const left = dailyRemaining === null ? '' : `, ${formatCount(dailyRemaining)} left today`
  return `${needed}, ${percent(shareOfDay)} of the portal's ${formatCount(daily)} per day${left}`
}

function percent(share: number): string {
  if (share > 0 && share < 0.001) return 'less than 0.1%'
  return `${(share * 100).toFixed(1)}%`
}
