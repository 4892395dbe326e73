import {quoteValue} from '../coerce/coercer.js'
import {counted, Places} from './places.js'

/**
 * Places for keys, a power of two: memory stays flat whatever the file holds, since a key takes the place of an earlier
 * one.
 */
const PLACES = 1 << 15
/** Characters that are hashed: enough to tell keys apart, and few enough for every row. */
const HASHED = 64

/**
 * Keys that people would take for one, such as `A 1` and `A1`, and that are sent as two. Kept are hashes alone, 64 bits
 * of what looks alike, so that no row costs an allocation. Keys far apart in a long file are not found.
 */
export class LookAlikes {
  readonly #places = new Places()
  /** Four numbers a place, side by side: two hashes of what looks alike, one of the key itself, and its line. */
  readonly #kept = new Int32Array(PLACES * 4)
  #besideLine = 0

  /** `normal` is equal for keys that look alike. */
  add(key: string, normal: string, line: number): void {
    const first = hashOf(normal, 0x811c9dc5)
    const second = hashOf(normal, 0x2f0b4c47)
    const own = key === normal ? first : hashOf(key, 0x811c9dc5)
    const kept = this.#kept
    const place = (first & (PLACES - 1)) * 4
    if (kept[place] === first && kept[place + 1] === second && kept[place + 3] !== 0) {
      if (kept[place + 2] !== own) this.#found(key, line, kept[place + 3] ?? 0)
      return
    }
    kept[place] = first
    kept[place + 1] = second
    kept[place + 2] = own
    kept[place + 3] = line
  }

  warning(property: string): string | undefined {
    const {count, example, lines} = this.#places
    if (count === 0) return undefined
    const what = `differ${count === 1 ? 's' : ''} from another key only in case, blanks, leading zeros or Unicode form`
    return `${counted(count, 'key')} of ${property} ${what}, for example ${quoteValue(example)} (${lines}) from the one in line ${this.#besideLine}: they are different records.`
  }

  #found(key: string, line: number, besideLine: number): void {
    if (this.#places.count === 0) this.#besideLine = besideLine
    this.#places.add(line, key)
  }
}

/** FNV-1a from a seed; the length counts, for what is longer than is hashed. */
function hashOf(text: string, seed: number): number {
  let hash = seed ^ text.length
  const end = text.length < HASHED ? text.length : HASHED
  for (let index = 0; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash ^ (hash >>> 16)
}
