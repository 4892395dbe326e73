import type {OAuthSecret} from './profile.js'

type Timing = Pick<OAuthSecret, 'expiresAt' | 'lifeMs' | 'clockOffsetMs'>

const LONGEST_MARGIN_MS = 120_000
const MINUTE_MS = 60_000

/**
 * True while the token is good for a request that starts now: until two minutes, or a tenth of its life where that is
 * shorter, before its end.
 * Of a life below a minute it is a hundredth (docs/decisions/0009): a tenth of every one would add up to more renewals
 * than lives go by.
 */
export function isFresh(token: Timing, now: number): boolean {
  const left = timeLeft(token, now)
  const wasSetBack = left > token.lifeMs + 1_000 // this machine's clock was: it no longer tells anything
  return !wasSetBack && left > marginMs(token)
}

function marginMs({lifeMs}: Timing): number {
  return lifeMs < MINUTE_MS ? lifeMs / 100 : Math.min(LONGEST_MARGIN_MS, lifeMs / 10)
}

/** True from the very moment of its end. */
export function isExpired(token: Timing, now: number): boolean {
  return timeLeft(token, now) <= 0
}

function timeLeft({expiresAt, clockOffsetMs}: Timing, now: number): number {
  return expiresAt - (now + clockOffsetMs)
}
