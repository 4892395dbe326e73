import type {ModeField, Totals} from '../../rows/rows.js'
import {countOf, formatCount} from '../text/format-numbers.js'
import type {CountLine} from './present-counts.js'

/** `matched on email`, and what the push leaves alone. */
export function matchedOn(key: string, mode: ModeField['mode']): string {
  return `matched on ${key}${mode === undefined ? '' : `, ${ONLY[mode]}`}`
}

const ONLY = {update: 'no new records', create: 'new records only', delete: 'archives their records'} as const

/** For `countOf`: what the requests that carry the rows are called. */
export function requestOf(mode: ModeField['mode']): string {
  return mode === 'delete' ? 'archive request' : `${mode ?? 'upsert'} request`
}

/** `4 upsert requests`: how many carried the rows. */
export function requestsOf(
  {upserts, archives}: {readonly upserts: number; readonly archives: number},
  mode: ModeField['mode'],
): string {
  return countOf(mode === 'delete' ? archives : upserts, requestOf(mode))
}

/** What became of the rows that were written. */
export function writtenLine({written, created, updated}: Totals, mode: ModeField['mode']): CountLine {
  if (mode === 'delete') return {label: 'archived', count: written}
  const remark = [`${formatCount(created)} created`, `${formatCount(updated)} updated`]
  return {label: 'written', count: written, remark}
}
