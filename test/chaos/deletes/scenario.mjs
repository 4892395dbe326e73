import {seeded} from '../random.mjs'

const WRITES = {method: 'POST', path: '/crm/v3/objects/*/batch/archive'}
const READS = {method: 'POST', path: '/crm/v3/objects/*/batch/read'}
export const KEYS = ['email', 'external_id', 'hs_object_id']

/**
 * Everything that is decided about one seed: people of a portal, pairs of them that are merged, a list of keys, and what
 * happens on the way. A row knows whom it means (`person`), by which of their names (`by`), or that it means nobody.
 */
export function deleteScenarioOf(seed) {
  const rng = seeded(seed + 5_000_011)
  const count = rng.pick([3, 40, 150, 150, 400])
  const people = Array.from({length: count}, (_, number) => ({number, hasOldEmail: rng.chance(0.2)}))
  const merges = mergesAmong(rng, people)
  const property = rng.pick(KEYS)
  return {
    seed,
    property,
    people,
    merges,
    rows: rowsOf(rng, {people, merges, property}),
    faults: faultsOf(rng),
    switches: {
      mergedIds: rng.pick(['survivor', 'survivor', 'missing']),
      partialStatus: rng.pick(['207', 'success']),
      mergeMakes: 'primary',
    },
    verifies: rng.chance(0.3),
    duplicates: rng.pick(['apply', 'apply', 'apply', 'last', 'reject']),
    interruptions: interruptionsOf(rng),
    /** The list may be given up when it was struck for the last time. */
    isAbandoned: rng.chance(0.25),
    /** Right after it: some of the people are pushed, and must be there in the end. */
    upserts: rng.chance(0.5) ? rng.some(people, 0.3) : [],
  }
}

export const emailOf = ({number}) => `p${number}@example.com`
export const oldEmailOf = ({number}) => `old${number}@example.com`
export const externalIdOf = ({number}) => `E-${number}`

/** Each person is merged at most once: [who is left, who is gone]. */
function mergesAmong(rng, people) {
  const some = rng.shuffled(rng.some(people, 0.1))
  return Array.from({length: Math.floor(some.length / 2)}, (_, index) => [some[2 * index], some[2 * index + 1]])
}

function rowsOf(rng, {people, property}) {
  const count = rng.pick([1, people.length, people.length, 2 * people.length])
  const chosen = rng.some(people, rng.pick([0.2, 0.6, 1]))
  const rows = Array.from({length: count}, () => {
    const person = rng.pick(chosen)
    if (person === undefined || rng.chance(0.05)) return {by: 'stranger', number: rng.int(1, 50)}
    if (rng.chance(0.03)) return {by: 'nothing'}
    if (property === 'email' && person.hasOldEmail && rng.chance(0.3)) return {by: 'old e-mail', person}
    return {by: 'key', person}
  })
  return rows.map((row, index) => ({...row, row: index + 1}))
}

function faultsOf(rng) {
  const all = [
    {fault: 'latency', ms: [0, 15]},
    {fault: 'reset', applied: true, ...WRITES, probability: 0.15, next: 8},
    {fault: 'reset', applied: false, ...WRITES, probability: 0.15, next: 8},
    {fault: 'status', status: 502, html: true, applied: true, ...WRITES, probability: 0.15, next: 8},
    {fault: 'status', status: 503, probability: 0.05, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...WRITES, probability: 0.2, next: 8},
    {fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', probability: 0.05, next: 3},
    {fault: 'silent', ...READS, probability: 0.1, next: 4},
    {fault: 'omit', ...READS, probability: 0.1, next: 4},
    {fault: 'truncate', ...READS, probability: 0.05, next: 4},
  ]
  return rng.some(all, 0.3)
}

function interruptionsOf(rng) {
  return Array.from({length: rng.pick([0, 1, 1, 2, 4])}, () => {
    const signals = rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGINT'], ['SIGTERM']])
    const isDamaged = signals[0] === 'SIGKILL' && rng.chance(0.4)
    const damage = isDamaged ? rng.some(['journal', 'rejects', 'written'], 0.5) : []
    return {after: rng.int(1, rng.pick([4, 14])), signals, damage: damage.map(file => ({file, share: rng.next()}))}
  })
}
