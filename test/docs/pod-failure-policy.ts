/**
 * What Kubernetes makes of the exits of a Job's pods, by the documented rules: the first rule that matches a failed pod
 * decides; without one it counts towards `backoffLimit`.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 */
export interface Rule {
  readonly action: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count'
  readonly onExitCodes?: {readonly containerName?: string; readonly operator: 'In' | 'NotIn'; readonly values: number[]}
  readonly onPodConditions?: readonly {readonly type: string; readonly status?: string}[]
}

export interface JobSpec {
  readonly backoffLimit?: number
  readonly backoffLimitPerIndex?: number
  readonly podFailurePolicy: {readonly rules: readonly Rule[]}
}

/** How one pod ended. `disrupted`: the cluster took it away. */
export interface PodEnd {
  readonly exitCode: number
  readonly disrupted?: boolean
}

/** `running`: a new pod is created after the last of these. */
export interface JobOutcome {
  readonly state: 'complete' | 'failed' | 'running'
  /** Pods that were created. */
  readonly pods: number
}

/** A Job with one completion, or one index of an Indexed Job; `ends` in order, one for each pod. */
export function jobOutcome(spec: JobSpec, ends: readonly PodEnd[]): JobOutcome {
  const limit = spec.backoffLimitPerIndex ?? spec.backoffLimit ?? 6
  let failures = 0
  for (const [index, end] of ends.entries()) {
    const pods = index + 1
    if (end.exitCode === 0 && end.disrupted !== true) return {state: 'complete', pods}
    const action = actionFor(spec.podFailurePolicy.rules, end)
    if (action === 'FailJob' || action === 'FailIndex') return {state: 'failed', pods}
    if (action === 'Count' && ++failures > limit) return {state: 'failed', pods}
  }
  return {state: 'running', pods: ends.length}
}

function actionFor(rules: readonly Rule[], end: PodEnd): Rule['action'] {
  return rules.find(rule => matches(rule, end))?.action ?? 'Count'
}

function matches({onExitCodes, onPodConditions}: Rule, {exitCode, disrupted}: PodEnd): boolean {
  if (onExitCodes === undefined)
    return disrupted === true && (onPodConditions ?? []).some(({type}) => type === 'DisruptionTarget')
  if (exitCode === 0) return false // only containers that failed are looked at
  return onExitCodes.values.includes(exitCode) === (onExitCodes.operator === 'In')
}
