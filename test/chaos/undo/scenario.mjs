import {seeded} from '../random.mjs'

const UPSERTS = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'}
const ARCHIVES = {method: 'POST', path: '/crm/v3/objects/*/batch/archive'}
const READS = {method: 'POST', path: '/crm/v3/objects/*/batch/read'}
const LINK_READS = {method: 'POST', path: '/crm/associations/*/batch/read'}

/** What may happen to a person between the push and the undo; `again` is a push of what is there, and changes nothing. */
export const DEEDS = [
  ...['value', 'other value', 'same app', 'same app, other value', 'old e-mail', 'enriched'],
  ...['note', 'company', 'merged away', 'merged into', 'archived', 'again', 'calculated'],
]
const HARMLESS = new Set([undefined, 'again', 'enriched'])

/**
 * Everything that is decided about one seed: a file of people, some of whom are there before, what others do to their
 * records once it is pushed, and what happens on the way of the push and of the undo.
 */
export function undoScenarioOf(seed) {
  const rng = seeded(seed + 9_000_011)
  const count = rng.pick([3, 40, 150, 150, 400])
  const isBusy = rng.chance(0.8)
  const people = Array.from({length: count}, (_, number) => ({
    number,
    isOld: rng.chance(0.2),
    ...(isBusy && rng.chance(0.3) && {deed: rng.pick(DEEDS)}),
  }))
  const repeats = rng.chance(0.3) ? people.length : 0
  const rows = [...people, ...Array.from({length: repeats}, () => rng.pick(people))]
  return {
    seed,
    people,
    rows: rows.map(({number}, index) => ({number, city: `City ${rng.int(1, 9)}`, row: index + 1})),
    links: rng.chance(0.3),
    faults: faultsOf(rng, UPSERTS),
    undoFaults: faultsOf(rng, ARCHIVES),
    interruptions: interruptionsOf(rng),
    undoInterruptions: interruptionsOf(rng),
    switches: {
      mergedIds: rng.pick(['survivor', 'survivor', 'missing']),
      sameValueIsVersion: false,
      mergeMakes: 'primary',
    },
    verifies: rng.chance(0.3),
  }
}

export const emailOf = ({number}) => `p${number}@example.com`

/** Whether the person's record is as the run left it. */
export function isUntouched({deed}) {
  return HARMLESS.has(deed)
}

function faultsOf(rng, writes) {
  const all = [
    {fault: 'latency', ms: [0, 15]},
    {fault: 'reset', applied: true, ...writes, probability: 0.1, next: 4},
    {fault: 'reset', applied: false, ...writes, probability: 0.15, next: 8},
    {fault: 'status', status: 502, html: true, applied: true, ...writes, probability: 0.1, next: 4},
    {fault: 'status', status: 503, probability: 0.05, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...writes, probability: 0.1, next: 4},
    {fault: 'silent', ...READS, probability: 0.1, next: 4},
    {fault: 'omit', ...READS, probability: 0.1, next: 4},
    {fault: 'omit', ...LINK_READS, probability: 0.05, next: 4},
  ]
  return rng.some(all, 0.3)
}

function interruptionsOf(rng) {
  return Array.from({length: rng.pick([0, 0, 1, 2])}, () => {
    const signals = rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGINT'], ['SIGTERM']])
    return {after: rng.int(1, rng.pick([3, 8])), signals, damage: []}
  })
}
