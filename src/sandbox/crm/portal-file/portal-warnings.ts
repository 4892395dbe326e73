import type {PortalDefinitions} from './portal-definitions.js'
import {isRecording, portalFaults} from './portal-faults.js'

/** What a recording has that HubSpot would refuse today, a line each. It is served nevertheless. */
export function portalWarnings(portal: PortalDefinitions | undefined): readonly string[] {
  const faults = portal !== undefined && isRecording(portal) ? portalFaults(portal) : []
  const more = faults.length - MOST_TOLD
  return [
    ...faults.slice(0, MOST_TOLD).map(fault => `Warning: in the recorded portal, ${fault}.`),
    ...(more > 0 ? [`Warning: the recorded portal has ${more} more of the kind.`] : []),
  ]
}

const MOST_TOLD = 10
