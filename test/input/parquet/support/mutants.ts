/** A generator of numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** The file with a few bytes changed, cut out, repeated, or put at another place; one in two near its end. */
export function mutated(file: Buffer, seed: number): Buffer {
  const random = seeded(seed)
  let bytes: Buffer = Buffer.from(file)
  for (let left = 1 + random(3); left > 0; left -= 1) bytes = mutation(bytes, random)
  return bytes
}

function mutation(bytes: Buffer, random: (below: number) => number): Buffer {
  const inFooter = random(2) === 0 ? Math.max(0, bytes.length - 1500) : 0
  const at = inFooter + random(Math.max(1, bytes.length - inFooter))
  const length = 1 + random(8)
  switch (random(6)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
      return bytes
    case 1:
      bytes[at] = random(256)
      return bytes
    case 2:
      bytes.fill(0xff, at, Math.min(at + length, bytes.length))
      return bytes
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)])
    default:
      return random(4) === 0 ? bytes.subarray(0, at) : Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)])
  }
}
