import type {SeenRequest} from '../../../src/sandbox/journal/seen-request.js'

/** A request that was seen; what is not given does not matter. */
export function seen(parts: Partial<SeenRequest>): Omit<SeenRequest, 'id'> {
  const usual = {method: 'GET', path: '/', query: '', headers: {}, body: null, outcome: 200, reply: null}
  return {at: '2026-01-01T00:00:00.000Z', faults: [], ms: 1, ...usual, ...parts}
}
