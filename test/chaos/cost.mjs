import {duplicatesOf} from './fates.mjs'
import {MOVING} from './moves.mjs'

/** Requests that one bad row in a hundred may cost where HubSpot does not name it. */
const COST_OF_ISOLATION = 15

/** Without faults: no retry, and no more requests than the rules of folding, waves, unfolding and bisection allow. */
export function checkCost(scenario, {summary}, fates) {
  // Two names of one contact in a request cost a request more for each.
  if (
    scenario.faults.some(({fault}) => fault !== 'latency') ||
    scenario.interruptions.length > 0 ||
    scenario.hasAliases
  )
    return []
  const {upserts, retries} = summary.requests
  const bound = upsertBound(scenario, fates) + costOfMoves(scenario)
  const problems = retries > 0 ? [`${retries} retries without a fault`] : []
  if (upserts > bound) problems.push(`${upserts} upserts, at most ${bound} are allowed`)
  return problems
}

function upsertBound(scenario, {rejected, untold}) {
  const {repeated, skipped} = duplicatesOf(scenario)
  const sent = scenario.rows.filter(({row}) => !skipped.has(row) && !repeated.has(row))
  const refusedThere = row => rejected.has(row.row) && row.flaw !== 'local'
  let bound = 0
  // An unchanged row takes a place in a batch, and no request.
  const orderKeyOf = ({row, key, flaw}) => (flaw === 'local' || untold.has(row) ? undefined : key.toLowerCase())
  for (const batch of batchesOf(sent, orderKeyOf)) {
    const byKey = grouped(batch, orderKeyOf)
    byKey.delete(undefined)
    // A key costs its rows; where one of them is refused, its merged attempts too.
    const waves = [...byKey.values()].map(rows => rows.length * (rows.some(refusedThere) ? 2 : 1))
    bound += Math.max(0, ...waves)
    // Refused with the whole request, or without its name: taken apart. Each attempt at a bad row may cost that.
    const {conflictAs, uniqueClashAs, errorContext} = scenario.switches
    // a create has no ids
    const isNamed = errorContext === 'trace-id' || (errorContext === 'ids' && scenario.mode !== 'create')
    if (conflictAs === '409' || uniqueClashAs === '400' || !isNamed)
      for (const rows of byKey.values()) if (rows.some(refusedThere)) bound += COST_OF_ISOLATION * rows.length * 2
  }
  return bound
}

/**
 * A row whose value is not free yet is sent again: each further request lets in one of them at least. Where it must be
 * found, some more.
 */
function costOfMoves({moves, rows, switches}) {
  if (!moves) return 0
  const moving = rows.filter(({values}) => values[MOVING] !== undefined).length
  const isNamed = switches.errorContext !== 'none' && switches.uniqueClashAs === '207'
  return isNamed ? moving : 3 * moving
}

function batchesOf(rows, orderKeyOf) {
  const batches = []
  let open = {rows: [], keys: new Set()}
  for (const row of rows) {
    const key = orderKeyOf(row)
    const isFull = open.rows.length >= 1000 || (key !== undefined && open.keys.size >= 100 && !open.keys.has(key))
    if (isFull) {
      batches.push(open.rows)
      open = {rows: [], keys: new Set()}
    }
    open.rows.push(row)
    if (key !== undefined) open.keys.add(key)
  }
  return [...batches, open.rows]
}

function grouped(list, keyOf) {
  const groups = new Map()
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return groups
}
