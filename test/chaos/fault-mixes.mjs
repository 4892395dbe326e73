export const WRITES = {method: 'POST', path: '/crm/*/objects/*/batch/upsert'}
const READS = {method: 'POST', path: '/crm/*/objects/*/batch/read'}
/**
 * A late commit comes at most so much later, in real milliseconds: soon, or when a killed client has been started
 * again.
 */
const SOON_MS = 60
const AFTER_RESTART_MS = 500

const MIXES = [
  rng => ({
    fault: 'status',
    status: rng.pick([500, 502, 503, 504, 520]),
    html: rng.chance(0.5),
    applied: rng.chance(0.5),
  }),
  () => ({fault: 'status', status: 423, scale: 0.5}),
  () => ({fault: 'status', status: 477, retryAfterSeconds: 1, scale: 0.2}),
  () => ({fault: 'rate-limit', policy: 'SECONDLY', scale: 0.5}),
  () => ({fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', scale: 0.15}),
  rng => ({fault: 'reset', applied: rng.chance(0.5)}),
  () => ({fault: 'late-commit', ms: [5, SOON_MS]}),
  rng => ({fault: 'late-commit', ms: rng.chance(0.3) ? [150, AFTER_RESTART_MS] : [5, SOON_MS]}),
  rng => ({fault: 'truncate', keep: 0.3 + rng.next() * 0.6, ends: rng.pick(['abruptly', 'cleanly'])}),
  rng => ({fault: 'slow-body', ms: rng.int(5, 30)}),
  () => ({fault: 'silent', scale: 0.7}),
  rng => ({fault: 'omit', applied: rng.chance(0.5)}),
]

/**
 * What goes wrong in a seed: fault rules, switches where HubSpot's behaviour is not established, how late a commit may
 * come (real ms),
 * and whether HubSpot may keep silent about a row.
 */
export function faultMix(rng) {
  const switches = {
    echoTraceIds: rng.pick(['all', 'none', 'none', 'some']),
    writesBackwards: rng.chance(0.2),
    errorContext: rng.pick(['trace-id', 'trace-id', 'ids', 'none']),
    conflictAs: rng.pick(['207', '207', '409']),
    echoIdProperty: rng.chance(0.7),
    topLevelErrors: rng.chance(0.5),
    duplicateIdsFoldCase: rng.chance(0.3),
    rateLimitHeaders: rng.chance(0.8),
  }
  const latency = rng.chance(0.8) ? [{fault: 'latency', ms: [0, rng.pick([3, 12])], path: '/crm/*/objects/**'}] : []
  if (rng.chance(0.15)) return {faults: latency, switches, silent: false, latestMs: SOON_MS}
  const chosen = Array.from({length: rng.int(1, 4)}, () => rng.pick(MIXES)(rng))
  const rules = chosen.flatMap(({scale = 1, ...fault}) => [
    {...fault, ...WRITES, probability: scale * rng.pick([0.05, 0.15, 0.3])},
    ...(rng.chance(0.5) ? [{...fault, ...READS, probability: scale * 0.1}] : []),
  ])
  const isDaily = rng.chance(0.1)
  const daily = isDaily ? [{fault: 'rate-limit', policy: 'DAILY', ...WRITES, skip: rng.int(0, 15), next: 1}] : []
  return {
    faults: [...latency, ...daily, ...rules],
    switches,
    latestMs: Math.max(SOON_MS, ...chosen.map(({fault, ms}) => (fault === 'late-commit' ? ms[1] : 0))),
    silent: chosen.some(({fault}) => fault === 'silent' || fault === 'omit'),
  }
}
