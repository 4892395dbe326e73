import type {ModeField} from '../../rows/rows.js'

/** `matched on email`, and what the push leaves alone. */
export function matchedOn(key: string, mode: ModeField['mode']): string {
  return `matched on ${key}${mode === undefined ? '' : `, ${ONLY[mode]}`}`
}

const ONLY = {update: 'no new records', create: 'new records only'} as const

/** For `countOf`. */
export function requestOf(mode: ModeField['mode']): string {
  return `${mode ?? 'upsert'} request`
}
