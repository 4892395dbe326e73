/**
 * Places by hash, in slots of four words: the hash, high and low, and the place, its high word plus one (0: the slot is
 * free) and its low word. A place is a whole number from 0 to 2^51.
 */
export const SLOT_WORDS = 4
const SLOTS = 2 ** 17
export const TABLE_WORDS = SLOTS * SLOT_WORDS
/** A full table would be searched from end to end. */
export const TABLE_ENTRIES = (SLOTS / 4) * 3

const LOW = 2 ** 32

/** Where in a table the search for a hash begins, in words. */
export function firstSlot(high: number, low: number): number {
  return ((low ^ (high >>> 9)) & (SLOTS - 1)) * SLOT_WORDS
}

/** Where the slot of the hash begins, from `at` on: its own, or the free one where it belongs. -1: neither is here. */
export function slotFrom(words: Int32Array, at: number, {high, low}: {readonly high: number; readonly low: number}) {
  for (let slot = at; slot < words.length; slot += SLOT_WORDS)
    if (words[slot + 2] === 0 || (words[slot] === high && words[slot + 1] === low)) return slot
  return -1
}

/** -1 in a free slot. */
export function placeIn(words: Int32Array, slot: number): number {
  const high = words[slot + 2] ?? 0
  return high === 0 ? -1 : (high - 1) * LOW + ((words[slot + 3] ?? 0) >>> 0)
}

/** Returns whether the slot was free. */
export function fillSlot(
  words: Int32Array,
  slot: number,
  {high, low, place}: {readonly high: number; readonly low: number; readonly place: number},
): boolean {
  const wasFree = words[slot + 2] === 0
  words[slot] = high
  words[slot + 1] = low
  words[slot + 2] = Math.floor(place / LOW) + 1
  words[slot + 3] = place | 0
  return wasFree
}

const FILTER_BITS = 2 ** 20
export const FILTER_WORDS = FILTER_BITS / 32

/** A Bloom filter with ten bits for each of the entries: of a hundred hashes that are not there, one passes. */
export function addToFilter(filter: Int32Array, high: number, low: number): void {
  for (let turn = 0; turn < 4; turn += 1) {
    const bit = bitOf(high, low, turn)
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31))
  }
}

export function mayHold(filter: Int32Array, high: number, low: number): boolean {
  for (let turn = 0; turn < 4; turn += 1) {
    const bit = bitOf(high, low, turn)
    if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false
  }
  return true
}

function bitOf(high: number, low: number, turn: number): number {
  return (high + Math.imul(turn, low | 1)) & (FILTER_BITS - 1)
}
