import {NO_ROW} from '../../../runs/journal/journal-line.js'
import {doubtsNow} from '../../../runs/journal/stamp.js'
import type {StoredRun} from '../../../runs/run-store.js'
import {type Clock, monotonicNow} from '../../../shared/clock.js'
import {LinkDoubts, type LinkDoubtsPorts} from './link-doubts.js'

interface OpenPorts extends Omit<LinkDoubtsPorts, 'now'> {
  readonly clock: Clock
}

/** With what the process before left in doubt. One that was cut off may have sent until a moment ago. */
export function openLinkDoubts(resumed: StoredRun | undefined, {clock, ...ports}: OpenPorts): LinkDoubts {
  const line = resumed?.checkpoint?.line
  const noted = line === undefined ? [] : doubtsNow(line, clock, ports.lateCommitMs).filter(([row]) => row === NO_ROW)
  const wasCutOff = resumed !== undefined && (line === undefined || line.state === 'running')
  const now = (): number => monotonicNow(clock)
  return new LinkDoubts(
    {...ports, now},
    {
      untilMs: Math.max(0, ...noted.map(([, untilMs]) => untilMs)),
      cutOffUntilMs: wasCutOff ? now() + ports.lateCommitMs : 0,
    },
  )
}
