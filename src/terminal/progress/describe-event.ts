import type {PushEvent} from '../../push/run/push-event.js'
import {formatCount} from '../present/format-numbers.js'
import {matchedOn} from '../present/mode-words.js'
import {showText} from '../present/show-text.js'
import {describeWaiting} from './describe-waiting.js'

/** A change of state as one line; undefined for `settled`, which is progress and has a line of its own. */
export function describeEvent(event: PushEvent): string | undefined {
  switch (event.type) {
    case 'examining':
      return `Checking ${showText(event.file)} for ${showText(event.object)} of portal ${event.portalId}, matched on ${showText(event.key)}; nothing is written`
    case 'started':
      return describeStart(event)
    case 'settled':
      return undefined
    case 'waiting':
      return describeWaiting(event.waiting)
    case 'isolating':
      return `looking for the bad row among rows ${event.firstRow} to ${event.lastRow}: ${showText(event.message)}`
    case 'stopping':
      return `stopping: ${showText(event.reason)}`
    case 'note':
      return showText(event.message)
    case 'warning':
      return `Warning: ${showText(event.message)}`
  }
}

function describeStart(event: PushEvent & {type: 'started'}): string {
  const {file, object, portalId, uiDomain, profile, credential, key, mode, run, resumedAfterRow} = event
  const where = profile === 'sandbox' ? 'built in, nothing leaves this machine' : showText(uiDomain)
  const line = `Pushing ${showText(file)} → ${showText(object)} of portal ${portalId} (${where}), ${matchedOn(showText(key), mode)}`
  const who = `profile ${showText(profile)}, login from ${showText(credential)}, run ${run}`
  const resumed =
    resumedAfterRow === undefined ? '' : `; rows up to ${formatCount(resumedAfterRow)} are settled already`
  return `${line} (${who})${resumed}`
}
