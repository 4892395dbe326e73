import {requestOnce} from '../../shared/http-request.js'
import type {ProxyAddress} from '../../shared/proxy/choose-proxy.js'
import {openAgents} from '../../shared/proxy/open-agents.js'
import {type NetworkFailure, networkFailureOf} from './network-failure.js'

/** A reply of whatever status, with what it takes to compare clocks, or why there was none. */
export type Probe =
  | {
      readonly kind: 'reply'
      /** The `Date` header. */
      readonly date: string | undefined
      /** This machine's time, milliseconds. */
      readonly sentAt: number
      readonly receivedAt: number
    }
  | {readonly kind: 'failure'; readonly failure: NetworkFailure}

interface ProbeOptions {
  readonly apiUrl: string
  readonly proxy?: ProxyAddress
  readonly timeoutMs: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** One request without a token: whether the host answers at all, and what time it has. */
export async function probeHost({apiUrl, proxy, timeoutMs, now}: ProbeOptions): Promise<Probe> {
  const agents = openAgents(proxy, {keepAlive: false, timeoutMs})
  const sentAt = now()
  try {
    const {headers} = await requestOnce({
      method: 'GET',
      url: `${apiUrl}/account-info/v3/details`,
      agents: await agents.get(),
      timeoutMs,
      headers: {'user-agent': 'hubspot-push'},
    })
    return {kind: 'reply', sentAt, receivedAt: now(), date: headers.date}
  } catch (error) {
    return {kind: 'failure', failure: networkFailureOf(error)}
  } finally {
    agents.close()
  }
}
