import {memberOf, membersOf} from '../../messages/json-members.js'

/** Records since the state before, of the same scope. */
export interface StateCounts {
  /** Rejected ones included. */
  readonly records: number
  readonly rejected: number
}

const STATS = 'destinationStats'

/**
 * A STATE message as it came, character by character, with `destinationStats` in its state: fields that we do not know
 * and digits that a double would lose are the platform's. `text` is a sound message whose `state` is an object.
 */
export function echoState(text: string, counts: StateCounts): string {
  const state = memberOf(membersOf(text, text.indexOf('{')), 'state')
  if (state === undefined) return text
  const members = membersOf(text, state.from)
  const old = memberOf(members, STATS)
  const stats = statsText(counts)
  if (old !== undefined) return text.slice(0, old.from) + stats + text.slice(old.to)
  const brace = state.to - 1
  return `${text.slice(0, brace)}${members.length === 0 ? '' : ','}"${STATS}":${stats}${text.slice(brace)}`
}

/** With a decimal point, which the protocol asks for: the platform reads them as doubles. */
function statsText({records, rejected}: StateCounts): string {
  return `{"recordCount":${records}.0,"rejectedRecordCount":${rejected}.0}`
}
