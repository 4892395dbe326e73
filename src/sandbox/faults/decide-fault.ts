import {ownOf} from '../../shared/named.js'
import {matchesPath} from '../basics/match-path.js'
import type {SandboxRequest} from '../basics/messages.js'
import {unitRandom} from '../basics/random.js'
import type {Fault, FaultRule, FaultTrigger, Milliseconds} from './fault-rule.js'

/** How often each rule has seen a request it is about, and how often it fired. Both in the order of the rules. */
export interface FaultState {
  readonly seed: number
  readonly seen: readonly number[]
  readonly fired: readonly number[]
}

export interface FaultDecision {
  /** Sum of the latencies that apply. */
  readonly latencyMs: number
  readonly fault: Exclude<Fault, {fault: 'latency'}> | undefined
  /** In [0, 1): for what the fault leaves open, such as which input is omitted. */
  readonly pick: number
  readonly state: FaultState
}

export function freshFaultState(seed: number): FaultState {
  return {seed, seen: [], fired: []}
}

/** The fate of one request. Depends on the seed and on each rule's own count alone. */
export function decideFault(rules: readonly FaultRule[], request: FaultedRequest, state: FaultState): FaultDecision {
  const seen = rules.map((_, index) => state.seen[index] ?? 0)
  const fired = rules.map((_, index) => state.fired[index] ?? 0)
  let latencyMs = 0
  let fault: FaultDecision['fault']
  let pick = 0
  for (const [index, rule] of rules.entries()) {
    if (!concerns(rule, request)) continue
    const nth = (seen[index] ?? 0) + 1
    seen[index] = nth
    if (
      (fault !== undefined && rule.fault !== 'latency') ||
      !fires(rule, {nth, fired: fired[index] ?? 0, seed: state.seed, index})
    )
      continue
    fired[index] = (fired[index] ?? 0) + 1
    const random = unitRandom(state.seed, index, nth, 2)
    if (rule.fault === 'latency') latencyMs += millisecondsOf(rule.ms, random)
    else [fault, pick] = [rule, random]
  }
  return {latencyMs, fault, pick, state: {seed: state.seed, seen, fired}}
}

/** `random` in [0, 1) places the result in a range. */
export function millisecondsOf(ms: Milliseconds, random: number): number {
  if (typeof ms === 'number') return ms
  const [from, to] = ms
  return from + random * (to - from)
}

/** What a rule can tell a request by. */
export type FaultedRequest = Pick<SandboxRequest, 'method' | 'path'> & Partial<Pick<SandboxRequest, 'headers'>>

function concerns({method, path, headers = {}}: FaultTrigger, request: FaultedRequest): boolean {
  return (
    (method === undefined || method.toUpperCase() === request.method) &&
    (path === undefined || matchesPath(path, request.path)) &&
    Object.entries(headers).every(([name, value]) => headerOf(request, name) === value)
  )
}

function headerOf({headers = {}}: FaultedRequest, name: string): string | undefined {
  return ownOf(headers, name.toLowerCase())
}

function fires(trigger: FaultTrigger, at: {nth: number; fired: number; seed: number; index: number}): boolean {
  const {skip = 0, every = 1, probability = 1, next = Number.POSITIVE_INFINITY} = trigger
  if (at.nth <= skip || at.fired >= next) return false
  if ((at.nth - skip) % every !== 0) return false
  return probability >= 1 || unitRandom(at.seed, at.index, at.nth, 1) < probability
}
