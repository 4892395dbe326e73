import type {Totals} from '../../rows/rows.js'
import type {ModeField, OtherEndField} from '../../rows/run-mode.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'
import type {CountLine} from './present-counts.js'

interface Places {
  readonly file: string
  readonly object: string
  readonly to?: OtherEndField['to'] | undefined
}

/** `people.csv → contacts`, or which objects the pairs of a file link. */
export function placesOf({file, object, to}: Places): string {
  const from = showText(object)
  return to === undefined ? `${showText(file)} → ${from}` : `${showText(file)}: ${from} → ${showText(to.object.name)}`
}

interface Matching {
  readonly mode?: ModeField['mode'] | undefined
  readonly to?: OtherEndField['to'] | undefined
}

/** `matched on email`, and what the push leaves alone. */
export function matchedOn(key: string, {mode, to}: Matching): string {
  if (to === undefined) return `matched on ${key}${mode === undefined ? '' : `, ${ONLY[mode]}`}`
  const label = to.label === undefined ? '' : `, label "${showText(to.label)}"`
  return `matched on ${key} and ${showText(to.key)}${label}`
}

const ONLY = {
  update: 'no new records',
  create: 'new records only',
  delete: 'archives their records',
  link: 'links pairs',
  unlink: 'unlinks pairs',
} as const satisfies Readonly<Record<NonNullable<ModeField['mode']>, string>>

/** What a push that goes on is doing, and one that has finished has done. */
export const DOING = {link: 'Linking', unlink: 'Unlinking'} as const
export const DONE = {link: 'Linked', unlink: 'Unlinked'} as const

/** For `countOf`: what the requests that carry the rows are called. */
export function requestOf(mode: ModeField['mode']): string {
  if (isOfPairs(mode)) return 'link request'
  return mode === 'delete' ? 'archive request' : `${mode ?? 'upsert'} request`
}

interface Requests {
  readonly upserts: number
  readonly archives: number
  readonly associations: number
}

/** `4 upsert requests`: how many carried the rows. */
export function requestsOf({upserts, archives, associations}: Requests, mode: ModeField['mode']): string {
  if (isOfPairs(mode)) return countOf(associations, requestOf(mode))
  return countOf(mode === 'delete' ? archives : upserts, requestOf(mode))
}

/** What became of the rows that were written. */
export function writtenLine({written, created, updated}: Totals, mode: ModeField['mode']): CountLine {
  if (isOfPairs(mode)) return {label: mode === 'link' ? 'linked' : 'removed', count: written}
  if (mode === 'delete') return {label: 'archived', count: written}
  const remark = [`${formatCount(created)} created`, `${formatCount(updated)} updated`]
  return {label: 'written', count: written, remark}
}

/** Rows that nothing had to be done for; none where there are none. */
export function unchangedLine({unchanged}: Totals, mode: ModeField['mode']): readonly CountLine[] {
  if (unchanged === 0) return []
  const line = {label: 'unchanged', count: unchanged}
  if (!isOfPairs(mode)) return [line]
  return [{...line, remark: mode === 'link' ? 'already linked' : 'not linked'}]
}

export function isOfPairs(mode: ModeField['mode']): mode is 'link' | 'unlink' {
  return mode === 'link' || mode === 'unlink'
}
