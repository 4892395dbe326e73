import {defined} from '../../shared/defined.js'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import {htmlErrorReply, jsonErrorReply} from '../basics/replies.js'
import {type FaultDecision, millisecondsOf} from './decide-fault.js'
import type {Fault, LimitPolicy} from './fault-rule.js'

/** What a fault may do to a request. */
export interface FaultStage {
  readonly request: SandboxRequest
  /** What would have happened without the fault; the caller has the request applied. */
  readonly apply: (request: SandboxRequest) => SandboxReply
  /** In [0, 1). */
  readonly pick: number
  readonly refuseByRate: (policy: LimitPolicy, retryAfterSeconds: number | undefined) => SandboxReply
  readonly expireToken: () => SandboxReply
  /** Has the request applied so much later. */
  readonly applyLater: (ms: number, apply: () => void) => void
}

/** Plays one fault; without one, simply applies the request. */
export function carryOut(fault: FaultDecision['fault'], stage: FaultStage): Delivery {
  const {request, apply, pick} = stage
  if (fault === undefined) return {kind: 'reply', reply: apply(request)}
  switch (fault.fault) {
    case 'status':
      if (fault.applied === true) apply(request)
      return statusDelivery(fault, stage)
    case 'rate-limit':
      return {kind: 'reply', reply: stage.refuseByRate(fault.policy, fault.retryAfterSeconds)}
    case 'reset':
    case 'hang':
      if (fault.applied === true) apply(request)
      return {kind: fault.fault === 'hang' ? 'hang' : 'cut'}
    case 'late-commit':
      stage.applyLater(millisecondsOf(fault.ms, pick), () => apply(request))
      return {kind: fault.client ?? 'cut'}
    case 'slow-body':
      return {kind: 'reply', reply: apply(request), overMs: millisecondsOf(fault.ms, pick)}
    case 'truncate':
      return {kind: 'reply', reply: apply(request), cut: {share: fault.keep ?? 0.5, ends: fault.ends ?? 'abruptly'}}
    case 'silent':
      return {kind: 'reply', reply: silentReply(fault.status ?? 200)}
    case 'omit':
      return {kind: 'reply', reply: omitOne(fault.applied ?? true, stage)}
    case 'expire-token':
      return {kind: 'reply', reply: stage.expireToken()}
  }
}

/** A 429 names its limit, and a 477 when to come again, as HubSpot's do (docs/hubspot-api.md#rate-limits). */
function statusDelivery(fault: Extract<Fault, {fault: 'status'}>, {refuseByRate}: FaultStage): Delivery {
  const {status, message, category, retryAfterSeconds = status === 477 ? 1 : undefined} = fault
  if (status === 429 && fault.html !== true && message === undefined && category === undefined)
    return {kind: 'reply', reply: refuseByRate('TEN_SECONDLY_ROLLING', retryAfterSeconds)}
  if (fault.html !== true)
    return {kind: 'reply', reply: jsonErrorReply({status, ...defined({message, category, retryAfterSeconds})})}
  return {kind: 'reply', reply: htmlErrorReply(status, retryAfterSeconds), gateway: true}
}

function omitOne(applied: boolean, {request, apply, pick}: FaultStage): SandboxReply {
  return applied ? withoutOneResult(apply(request), pick) : apply(withoutOneInput(request, pick))
}

/** 2xx with nothing in it, as a production client met it (docs/hubspot-api.md#silent-replies). */
export function silentReply(status: number): SandboxReply {
  return {status, body: {status: 'COMPLETE', results: [], errors: []}}
}

/** The request without one of its inputs; `pick` in [0, 1) says which. Unchanged if there is none to leave out. */
export function withoutOneInput(request: SandboxRequest, pick: number): SandboxRequest {
  const body = parsedObject(request.body)
  const inputs = body?.['inputs']
  if (!Array.isArray(inputs) || inputs.length === 0) return request
  return {...request, body: JSON.stringify({...body, inputs: without(inputs, pick)})}
}

/** The reply without one of its results; `pick` in [0, 1) says which. Unchanged if there is none. */
export function withoutOneResult(reply: SandboxReply, pick: number): SandboxReply {
  const body = asObject(reply.body)
  const results = body?.['results']
  if (reply.status >= 300 || !Array.isArray(results) || results.length === 0) return reply
  return {...reply, body: {...body, results: without(results, pick)}}
}

function without(list: readonly unknown[], pick: number): unknown[] {
  return list.toSpliced(Math.floor(pick * list.length), 1)
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}
