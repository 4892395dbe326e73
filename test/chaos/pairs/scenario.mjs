import {seeded} from '../random.mjs'

const LINKS = {method: 'POST', path: '/crm/associations/*/*/*/batch/*'}
const READS = {method: 'POST', path: '/crm/v3/objects/*/batch/read'}
/** Texts of the portal's labels from contacts to companies, and their type ids. */
export const LABELS = new Map([
  ['Decision maker', 37],
  ['28', 28],
])

/**
 * Everything that is decided about one seed: people and firms of a portal, a file of pairs that links some of them, a
 * second one that unlinks some, and what happens on the way.
 */
export function pairScenarioOf(seed) {
  const rng = seeded(seed + 7_000_003)
  const [people, firms] = [rng.pick([3, 40, 150, 300]), rng.pick([2, 5, 40])]
  const hasLabels = rng.chance(0.6)
  const linked = rowsOf(rng, {people, firms, roles: hasLabels ? ['', ...LABELS.keys()] : ['']})
  const byRole = hasLabels && rng.chance(0.5)
  const unlinked = rng.chance(0.7)
    ? rng.some(linked, 0.4).map(row => ({...row, role: byRole ? rng.pick(['', ...LABELS.keys()]) : ''}))
    : []
  return {
    ...{seed, people, firms, faults: faultsOf(rng)},
    rows: linked,
    parts: [
      {mode: 'link', byRole: hasLabels, rows: numbered(linked), interruptions: interruptionsOf(rng)},
      {mode: 'unlink', byRole, rows: numbered(unlinked), interruptions: interruptionsOf(rng)},
    ].filter(({rows}) => rows.length > 0),
    interruptions: [],
  }
}

export const emailOf = number => `p${number}@example.com`
export const firmOf = number => `F-${number}`

/** Numbers beyond the people and firms of the portal name nobody. */
function rowsOf(rng, {people, firms, roles}) {
  const count = rng.pick([1, people, 2 * people])
  const most = rng.pick([people, Math.ceil(people / 4)])
  return Array.from({length: count}, () => ({
    person: rng.chance(0.05) ? people + 7 : rng.int(0, most - 1),
    firm: rng.chance(0.03) ? undefined : rng.chance(0.05) ? firms + 7 : rng.int(0, firms - 1),
    role: rng.pick(roles),
  }))
}

function numbered(rows) {
  return rows.map((row, index) => ({...row, row: index + 1}))
}

function faultsOf(rng) {
  const all = [
    {fault: 'latency', ms: [0, 15]},
    {fault: 'reset', applied: true, ...LINKS, probability: 0.15, next: 8},
    {fault: 'reset', applied: false, ...LINKS, probability: 0.15, next: 8},
    {fault: 'status', status: 502, html: true, applied: true, ...LINKS, probability: 0.15, next: 8},
    {fault: 'status', status: 503, probability: 0.05, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...LINKS, probability: 0.2, next: 8},
    {fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', probability: 0.05, next: 3},
    {fault: 'silent', ...READS, probability: 0.1, next: 1},
  ]
  return rng.some(all, 0.3)
}

function interruptionsOf(rng) {
  return Array.from({length: rng.pick([0, 1, 1, 2, 3])}, () => {
    const signals = rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGINT'], ['SIGTERM']])
    const damage = signals[0] === 'SIGKILL' && rng.chance(0.4) ? rng.some(['journal', 'rejects', 'written'], 0.5) : []
    return {after: rng.int(1, rng.pick([3, 8])), signals, damage: damage.map(file => ({file, share: rng.next()}))}
  })
}
