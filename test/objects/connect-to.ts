import {onTestFinished} from 'vitest'
import type {HubSpot} from '../../src/hubspot/call-types.js'
import {createHubSpot} from '../../src/hubspot/client.js'
import type {Sandbox} from '../../src/sandbox/server/running-sandbox.js'
import {leapingClock} from '../hubspot/support/clocks.js'
import {tokensInTurn} from '../hubspot/support/stubbed-client.js'

/** A client of a sandbox, closed with the test. */
export function connectTo({url, token}: Pick<Sandbox, 'url' | 'token'>): HubSpot {
  const hubspot = createHubSpot({
    ...{apiUrl: url, apiVersion: 'v3', tokens: tokensInTurn(token)},
    ...{clock: leapingClock(Date.now()), random: () => 0.5, maxWaitMs: 60_000},
  })
  onTestFinished(() => hubspot.close())
  return hubspot
}
