import {seeded} from './random.mjs'

/** A stream of chance of its own: what a seed was before unique values moved, most still are. */
const APART = 5_000_011

/** The property whose values move. */
export const MOVING = 'external_id'

/**
 * Some scenarios are about unique values that go from one record to another. Nothing else fails in them, and nothing
 * comes late: row by row
 * every row is taken, and so no row of the push may be rejected.
 */
export function maybeMoving(scenario) {
  const {seed, shape, mode, duplicates, switches, rows, faults} = scenario
  const isAble = shape.path === 'contacts' && shape.keyProperty === 'email' && mode === 'upsert' && !switches.adminRules
  if (!isAble || !['apply', 'each'].includes(duplicates) || !seeded(seed + APART).chance(0.3)) return scenario
  const calm = {faults: faults.filter(({fault}) => CALM.has(fault)), silent: false, late: false, interruptions: []}
  const preset = holders(rows)
  return {
    ...scenario,
    ...calm,
    kind: undefined,
    firstFlags: {},
    sequels: [],
    preset,
    hasAliases: false,
    clears: false,
    moves: true,
    // Rows that are sent again after a resume would ask for values that have gone on (docs/safety.md).
    rows: withMoves(seed, rows, {preset, goOn: !faults.some(({policy}) => policy === 'DAILY')}),
  }
}

/** What delays and undoes nothing. */
const CALM = new Set(['latency', 'rate-limit'])

/** A record of each key, with a unique value of its own. */
function holders(rows) {
  const keys = [...new Set(rows.filter(({flaw}) => flaw === undefined).map(({key}) => key))]
  return keys.map((key, index) => ({key, values: {[MOVING]: `U-${index}`, lifecyclestage: 'lead'}}))
}

/** Rows that want one value and lie close together keep their order up to this many (docs/safety.md). */
const MOST_TAKERS = 4

/**
 * The rows with unique values that are new, or that an earlier row has taken its record away from; where they `goOn`,
 * through several records.
 */
function withMoves(seed, rows, {preset, goOn}) {
  const rng = seeded(seed + APART + 1)
  const held = new Map(preset.map(({key, values}) => [key, values[MOVING]]))
  const given = []
  const takers = new Map()
  return rows.map(row => {
    if (row.flaw === 'local') return row
    const {[MOVING]: _cell, ...cells} = row.cells
    const {[MOVING]: _value, ...values} = row.values
    if (row.flaw !== undefined) return {...row, cells, values, flaw: 'local', isTorn: true}
    if (rng.chance(0.4)) return {...row, cells, values}
    const value =
      given.length > 0 && rng.chance(0.6) ? given.splice(rng.int(0, given.length - 1), 1)[0] : `N-${row.row}`
    const former = held.get(row.key)
    takers.set(value, (takers.get(value) ?? 0) + 1)
    if (former !== undefined && (takers.get(former) ?? 0) < MOST_TAKERS) given.push(former)
    held.set(row.key, goOn ? value : undefined)
    return {...row, cells: {...cells, [MOVING]: value}, values: {...values, [MOVING]: value}}
  })
}
