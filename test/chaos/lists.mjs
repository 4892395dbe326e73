import {seeded} from './random.mjs'
import {recordOf} from './states.mjs'

/** A stream of chance of its own: what a seed was before there were lists, most still are. */
const APART = 8_000_009
const NAME = 'Chaos'
const JOINS = {method: 'PUT', path: '/crm/**/memberships/add'}

/** What may happen to a request that adds records. What comes late adds only what is in the list already. */
const MIXES = [
  rng => ({fault: 'status', status: rng.pick([500, 502, 503]), html: rng.chance(0.5), applied: rng.chance(0.5)}),
  () => ({fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING'}),
  rng => ({fault: 'reset', applied: rng.chance(0.5)}),
  rng => ({fault: 'truncate', keep: 0.3 + rng.next() * 0.6, ends: rng.pick(['abruptly', 'cleanly'])}),
  () => ({fault: 'silent', next: 2}),
]

/** In some scenarios the records of written rows join a list, which may be there before. */
export function maybeListing(scenario) {
  const {seed, faults, switches} = scenario
  const rng = seeded(seed + APART)
  if (!rng.chance(0.25)) return scenario
  const isCalm = faults.every(({fault}) => fault === 'latency') && rng.chance(0.5)
  const isSlow = rng.chance(0.5) // then many rows are written whose records are not in the list
  const more = [
    ...Array.from({length: isCalm ? 0 : rng.int(0, 2)}, () => ({
      ...rng.pick(MIXES)(rng),
      ...JOINS,
      probability: 0.2,
    })),
    ...(isSlow ? [{fault: 'latency', ms: [100, 300], ...JOINS}] : []),
  ]
  return {
    ...scenario,
    list: {isThere: rng.chance(0.5)},
    faults: [...faults, ...more],
    late: scenario.late || more.some(({fault}) => fault !== 'latency'),
    switches: {...switches, omitsEmptyIds: rng.chance(0.3), maxListMembers: rng.pick([undefined, undefined, 170, 60])},
  }
}

/** What a push is told of the list. */
export function listRequest({list}) {
  return list === undefined ? {} : {list: {list: NAME, creates: true}}
}

/** The list as it is made before the push, where it is. */
export function listBefore({list, shape}) {
  return list?.isThere ? {name: NAME, objectTypeId: shape.objectTypeId, processingType: 'MANUAL'} : undefined
}

/** The ids of the records in the list; `ask`: GET → body. */
export async function readMembers({shape}, ask) {
  const {list} = await ask(`/crm/v3/lists/object-type-id/${shape.objectTypeId}/name/${NAME}`)
  const members = []
  for (let after = '0'; after !== undefined; ) {
    const {results, paging} = await ask(`/crm/v3/lists/${list.listId}/memberships?limit=250&after=${after}`)
    members.push(...results.map(({recordId}) => recordId))
    after = paging?.next?.after
  }
  return members
}

/**
 * The record of every row that was written, or left out as unchanged, is in the list; besides these at most those that
 * a run wrote which was cut off for ever. Each such row is counted once.
 */
export function checkList(scenario, {parts, records, members}) {
  if (scenario.list === undefined) return []
  const ids = new Map(
    records.map(({id, properties}) => [recordOf(scenario, properties[scenario.shape.keyProperty]), id]),
  )
  const [wanted, allowed] = [new Set(), new Set()]
  for (const {scenario: part, fates, isCutOff} of parts)
    for (const {row, key} of part.rows) {
      const isUntold = fates.untold.has(row)
      if (!fates.written.has(row) && !isUntold) continue
      const id = ids.get(recordOf(scenario, key))
      allowed.add(id)
      if (!(isUntold && isCutOff)) wanted.add(id)
    }
  const found = new Set(members)
  return [
    ...(found.size === members.length ? [] : ['a record is in the list twice']),
    ...[...wanted].filter(id => !found.has(id)).map(id => `record ${id} is not in the list`),
    ...members.filter(id => !allowed.has(id)).map(id => `record ${id} is in the list, and no row put it there`),
    ...parts.flatMap(checkCounts),
  ]
}

function checkCounts({isCutOff, summary, listRejects}) {
  if (isCutOff) return []
  const {written, unchanged, created} = summary.rows
  const {list} = summary
  const problems = listRejects.map(({row, code, message}) => `row ${row} did not join the list: ${code}: ${message}`)
  if (list.rejected !== 0) problems.push(`${list.rejected} memberships are counted as rejected`)
  if (list.added + list.unchanged !== written + unchanged)
    problems.push(`the list's counts do not add up: ${JSON.stringify({...list, rows: summary.rows})}`)
  if (list.added < created) problems.push(`${created} records were created, and ${list.added} added to the list`)
  return problems
}
