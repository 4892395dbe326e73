import {seeded} from './random.mjs'

/** A stream of chance of its own: what a seed was before unique values moved, most still are. */
const APART = 5_000_011

const PROPERTY = 'external_id'

/**
 * Some scenarios are about unique values that go from one record to another. Nothing else fails in them, and nothing comes late: row by row
 * every row is taken, and so no row of the push may be rejected.
 */
export function maybeMoving(scenario) {
  const {seed, shape, mode, duplicates, switches, rows, faults} = scenario
  const isAble = shape.path === 'contacts' && shape.keyProperty === 'email' && mode === 'upsert' && !switches.adminRules
  if (!isAble || !['apply', 'each'].includes(duplicates) || !seeded(seed + APART).chance(0.3)) return scenario
  const calm = {faults: faults.filter(({fault}) => CALM.has(fault)), silent: false, late: false, interruptions: []}
  return {
    ...scenario,
    ...calm,
    kind: undefined,
    firstFlags: {},
    sequels: [],
    preset: [],
    hasAliases: false,
    clears: false,
    moves: true,
    rows: withMoves(seed, rows),
  }
}

/** What delays and undoes nothing. */
const CALM = new Set(['latency', 'rate-limit'])

/** The rows with a unique value that is free by then, or the row's own: in file order none is taken from a record that holds it. */
function withMoves(seed, rows) {
  const rng = seeded(seed + APART + 1)
  const pool = Array.from({length: rng.pick([3, 20, 200])}, (_, index) => `U-${index}`)
  const holderOf = new Map()
  const heldBy = new Map()
  return rows.map(row => {
    const {[PROPERTY]: _cell, ...cells} = row.cells
    const {[PROPERTY]: _value, ...values} = row.values
    const bare = {...row, cells, values, ...(row.flaw === 'hubspot' && {flaw: 'local', isTorn: true})}
    if (bare.flaw !== undefined || rng.chance(0.4)) return bare
    const free = pool.filter(value => (holderOf.get(value) ?? row.key) === row.key)
    if (free.length === 0) return bare
    const value = rng.pick(free)
    holderOf.delete(heldBy.get(row.key))
    holderOf.set(value, row.key)
    heldBy.set(row.key, value)
    return {...bare, cells: {...cells, [PROPERTY]: value}, values: {...values, [PROPERTY]: value}}
  })
}
