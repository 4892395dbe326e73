import {seeded} from './random.mjs'

/** A stream of chance of its own: what a seed was before there were modes, most still are. */
const APART = 2_000_003

/** How a seed writes, and of how many of its keys there are records before. */
export function modeOf(seed) {
  const rng = seeded(seed + APART)
  const mode = rng.pick([...Array(11).fill('upsert'), 'update', 'update', 'create', 'create', 'create'])
  const known = {upsert: undefined, update: rng.pick([0.3, 0.7, 0.95]), create: rng.pick([0, 0.05, 0.4])}[mode]
  return {rng, mode, known}
}

/** The address that rows are written to, for a fault rule of upserts. */
export function inMode(rule, mode) {
  return rule.path?.endsWith('/batch/upsert') ? {...rule, path: rule.path.replace('upsert', mode)} : rule
}

/**
 * By mode: whether HubSpot takes a row in a state of its record (undefined: there is none), and whether a refusal with
 * this code tells the
 * truth about that state. `asUpsert`: whether an upsert of the row would be taken in a state.
 */
export const RULES = {
  upsert: {
    takes: (state, asUpsert) => asUpsert(state),
    explains: (_code, state, asUpsert) => !asUpsert(state),
  },
  update: {
    takes: (state, asUpsert) => state !== undefined && asUpsert(state),
    explains: (code, state, asUpsert) =>
      state === undefined ? code === 'NOT_FOUND' : code !== 'NOT_FOUND' && !asUpsert(state),
  },
  create: {
    takes: (state, asUpsert) => state === undefined && asUpsert(undefined),
    // Of a row that could not be made anyway HubSpot may say either.
    explains: (code, state, asUpsert) => (code === 'ALREADY_EXISTS' ? state !== undefined : !asUpsert(undefined)),
  },
}
