import {WRITES} from './fault-mixes.mjs'
import {seeded} from './random.mjs'

/** A stream of chance of its own: what a seed was before there were twists, it still is. */
const APART = 1_000_003

/** A stalled reply is given up after so many real milliseconds. */
export const TIMEOUT_MS = 400

/**
 * What else a seed may be about: the file's format, the login, the API's version, what HubSpot's answers look like
 * where that is not
 * established, contacts with additional e-mails, and a second file that is pushed right after the first.
 */
export function twistsOf(seed, shape) {
  const rng = seeded(seed + APART)
  const isDated = rng.chance(0.25)
  const faults = [
    ...(rng.chance(0.15) ? [{fault: 'hang', applied: rng.chance(0.5), ...WRITES, probability: 0.04, next: 6}] : []),
    // Twice at most: a call whose third token is refused ends the run, as it should.
    ...(rng.chance(0.2) ? [{fault: 'expire-token', ...WRITES, probability: 0.1, next: 2}] : []),
  ]
  return {
    rng,
    format: rng.chance(0.35) ? 'jsonl' : 'csv',
    apiVersion: isDated ? '2026-09' : 'v3',
    /** A saved login that is renewed, or a token that lasts. */
    login: faults.some(({fault}) => fault === 'expire-token') ? 'oauth' : 'token',
    faults,
    switches: {
      partialStatus: rng.chance(0.25) ? 'success' : '207',
      uniqueClashAs: rng.chance(0.3) ? '400' : '207',
      uniqueKeysFoldCase: rng.chance(0.25),
      adminRules: isDated && rng.chance(0.6),
    },
    hasAliases: shape.alias !== undefined && rng.chance(0.25),
    hasSecondFile: rng.chance(0.25),
  }
}
