import type {Waiting} from '../../hubspot/call-types.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {DOING, isOfPairs, matchedOn, placesOf} from '../present/mode-words.js'
import {formatCount, formatDuration} from '../text/format-numbers.js'
import {showText} from '../text/show-text.js'

/**
 * A change of state as one line; undefined for `settled`, which is progress and has a line of its own, and `asking`.
 */
export function describeEvent(event: PushEvent): string | undefined {
  switch (event.type) {
    case 'examining':
      if (event.undoes !== undefined)
        return `Looking at what run ${event.undoes} created: ${showText(event.object)} of portal ${event.portalId}; nothing is archived yet`
      return `Checking ${showText(event.file)} for ${showText(event.object)} of portal ${event.portalId}, matched on ${showText(event.key)}; nothing is written`
    case 'started':
      return describeStart(event)
    case 'settled':
    case 'asking':
      return undefined
    case 'waiting':
      return describeWaiting(event.waiting)
    case 'isolating':
      return `looking for the rejected row among rows ${event.firstRow} to ${event.lastRow}: ${showText(event.message)}`
    case 'stopping':
      return `stopping: ${showText(event.reason)}. ${event.isPatient === true ? PATIENT : STOPPING}`
    case 'note':
      return showText(event.message)
    case 'warning':
      return `Warning: ${showText(event.message)}`
  }
}

/** What the first signal does, and what another one would. */
const STOPPING = 'Requests in flight are completed; Ctrl-C again gives them up, and --resume checks their rows.'

const PATIENT = 'What is in flight is completed.'

function describeStart(event: PushEvent & {type: 'started'}): string {
  const {object, portalId, profile, credential, key, mode, run, resumedAfterRow, undoes} = event
  const where = profile === 'sandbox' ? 'built in, nothing leaves this machine' : hostsOf(event)
  const doing = isOfPairs(mode) ? DOING[mode] : 'Pushing'
  const line =
    undoes === undefined
      ? `${doing} ${placesOf(event)} of portal ${portalId} (${where}), ${matchedOn(showText(key), event)}`
      : `Undoing run ${undoes}: archiving ${showText(object)} of portal ${portalId} (${where})`
  const who = `profile ${showText(profile)}, login from ${showText(credential)}, run ${run}`
  const resumed = resumedAfterRow === undefined ? '' : `; resuming after row ${formatCount(resumedAfterRow)}`
  return `${line} (${who})${resumed}`
}

/** Where people see the records, and what is asked. */
function hostsOf({uiDomain, apiHost}: PushEvent & {type: 'started'}): string {
  return showText(apiHost === undefined ? uiDomain : `${uiDomain}, at ${apiHost}`)
}

const REASON: Readonly<Record<Waiting['reason'], string>> = {
  'rate-limit': "the portal's rate limit is used up for now",
  throttled: 'HubSpot asked for a pause',
  locked: 'HubSpot has locked these records for a moment',
  migrating: 'HubSpot is migrating this portal',
  'server-error': 'HubSpot had an error',
  network: 'HubSpot could not be reached',
  'late-commit':
    'HubSpot may still carry out requests that were interrupted; their rows are checked after that, so that no older value stays',
}

const OF_PREVIOUS_RUN =
  'HubSpot may still carry out requests of the previous run, which was interrupted; what this run writes must come after them'

/** `waiting 10 s: HubSpot asked for a pause (429, attempt 2)` */
export function describeWaiting({reason, delayMs, status, attempt, isOfPreviousRun}: Waiting): string {
  const remarks = [...(status === undefined ? [] : [String(status)]), ...(attempt > 1 ? [`attempt ${attempt}`] : [])]
  const tail = remarks.length === 0 ? '' : ` (${remarks.join(', ')})`
  const why = isOfPreviousRun === true ? OF_PREVIOUS_RUN : REASON[reason]
  return `waiting ${formatDuration(delayMs)}: ${why}${tail}`
}

const BRIEF_REASON: Readonly<Record<Waiting['reason'], string>> = {
  'rate-limit': 'rate limit',
  throttled: 'throttled',
  locked: 'records locked',
  migrating: 'portal migration',
  'server-error': 'HubSpot error',
  network: 'no connection',
  'late-commit': 'late writes',
}

/** `waiting 10 s (throttled)`, for a line that has little room. */
export function describeWaitingBriefly({reason, delayMs}: Waiting): string {
  return `waiting ${formatDuration(delayMs)} (${BRIEF_REASON[reason]})`
}
