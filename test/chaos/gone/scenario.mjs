import {seeded} from '../random.mjs'

const CHANGES = {method: 'POST', path: '/crm/v3/objects/*/batch/*'}
const READS = {method: 'POST', path: '/crm/v3/objects/*/batch/read'}
const ARCHIVES = {method: 'POST', path: '/crm/v3/objects/*/batch/archive'}
const KEYS = ['email', 'email', 'email', 'external_id']
const ACTIONS = ['archive', 'jobtitle=left', 'jobtitle=former']

/**
 * Everything that is decided about one seed: people, and nights. Each night somebody may do something in HubSpot, then
 * a file with some of the people is pushed with `--gone`, and struck; it may be given up. A row names somebody by a key
 * of theirs; `flaw`: it is rejected.
 */
export function goneScenarioOf(seed) {
  const rng = seeded(seed + 7_000_003)
  const count = rng.pick([3, 12, 60, 150, 260])
  const property = rng.pick(KEYS)
  const people = Array.from({length: count}, (_, number) => ({
    number,
    hasOldEmail: property === 'email' && rng.chance(0.15),
    isThere: rng.chance(0.4),
  }))
  const first = rng.pick(ACTIONS)
  const onlyChanged = rng.chance(0.4)
  let present = rng.some(people, rng.pick([0.3, 0.8, 1]))
  const nights = Array.from({length: rng.int(3, 6)}, (_, night) => {
    if (night > 0) present = nextPresent(rng, people, present)
    const action = rng.chance(0.7) ? first : rng.pick(ACTIONS)
    return nightOf(rng, {people, present, property, action, onlyChanged})
  })
  return {
    ...{seed, property, people, nights, rows: nights.flatMap(({rows}) => rows)},
    ...{faults: faultsOf(rng), interruptions: nights.flatMap(({interruptions}) => interruptions)},
    ...{onlyChanged, duplicates: rng.pick(['apply', 'apply', 'last'])},
    switches: {partialStatus: rng.pick(['207', 'success'])},
  }
}

export const keyOf = ({number}, property) => (property === 'email' ? `p${number}@example.com` : `E-${number}`)
export const oldEmailOf = ({number}) => `old${number}@example.com`

/** Most stay, some leave, some come back, some are new. */
function nextPresent(rng, people, present) {
  const leaves = rng.pick([0, 0.02, 0.2, 0.9])
  const comes = rng.pick([0, 0.02, 0.3])
  return people.filter(person => (present.includes(person) ? !rng.chance(leaves) : rng.chance(comes)))
}

function nightOf(rng, {people, present, property, action, onlyChanged}) {
  const rows = rng.chance(0.04) ? [] : rowsOf(rng, present, property)
  const deeds = onlyChanged ? ['promote'] : ['archive', 'promote'] // which does not see what others do in HubSpot
  return {
    action,
    rows,
    most: rng.pick(['5%', '30%', '100%', '100%', '100%', 0, 7, 1000]),
    /** What people do in HubSpot before it: [what, who]. */
    deeds: rng.chance(0.4) ? rng.some(people, 0.1).map(person => [rng.pick(deeds), person]) : [],
    interruptions: interruptionsOf(rng),
    /** The night may be given up when it was struck for the last time. */
    isAbandoned: rng.chance(0.2),
  }
}

function rowsOf(rng, present, property) {
  const isFlawed = rng.chance(0.2)
  const rows = rng.shuffled(present).flatMap(person => {
    const key = person.hasOldEmail && rng.chance(0.3) ? oldEmailOf(person) : keyOf(person, property)
    const flaw = isFlawed && rng.chance(0.05) ? 'option' : undefined
    const row = {key, flaw, city: rng.pick(['Rome', 'Bonn', 'Bern'])}
    return rng.chance(0.03) ? [row, {...row, flaw: undefined}] : [row]
  })
  return isFlawed && rng.chance(0.5) ? [...rows, {key: '', flaw: 'key', city: 'Rome'}] : rows
}

function faultsOf(rng) {
  const all = [
    {fault: 'latency', ms: [0, 15]},
    {fault: 'reset', applied: true, ...CHANGES, probability: 0.05, next: 8},
    {fault: 'reset', applied: true, ...ARCHIVES, probability: 0.3, next: 4},
    {fault: 'reset', applied: false, ...CHANGES, probability: 0.05, next: 8},
    {fault: 'status', status: 502, html: true, applied: true, ...CHANGES, probability: 0.05, next: 8},
    {fault: 'status', status: 503, probability: 0.03, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...CHANGES, probability: 0.1, next: 8},
    {fault: 'late-commit', ms: [20, 60], ...ARCHIVES, probability: 0.3, next: 4},
    {fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', probability: 0.03, next: 3},
    {fault: 'silent', ...READS, probability: 0.05, next: 4},
    {fault: 'omit', ...READS, probability: 0.05, next: 4},
  ]
  return rng.some(all, 0.25)
}

function interruptionsOf(rng) {
  return Array.from({length: rng.pick([0, 0, 1, 1, 2])}, () => {
    const signals = rng.pick([['SIGKILL'], ['SIGKILL'], ['SIGKILL'], ['SIGINT'], ['SIGTERM']])
    const isDamaged = signals[0] === 'SIGKILL' && rng.chance(0.3)
    const damage = isDamaged ? rng.some(['journal', 'rejects', 'written', 'members'], 0.4) : []
    return {after: rng.int(1, rng.pick([4, 9])), signals, damage: damage.map(file => ({file, share: rng.next()}))}
  })
}
