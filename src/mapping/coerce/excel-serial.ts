import type {Instant} from './instant.js'

const DAY_MS = 86_400_000
/** 30 December 1899: right for every day since 1 March 1900 (Excel believes in a 29 February 1900). */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30)
/** 31 December 2200: a greater number is rather a day without marks, such as 251231. */
const LAST = 109_939
/** 31 December 9999, the last day that Excel knows: what people write for never. */
const NEVER = 2_958_465

/**
 * Days since the end of 1899 with the time of day as a fraction, to the nearest second; 45000.5 is 15 March 2023, noon.
 */
export function excelSerial(text: string): Instant | undefined {
  if (!/^\d{1,7}(?:\.\d{1,20})?$/.test(text)) return undefined
  const serial = Number(text)
  if (serial < 61 || (serial >= LAST + 1 && serial !== NEVER)) return undefined
  const clockMs = DAY_ZERO_MS + Math.round((serial * DAY_MS) / 1000) * 1000
  return {clockMs, shows: Number.isInteger(serial) ? 'day' : 'time'}
}
