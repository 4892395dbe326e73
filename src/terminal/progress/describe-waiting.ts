import type {Waiting} from '../../hubspot/call/call-types.js'
import {formatDuration} from '../present/format-numbers.js'

const REASON: Readonly<Record<Waiting['reason'], string>> = {
  'rate-limit': "the portal's request limit is used up for now",
  throttled: 'HubSpot asked for a pause',
  locked: 'HubSpot holds these records for a moment',
  migrating: 'HubSpot is moving this portal',
  'server-error': 'HubSpot had an error',
  network: 'HubSpot could not be reached',
  'late-commit': 'requests that were cut off may still be carried out; their rows are looked at then',
}

/** `waiting 10 s: HubSpot asked for a pause (429, attempt 2)` */
export function describeWaiting({reason, delayMs, status, attempt}: Waiting): string {
  const remarks = [...(status === undefined ? [] : [String(status)]), ...(attempt > 1 ? [`attempt ${attempt}`] : [])]
  const tail = remarks.length === 0 ? '' : ` (${remarks.join(', ')})`
  return `waiting ${formatDuration(delayMs)}: ${REASON[reason]}${tail}`
}

const BRIEF_REASON: Readonly<Record<Waiting['reason'], string>> = {
  'rate-limit': 'request limit',
  throttled: 'throttled',
  locked: 'records locked',
  migrating: 'portal is moved',
  'server-error': 'HubSpot error',
  network: 'no connection',
  'late-commit': 'late writes',
}

/** `waiting 10 s (throttled)`, for a line that has little room. */
export function describeWaitingBriefly({reason, delayMs}: Waiting): string {
  return `waiting ${formatDuration(delayMs)} (${BRIEF_REASON[reason]})`
}
