import type {PushStatus, PushSummary} from '../../push/run/push-summary.js'
import {presentNext} from '../next-steps/print-step.js'
import {countOf, formatCount, formatDuration} from '../text/format-numbers.js'
import type {Palette, Screen} from '../text/palette.js'
import {showBlock, showText} from '../text/show-text.js'
import {DONE, isOfPairs, matchedOn, placesOf, requestsOf, unchangedLine, writtenLine} from './mode-words.js'
import {type CountLine, linkLines, listLines, presentCounts} from './present-counts.js'
import {goneLines} from './present-gone.js'

/**
 * The end of a push as people see it: what happened, the counts, what was refused and where to look, what to type next.
 */
export function presentPush(summary: PushSummary, screen: Screen): string[] {
  const {palette} = screen
  return [
    headline(summary, palette),
    ...(summary.reason === undefined ? [] : showBlock(summary.reason.message).split('\n')),
    '',
    ...counts(summary, screen),
    '',
    `  ${palette.quiet(effort(summary))}`,
    ...(summary.rejects.file === null
      ? []
      : [`  ${palette.quiet(`rejected rows: ${showText(summary.rejects.file)}`)}`]),
    ...(summary.warnings ?? []).map(warning => `  ${palette.warning('Warning:')} ${showText(warning)}`),
    ...presentNext(summary.next, screen),
  ]
}

function headline(summary: PushSummary, palette: Palette): string {
  const {file, object, to} = summary
  const what = `${placesOf({file, object: object.name, to})} of portal ${summary.portalId}`
  const how = palette.quiet(`(${loginOf(summary)}, ${matchedOn(showText(summary.key), summary)}, run ${summary.run})`)
  return `${statusWord(summary, palette)} ${what} ${how}`
}

/** A token in the environment stands in for a saved login: a user who forgot that it is set must see it. */
export function loginOf({profile, credential}: Pick<PushSummary, 'profile' | 'credential'>): string {
  return credential === 'HUBSPOT_ACCESS_TOKEN' ? `login from ${credential}` : `profile ${showText(profile)}`
}

const WORD_BY_STATUS: Readonly<Record<PushStatus, string>> = {
  finished: 'Pushed',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
  'dry-run': 'Dry run, nothing written:',
}

function statusWord({status, rows, links, list, mode}: PushSummary, palette: Palette): string {
  const word = status === 'finished' && isOfPairs(mode) ? DONE[mode] : WORD_BY_STATUS[status]
  const rejected = rows.rejected + links.rejected + (list?.rejected ?? 0)
  if (status === 'finished') return rejected === 0 ? palette.good(word) : palette.warning(word)
  return status === 'dry-run' ? palette.strong(word) : palette.bad(word)
}

function counts({rows, links, list, rejects, mode, gone}: PushSummary, screen: Screen): string[] {
  const byCode = Object.entries(rejects.byCode).sort(([, a], [, b]) => b - a)
  const lines: CountLine[] = [
    {label: 'read', count: rows.read},
    writtenLine(rows, mode),
    ...unchangedLine(rows, mode),
    ...(rows.skipped > 0 ? [{label: 'skipped', count: rows.skipped}] : []),
    ...listLines(list),
    {label: 'rejected', count: rows.rejected, isBad: true},
    ...(isOfPairs(mode) ? [] : linkLines(links)),
    ...byCode.map(([code, count]) => ({label: `  ${code}`, count})),
    ...goneLines(gone),
  ]
  return presentCounts(lines, screen)
}

function effort({durationMs, requests, mode, gone}: PushSummary): string {
  const parts = [
    requestsOf(requests, mode),
    gone !== undefined && requests.archives > 0 ? countOf(requests.archives, 'archive request') : '',
    requests.reads > 0 ? countOf(requests.reads, 'read') : '',
    requests.associations > 0 && !isOfPairs(mode) ? countOf(requests.associations, 'link request') : '',
    requests.memberships > 0 ? countOf(requests.memberships, 'list request') : '',
    requests.retries > 0 ? countOf(requests.retries, 'retry', 'retries') : '',
    requests.throttled > 0 ? `${formatCount(requests.throttled)} throttled` : '',
  ]
  return `${formatDuration(durationMs)}, ${parts.filter(part => part !== '').join(', ')}`
}
