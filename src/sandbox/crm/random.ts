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
