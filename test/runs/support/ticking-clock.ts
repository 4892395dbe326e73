import type {Clock} from '../../../src/shared/clock.js'

/** A clock that moves a second at each look, so that every batch is a checkpoint. */
export function tickingClock(): Clock {
  let now = 1_780_000_000_000
  return {
    now: () => {
      now += 1000
      return now
    },
    sleep: async () => {},
  }
}
