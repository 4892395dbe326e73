import type {SandboxReply, SandboxRequest} from '../sandbox-types.js'
import type {Delivery} from '../server/delivery.js'
import {silentReply, withoutOneInput, withoutOneResult} from './alter-batch.js'
import {type FaultDecision, millisecondsOf} from './decide-fault.js'
import type {Fault, RatePolicy} from './fault-rule.js'
import {htmlErrorReply, jsonErrorReply} from './status-reply.js'

/** What a fault may do to a request. */
export interface FaultStage {
  readonly request: SandboxRequest
  /** What would have happened without the fault; whoever calls it has the request applied. */
  readonly apply: (request: SandboxRequest) => SandboxReply
  /** In [0, 1). */
  readonly pick: number
  readonly refuseByRate: (policy: RatePolicy, retryAfterSeconds: number | undefined) => SandboxReply
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
      return statusDelivery(fault)
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

function statusDelivery(fault: Extract<Fault, {fault: 'status'}>): Delivery {
  if (fault.html !== true) return {kind: 'reply', reply: jsonErrorReply(fault)}
  return {kind: 'reply', reply: htmlErrorReply(fault.status, fault.retryAfterSeconds), gateway: true}
}

function omitOne(applied: boolean, {request, apply, pick}: FaultStage): SandboxReply {
  return applied ? withoutOneResult(apply(request), pick) : apply(withoutOneInput(request, pick))
}
