/**
 * A number in [0, 1) that depends on nothing but its arguments, so that the n-th request a rule sees
 * meets the same fate in every run with the same seed, whatever else is under way.
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
