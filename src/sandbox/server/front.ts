import type {Clock} from '../../shared/clock.js'
import {carryOut} from '../faults/carry-out.js'
import {decideFault, type FaultState, freshFaultState} from '../faults/decide-fault.js'
import type {FaultRule} from '../faults/fault-rule.js'
import {createLateCommits, type LateCommits} from '../faults/late-commits.js'
import {limitReply, spentHeaders} from '../limits/limit-reply.js'
import {expiredReply} from '../oauth/authenticate.js'
import type {Principal, SandboxReply, SandboxRequest} from '../sandbox-types.js'
import type {Delivery} from './delivery.js'
import {finishReply} from './finish-reply.js'
import {type Admission, admit, type GatePorts} from './gate.js'
import {createRequestLog, type RequestLog} from './request-log.js'

export interface FrontOptions extends GatePorts {
  readonly clock: Clock
  readonly seed: number
  readonly faults: readonly FaultRule[]
}

/** Everything between the socket and the CRM: credentials, limits, faults, the log. */
export interface Front {
  answer(request: SandboxRequest): Promise<Delivery>
  /** Finishes and notes a refusal of a request that could not be read. */
  refused(method: string, path: string, refusal: Delivery): Delivery
  setFaults(rules: readonly FaultRule[]): void
  faultsFired(): readonly number[]
  readonly log: RequestLog
  readonly lateCommits: LateCommits
}

/** Faults strike only requests that credentials and limits let in. */
export function createFront(options: FrontOptions): Front {
  const {clock, seed, newId} = options
  const log = createRequestLog()
  const lateCommits = createLateCommits(clock)
  let rules = options.faults
  let faultState: FaultState = freshFaultState(seed)

  const finish = (delivery: Delivery, limitHeaders: Readonly<Record<string, string>>): Delivery =>
    delivery.kind === 'reply' && delivery.gateway !== true
      ? {...delivery, reply: finishReply(delivery.reply, limitHeaders, newId)}
      : delivery

  const meetFaults = async (
    request: SandboxRequest,
    {principal, apply, limitHeaders}: Admission,
  ): Promise<Delivery> => {
    if (rules.length === 0) return {kind: 'reply', reply: apply(request)}
    const {latencyMs, fault, pick, state} = decideFault(rules, request, faultState)
    faultState = state
    if (latencyMs > 0) await clock.sleep(latencyMs)
    return carryOut(fault, {
      request,
      apply,
      pick,
      refuseByRate: (policy, retryAfterSeconds) => {
        const {portalId} = options.oauth.installation
        const refusal = limitReply({policy, principal, portalId, requestId: newId(), retryAfterSeconds})
        return {...refusal, headers: {...spentHeaders(policy, limitHeaders), ...refusal.headers}}
      },
      expireToken: () => expireToken(principal, options),
      applyLater: (ms, commit) => lateCommits.add(ms, commit),
    })
  }

  const note = (method: string, path: string, delivery: Delivery): Delivery => {
    log.note(
      method,
      path,
      delivery.kind === 'reply' ? delivery.reply.status : delivery.kind === 'hang' ? 'hang' : 'cut',
    )
    return delivery
  }

  return {
    async answer(request) {
      const verdict = admit(request, options)
      const delivery: Delivery =
        'refusal' in verdict ? {kind: 'reply', reply: verdict.refusal} : await meetFaults(request, verdict)
      return note(request.method, request.path, finish(delivery, verdict.limitHeaders))
    },
    refused: (method, path, refusal) => note(method, path, finish(refusal, {})),
    setFaults(next) {
      rules = next
      faultState = freshFaultState(seed)
    },
    faultsFired: () => rules.map((_, index) => faultState.fired[index] ?? 0),
    log,
    lateCommits,
  }
}

function expireToken(principal: Principal | undefined, {oauth}: GatePorts): SandboxReply {
  const now = oauth.clock.now()
  if (principal !== undefined) oauth.tokens.expire(principal.token)
  return expiredReply(now, now)
}
