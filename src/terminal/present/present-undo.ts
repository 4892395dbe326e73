import type {PushStatus} from '../../push/run/push-summary.js'
import type {LeftOut, UndoSummary} from '../../push/undo/undo-summary.js'
import {presentNext} from '../next-steps/print-step.js'
import {cutShort} from '../text/display-width.js'
import {countOf, formatDuration} from '../text/format-numbers.js'
import type {Palette, Screen} from '../text/palette.js'
import {showBlock, showText} from '../text/show-text.js'
import {requestsOf} from './mode-words.js'
import {type CountLine, presentCounts} from './present-counts.js'
import {loginOf} from './present-push.js'

/** As many as a screen shows; JSON has more. */
const SHOWN = 20

/** What `runs undo` did: counts, what it left out and why, what to type next. */
export function presentUndo(summary: UndoSummary, screen: Screen): string[] {
  const {palette} = screen
  const {leftOut, leftOutCount, records = []} = summary
  return [
    headline(summary, palette),
    ...(summary.reason === undefined ? [] : showBlock(summary.reason.message).split('\n')),
    '',
    ...presentCounts(counts(summary), screen),
    ...list('Would archive:', records.map(nameOf), {count: summary.undone, screen}),
    ...list('Left as they are:', leftOut.map(whyOf), {count: leftOutCount, screen}),
    '',
    `  ${palette.quiet(effort(summary))}`,
    ...updatedLine(summary, screen),
    ...(summary.warnings ?? []).map(warning => `  ${palette.warning('Warning:')} ${showText(warning)}`),
    ...presentNext(summary.next, screen),
  ]
}

const WORD_BY_STATUS: Readonly<Record<PushStatus, string>> = {
  finished: 'Undone',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
  'dry-run': 'Dry run, nothing archived:',
}

function headline(summary: UndoSummary, palette: Palette): string {
  const {run, status, object, portalId, undone, leftOutCount, undoneBy} = summary
  const isDone = status === 'finished'
  const word = isDone && undone === 0 ? 'Nothing to undo:' : WORD_BY_STATUS[status]
  const paint = isDone ? (leftOutCount === 0 ? palette.good : palette.warning) : palette.strong
  const by = undoneBy === null ? '' : `, by run ${undoneBy}`
  return `${paint(word)} run ${run}, ${showText(object.name)} of portal ${portalId} ${palette.quiet(`(${loginOf(summary)}${by})`)}`
}

function counts({status, created, undone, unchanged, leftOutCount}: UndoSummary): CountLine[] {
  return [
    {label: 'created', count: created},
    {label: status === 'dry-run' ? 'would archive' : 'archived', count: undone},
    ...(unchanged > 0 ? [{label: 'no longer there', count: unchanged}] : []),
    {label: 'left as they are', count: leftOutCount, isBad: true},
  ]
}

function nameOf({id, key}: {readonly id: string; readonly key: string}): string {
  return `record ${id}, ${showText(key)}`
}

function whyOf({id, message}: LeftOut): string {
  return `record ${id}: ${showText(message)}`
}

function list(
  title: string,
  lines: readonly string[],
  {count, screen}: {readonly count: number; readonly screen: Screen},
): string[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, SHOWN)
  const more = count - shown.length
  return [
    '',
    `  ${title}`,
    ...shown.map(line => cutShort(`    ${line}`, screen.width, screen)),
    ...(more > 0
      ? [screen.palette.quiet(`    … and ${countOf(more, 'other record')} (--json lists up to 1,000)`)]
      : []),
  ]
}

function effort({durationMs, requests}: UndoSummary): string {
  const reads = requests.reads > 0 ? `, ${countOf(requests.reads, 'read')}` : ''
  return `${formatDuration(durationMs)}, ${requestsOf(requests, 'delete')}${reads}`
}

/** What nothing takes back. */
function updatedLine({updated}: UndoSummary, screen: Screen): string[] {
  if (updated === 0) return []
  const text = `  ${countOf(updated, 'row')} of the run updated a record: updates cannot be undone.`
  return [cutShort(text, screen.width, screen)]
}
