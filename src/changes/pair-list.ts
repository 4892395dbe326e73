import type {Seed} from '../shared/text/text-hash.js'
import type {Pairs} from './block.js'
import type {KnownProperty} from './known-properties.js'

/** The pairs of an entry that is being put together; one list for all entries. */
export class PairList implements Pairs {
  words = new Int32Array(64)
  length = 0

  push(first: number, second: number): void {
    if (this.length + 2 > this.words.length) {
      const larger = new Int32Array(this.words.length * 2)
      larger.set(this.words)
      this.words = larger
    }
    this.words[this.length] = first
    this.words[this.length + 1] = second
    this.length += 2
  }
}

/** The property's number, and 16 of the 48 bits that are kept of a value; the second word of a pair is the low hash. */
export function firstWord({id}: KnownProperty, {high}: Seed): number {
  return (id << 16) | (high & 0xffff)
}
