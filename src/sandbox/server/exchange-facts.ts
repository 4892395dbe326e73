import type {Delivery, SandboxRequest} from '../basics/messages.js'
import type {FaultDecision} from '../faults/decide-fault.js'
import {headersToKeep, type SeenRequest} from '../journal/seen-request.js'

interface Exchanged {
  /** Only method and path where it could not be read. */
  readonly request: Pick<SandboxRequest, 'method' | 'path'> & Partial<SandboxRequest>
  /** Made text. */
  readonly delivery: Delivery
  readonly fault?: FaultDecision
  readonly beganMs: number
}

/** What the client saw: the status, or that it saw none. */
export function outcomeOf(delivery: Delivery): SeenRequest['outcome'] {
  if (delivery.kind === 'reply') return delivery.reply.status
  return delivery.kind === 'hang' ? 'hang' : 'cut'
}

export function asText(delivery: Delivery): Delivery {
  if (delivery.kind !== 'reply') return delivery
  const {reply} = delivery
  if (reply.body === undefined || typeof reply.body === 'string') return delivery
  return {...delivery, reply: {...reply, body: JSON.stringify(reply.body)}}
}

/** An exchange as it is kept for tests and people. */
export function seenFrom({request, delivery, fault, beganMs}: Exchanged, nowMs: number): Omit<SeenRequest, 'id'> {
  const {method, path, query, headers, body = null} = request
  const reply = delivery.kind === 'reply' ? delivery.reply.body : undefined
  return {
    at: new Date(nowMs).toISOString(),
    ...{method, path, body},
    query: query?.toString() ?? '',
    headers: headers === undefined ? {} : headersToKeep(headers),
    outcome: outcomeOf(delivery),
    reply: typeof reply === 'string' ? reply : null,
    faults: fault === undefined ? [] : faultNames(fault),
    ms: Math.round(performance.now() - beganMs),
  }
}

function faultNames({latencyMs, fault}: FaultDecision): string[] {
  return [...(latencyMs > 0 ? ['latency'] : []), ...(fault === undefined ? [] : [fault.fault])]
}
