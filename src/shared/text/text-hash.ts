/**
 * Two lanes of 32 bits, seeded, no cryptography: cheap enough for every value of every row. The seed is chance of this
 * machine's own, so that the author of a file cannot know which texts look alike here. Kept in fields, since a row
 * would otherwise make an object for each value.
 */
export class TextHash {
  high = 0
  low = 0

  of(text: string, {high, low}: Seed): void {
    let one = high
    let two = low
    const {length} = text
    const even = length - (length % 2)
    for (let index = 0; index < even; index += 2) {
      const pair = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16)
      one = Math.imul(one ^ pair, 0x9e3779b1)
      one = (one << 13) | (one >>> 19)
      two = Math.imul(two ^ pair, 0x85ebca77)
      two = (two << 17) | (two >>> 15)
    }
    if (even < length) {
      const code = text.charCodeAt(even)
      one = Math.imul(one ^ code, 0x9e3779b1)
      two = Math.imul(two ^ code, 0x85ebca77)
    }
    one = Math.imul(one ^ length ^ (two >>> 15), 0xc2b2ae3d)
    two = Math.imul(two ^ (one >>> 13), 0x27d4eb2f)
    one ^= Math.imul(two ^ (two >>> 16), 0x165667b1)
    this.high = one ^ (one >>> 15)
    this.low = two ^ (two >>> 14)
  }
}

/** Two numbers of 32 bits, with sign: V8 keeps those without a box. */
export interface Seed {
  readonly high: number
  readonly low: number
}

/** The seed of something that has a name, below the seed of what it belongs to. */
export function seedOf(name: string, parent: Seed): Seed {
  const hash = new TextHash()
  hash.of(name, parent)
  return {high: hash.high, low: hash.low}
}
