import {randomUUID} from 'node:crypto'

/** A number in [0, 1), reproducible from its seed. */
export type Random = () => number

/** The mulberry32 generator: small, fast and good enough for shuffling and for ids. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `from` to below `to` that is free: what an earlier process has made came from the same seed. */
export function freshNumber(
  random: Random,
  {from, to, isTaken}: {readonly from: number; readonly to: number; readonly isTaken: (number: number) => boolean},
): number {
  for (;;) {
    const number = from + Math.floor(random() * (to - from))
    if (!isTaken(number)) return number
  }
}

/** Fisher-Yates, in place. */
export function shuffle<T>(list: T[], random: Random): void {
  for (let end = list.length - 1; end > 0; end--) {
    const pick = Math.floor(random() * (end + 1))
    const [last, picked] = [list[end] as T, list[pick] as T]
    list[end] = picked
    list[pick] = last
  }
}

/** A version 7 UUID, the form of HubSpot's correlation ids since 2025. */
export function correlationId(nowMs: number, random: Random): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0').slice(-12)
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const variant = '89ab'.charAt(Math.floor(random() * 4))
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(8)}${hex(4)}`
}

/**
 * A number in [0, 1) that depends on nothing but its arguments, so that the n-th request a rule sees meets the same
 * fate in every run with the same seed, whatever else is in flight.
 */
export function unitRandom(seed: number, ...coordinates: readonly number[]): number {
  let hash = mix(seed | 0)
  for (const coordinate of coordinates) hash = mix(hash ^ (coordinate | 0))
  return hash / 2 ** 32
}

/** A 32-bit finaliser: each input bit changes about half of the output bits. */
function mix(value: number): number {
  let mixed = (value + 0x9e3779b9) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** Makes UUIDs; with a seed the same ones in every run. */
export function createCorrelationIds(seed: number | undefined): () => string {
  if (seed === undefined) return randomUUID
  let made = 0
  return () => {
    made++
    const words = [0, 1, 2, 3].map(part => Math.floor(unitRandom(seed, made, part) * 2 ** 32))
    return uuidOf(words.map(word => word.toString(16).padStart(8, '0')).join(''))
  }
}

/** Version 7 in its form, as HubSpot's since 2025; the time in it means nothing. */
function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
